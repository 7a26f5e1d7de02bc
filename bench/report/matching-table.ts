import Table from 'cli-table3';
import type { ConditionFigures } from '../matching/measure.ts';
import type { SpeedFigures } from '../matching/speed.ts';
import { matchingCells } from './matching-cells.ts';

const STYLE = { head: [], border: [], compact: true };

/** What came out under every condition, as text. */
export function matchingTable(conditions: readonly ConditionFigures[]): string {
  const table = new Table({
    head: [
      'sigma m',
      'noise',
      'route',
      'gaps s',
      'fixes',
      'right link %',
      'boundary allowed %',
      'early/late %',
      'opposite %',
      'beside %',
      'RMSE m',
      'in 2 sigma %',
      'bars',
      'false',
      'missed',
      'told p50/p95 s',
      'left in 8 s %',
      'of being apart %',
      'p50/p95/max s',
      'false alarms/h',
    ],
    style: STYLE,
  });
  for (const one of conditions) table.push([`${one.condition.sigmaM}`, one.condition.kind, ...matchingCells(one)]);
  return table.toString();
}

export function speedTable({ fixes, firstFixMs, fixesPerS }: SpeedFigures): string {
  const rates = Object.entries(fixesPerS).map(([sigma, rate]) => `sigma ${sigma} m ${Math.round(rate)} fixes/s`);
  return `${rates.join(', ')} (${fixes} fixes, best of three); first fix ${firstFixMs.toFixed(0)} ms`;
}
