import Table from 'cli-table3';
import type { AttackFigures } from '../plausibility/measure-attack.ts';
import type { HonestFigures } from '../plausibility/measure-honest.ts';

const STYLE = { head: [], border: [], compact: true };

export function attackTable(figures: readonly AttackFigures[]): string {
  const head = ['attack', 'sigma m', 'cases', 'detected in 60 s %', '95 %', 'p50/p90 s', 'as'];
  const table = new Table({ head, style: STYLE });
  for (const { attack, sigmaM, cases, detected, secondsP50, secondsP90, reasons } of figures) {
    const interval = `${detected.lowPct.toFixed(0)}-${detected.highPct.toFixed(0)}`;
    const times = secondsP50 === null || secondsP90 === null ? '-' : `${secondsP50.toFixed(0)}/${secondsP90.toFixed(0)}`;
    table.push([attack, sigmaM, cases, detected.pct.toFixed(1), interval, times, listOf(reasons)]);
  }
  return table.toString();
}

export function honestTable(figures: readonly HonestFigures[]): string {
  const head = ['sigma m', 'noise', 'gaps s', 'hours', 'alarms', 'per hour', '95 % below', 'not believed %', 'as'];
  const table = new Table({ head, style: STYLE });
  for (const one of figures) {
    const { sigmaM, kind, gapS } = one.noise;
    const rates = [one.perHour.toFixed(2), one.perHourHigh.toFixed(2), one.doubtedPct.toFixed(2)];
    table.push([sigmaM, kind, gapS, one.hours.toFixed(1), one.alarms, ...rates, listOf(one.reasons)]);
  }
  return table.toString();
}

function listOf(reasons: Readonly<Partial<Record<string, number>>>): string {
  return Object.entries(reasons)
    .sort(([, a], [, b]) => (b ?? 0) - (a ?? 0))
    .map(([reason, count]) => `${reason} ${count}`)
    .join(', ');
}
