import type { ConditionFigures } from '../matching/measure.ts';

/** What a row of the text table and of the page tells of a condition, in the order of their heads, units aside. */
export function matchingCells({
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
    condition.route,
    `${condition.gapS}`,
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
    left ? leaving.within8sApartPct.toFixed(1) : '',
    left ? [leaving.p50S, leaving.p95S, leaving.mostS].map((seconds) => seconds.toFixed(1)).join('/') : '',
    planned ? (leaving.falseAlarms / leaving.hours).toFixed(2) : '',
  ];
}
