import type { Ranking } from '../agreement/rank.ts';
import type { ComparedCase } from '../agreement/run-case.ts';
import { rankingJson } from './ranking-json.ts';

/** The figures by case, for programs: those of steps of 1 s on top. */
export function agreementJson(cases: readonly ComparedCase[], rankings: readonly Ranking[], credits: readonly string[]): string {
  const byName = cases.map(({ comparison, halfStep, ...rest }) => {
    const { name, seeds, ours, sumo, diffPct, spentDiffPct, gehShare } = comparison;
    const half = {
      ours: halfStep.ours,
      diffPct: halfStep.diffPct,
      spentDiffPct: halfStep.spentDiffPct,
      gehShare: halfStep.gehShare,
    };
    return [
      name,
      {
        meanTravelTimeS: ours.meanTravelTimeS.mean,
        sumoMeanTravelTimeS: sumo.meanTravelTimeS.mean,
        diffPct,
        gehShare,
        spentDiffPct,
        seeds,
        violations: rest.violations,
        missedTurns: rest.missedTurns,
        gridlocks: rest.gridlocks,
        sameRouteShare: rest.sameRouteShare,
        ...rest.timing,
        ours,
        sumo,
        halfStep: half,
      },
    ] as const;
  });
  const ranking = rankingJson(rankings);
  return `${JSON.stringify({ credits, stepS: 1, cases: Object.fromEntries(byName), ranking }, null, 2)}\n`;
}
