import type { PedestrianTally } from './crossings.ts';

/** People on foot who came after the warm-up, at all crossings. */
export interface PedestrianFigures {
  readonly served: number;
  readonly waiting: number;
  /** Of those served; 0 when nobody was. */
  readonly meanWaitS: number;
  /** Of those served and of those who wait still. */
  readonly longestWaitS: number;
}

export function pedestrianFigures(tallies: readonly PedestrianTally[]): PedestrianFigures {
  const sum = (of: (tally: PedestrianTally) => number): number => tallies.reduce((total, tally) => total + of(tally), 0);
  const served = sum((tally) => tally.served);
  return {
    served,
    waiting: sum((tally) => tally.waiting),
    meanWaitS: served === 0 ? 0 : sum((tally) => tally.waitedS) / served,
    longestWaitS: Math.max(0, ...tallies.map((tally) => tally.longestWaitS)),
  };
}
