import { figure } from '../experiment/figure.ts';
import { bootstrapMean95 } from './bootstrap.ts';
import type { Difference, PairedFigure } from './result.ts';
import type { SeedFigures } from './seed-figures.ts';

/** Each of `ours` less every arm that is none of them, seed by seed. */
export function compareArms(arms: ReadonlyMap<string, SeedFigures>, ours: readonly string[]): readonly Difference[] {
  const others = [...arms].filter(([name]) => !ours.includes(name));
  return ours.flatMap((name) => {
    const own = arms.get(name);
    if (own === undefined) return [];
    return others.map(([other, theirs]): Difference => {
      const less = (pick: keyof SeedFigures): PairedFigure => paired(own[pick].map((x, i) => x - (theirs[pick][i] as number)));
      return { arm: name, other, timeS: less('timeS'), crossPct: less('crossPct'), othersVehH: less('othersVehH') };
    });
  });
}

function paired(perSeed: readonly number[]): PairedFigure {
  return { ...figure(perSeed), boot95: bootstrapMean95(perSeed) };
}
