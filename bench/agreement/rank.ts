import type { SeedFigures } from './comparison.ts';

export interface RankedController {
  readonly name: string;
  readonly ours: SeedFigures;
  readonly sumo: SeedFigures;
}

/** The controllers of one network by their mean travel time, in both simulators. */
export interface Ranking {
  readonly network: string;
  readonly seeds: number;
  readonly controllers: readonly RankedController[];
  /** Names, the shortest mean travel time first. */
  readonly order: { readonly ours: readonly string[]; readonly sumo: readonly string[] };
  /** Pairs that SUMO tells apart, and those of them that we rank the other way round, as `better in SUMO, worse in SUMO`. */
  readonly pairs: number;
  readonly reversed: readonly (readonly [string, string])[];
}

/** SUMO's own seeds lie about so far apart: a smaller difference between two controllers is none. */
const TOLD_APART = 1.02;

export function rankingOf(network: string, seeds: number, controllers: readonly RankedController[]): Ranking {
  const told = controllers.flatMap((better) =>
    controllers
      .filter((worse) => worse.sumo.meanTravelTimeS.mean >= TOLD_APART * better.sumo.meanTravelTimeS.mean)
      .map((worse) => [better, worse] as const),
  );
  return {
    network,
    seeds,
    controllers,
    order: { ours: orderOn('ours', controllers), sumo: orderOn('sumo', controllers) },
    pairs: told.length,
    reversed: told
      .filter(([better, worse]) => better.ours.meanTravelTimeS.mean >= worse.ours.meanTravelTimeS.mean)
      .map(([better, worse]) => [better.name, worse.name]),
  };
}

function orderOn(side: 'ours' | 'sumo', controllers: readonly RankedController[]): readonly string[] {
  return [...controllers].sort((a, b) => a[side].meanTravelTimeS.mean - b[side].meanTravelTimeS.mean).map(({ name }) => name);
}
