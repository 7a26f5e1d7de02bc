import Table from 'cli-table3';
import type { ConditionFigures } from '../matching/measure.ts';
import type { SpeedFigures } from '../matching/speed.ts';

const STYLE = { head: [], border: [], compact: true };

/** What came out under every condition, as text. */
export function matchingTable(conditions: readonly ConditionFigures[]): string {
  const table = new Table({
    head: [
      'sigma m',
      'noise',
      'gaps s',
      'route',
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
      'p50/p95/max s',
      'false alarms/h',
    ],
    style: STYLE,
  });
  for (const one of conditions) table.push(rowOf(one));
  return table.toString();
}

function rowOf({
  condition,
  fixes,
  right,
  rightNearBoundary,
  wrongPct,
  rmseM,
  withinTwoSigmasPct,
  bars,
  leaving,
}: ConditionFigures): string[] {
  const planned = condition.route !== 'none';
  const left = condition.route === 'left';
  return [
    `${condition.sigmaM}`,
    condition.kind,
    `${condition.gapS}`,
    condition.route,
    `${fixes}`,
    `${right.pct.toFixed(2)} ± ${right.ci95.toFixed(2)}`,
    rightNearBoundary.pct.toFixed(2),
    wrongPct['early-late'].toFixed(2),
    wrongPct.opposite.toFixed(2),
    wrongPct.beside.toFixed(2),
    rmseM.toFixed(1),
    withinTwoSigmasPct.toFixed(1),
    planned ? `${bars.crossed}` : '',
    planned ? `${bars.falsely}` : '',
    planned ? `${bars.missed}` : '',
    planned ? `${bars.toldP50S.toFixed(1)}/${bars.toldP95S.toFixed(1)}` : '',
    left ? leaving.within8sPct.toFixed(1) : '',
    left ? [leaving.p50S, leaving.p95S, leaving.mostS].map((seconds) => seconds.toFixed(1)).join('/') : '',
    planned ? (leaving.falseAlarms / leaving.hours).toFixed(2) : '',
  ];
}

export function speedTable({ fixes, firstFixMs, fixesPerS }: SpeedFigures): string {
  const rates = Object.entries(fixesPerS).map(([sigma, rate]) => `sigma ${sigma} m ${Math.round(rate)} fixes/s`);
  return `${rates.join(', ')} (${fixes} fixes, best of three); first fix ${firstFixMs.toFixed(0)} ms`;
}
