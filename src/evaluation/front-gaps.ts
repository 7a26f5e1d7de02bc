import { BASELINE_ARM } from '../experiment/summarise.ts';
import { bootstrap95, meanAt } from './bootstrap.ts';
import { leastCost, leastTimeS, type Point } from './front.ts';
import type { CostAxis, FrontGap } from './result.ts';
import type { SeedFigures } from './seed-figures.ts';

/** The front of ours against every other arm, over the means of the seeds; intervals by resampling the seeds of all arms together. */
export function frontGaps(arms: ReadonlyMap<string, SeedFigures>, ours: readonly string[], axis: CostAxis): readonly FrontGap[] {
  const front = [...arms].filter(([name]) => name === BASELINE_ARM || ours.includes(name)).map(([, figures]) => figures);
  const others = [...arms].filter(([name]) => name !== BASELINE_ARM && !ours.includes(name));
  if (front.length < 2) return [];
  return others.map(([other, figures]): FrontGap => {
    const seeds = figures.timeS.map((_, i) => i);
    const pointAt = (of: SeedFigures, places: readonly number[]): Point => ({
      cost: meanAt(of[axis], places),
      timeS: meanAt(of.timeS, places),
    });
    const gaps = (places: readonly number[]): { readonly timeS: number | null; readonly cost: number | null } => {
      const points = front.map((of) => pointAt(of, places));
      const at = pointAt(figures, places);
      return { timeS: less(leastTimeS(points, at.cost), at.timeS), cost: less(leastCost(points, at.timeS), at.cost) };
    };
    return {
      other,
      axis,
      ...gaps(seeds),
      timeBoot95: bootstrap95(seeds.length, (places) => gaps(places).timeS),
      costBoot95: bootstrap95(seeds.length, (places) => gaps(places).cost),
    };
  });
}

function less(value: number | null, other: number): number | null {
  return value === null ? null : value - other;
}
