import { REACTION_MAX_S, REACTION_MIN_S, TIME_GAP_S, TIME_GAP_SPREAD_S } from './parameters.ts';

/** What differs from driver to driver, a function of the driver's seed alone. */
export interface Driver {
  readonly timeGapS: number;
  readonly reactionS: number;
  /** Where the vehicle lies between the shortest and the longest of its kind, 0 to 1. */
  readonly lengthShare: number;
}

export function driverOf(seed: number): Driver {
  return {
    timeGapS: TIME_GAP_S + TIME_GAP_SPREAD_S * (2 * share(seed, 1) - 1),
    reactionS: REACTION_MIN_S + (REACTION_MAX_S - REACTION_MIN_S) * share(seed, 2),
    lengthShare: share(seed, 3),
  };
}

/** The n-th uniform number in [0, 1) of a seed (splitmix32): cheaper than a stream of its own for each of many thousand drivers. */
export function share(seed: number, n: number): number {
  let t = (Math.imul(n, 0x9e3779b9) + Math.trunc(seed)) | 0;
  t = Math.imul(t ^ (t >>> 16), 0x21f0aaad);
  t = Math.imul(t ^ (t >>> 15), 0x735a2d97);
  return ((t ^ (t >>> 15)) >>> 0) / 4294967296;
}
