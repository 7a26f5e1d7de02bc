import type { AmbulanceRun } from '../experiment/run-result.ts';
import type { CostAxis } from './result.ts';

const SECONDS_PER_HOUR = 3600;

/** Figures of one arm, seed by seed in the order of the seeds, that arms are compared by. */
export interface SeedFigures extends Readonly<Record<CostAxis, readonly number[]>> {
  readonly timeS: readonly number[];
}

/** The costs that fronts are drawn over. */
export const COMMON_FIGURES: readonly CostAxis[] = ['othersVehH', 'crossPct'];

export function seedFigures(
  runs: readonly AmbulanceRun[],
  baseline: readonly AmbulanceRun[],
  timeS: readonly number[],
): SeedFigures {
  const against = (pick: (run: AmbulanceRun) => number): readonly number[] =>
    runs.map((run, i) => pick(run) - pick(baseline[i] as AmbulanceRun));
  const baseCross = baseline.map(({ crossLossS }) => crossLossS);
  return {
    timeS,
    othersVehH: against(({ othersLossS }) => othersLossS / SECONDS_PER_HOUR),
    crossPct: against(({ crossLossS }) => crossLossS).map((lossS, i) =>
      lossS === 0 ? 0 : (lossS / (baseCross[i] as number)) * 100,
    ),
  };
}
