import type { RandomStream } from '../kernel/random.ts';
import type { LiveConditions } from '../roadnet/live-conditions.ts';
import type { RoadMap } from '../roadnet/map.ts';

/** How much of a map is not as it should be. */
export interface Severity {
  /** Of the links, and as much of the movements. */
  readonly closedShare: number;
  /** Of the links. */
  readonly delayedShare: number;
}

export const USUAL_DAY: Severity = { closedShare: 0.001, delayedShare: 0.01 };
export const BAD_DAY: Severity = { closedShare: 0.01, delayedShare: 0.05 };

const MOST_DELAY_S = 120;

/** Conditions drawn for trials of routing, delays up to two minutes. */
export function drawConditions({ links, movements }: RoadMap, severity: Severity, random: RandomStream): LiveConditions {
  const drawn = (items: readonly { readonly id: string }[], share: number): readonly string[] =>
    items.filter(() => random.chance(share)).map(({ id }) => id);
  return {
    closedLinks: drawn(links, severity.closedShare),
    closedMovements: drawn(movements, severity.closedShare),
    delays: drawn(links, severity.delayedShare).map((link) => ({ link, seconds: random.uniform(0, MOST_DELAY_S) })),
  };
}
