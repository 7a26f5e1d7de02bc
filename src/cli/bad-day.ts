import type { RandomStream } from '../kernel/random.ts';
import type { LiveConditions } from '../roadnet/live-conditions.ts';
import type { RoadMap } from '../roadnet/map.ts';

const CLOSED_SHARE = 0.01;
const DELAYED_SHARE = 0.05;
const MOST_DELAY_S = 120;

/** Conditions drawn for trials of routing: one link and one turn in a hundred closed, one link in twenty delayed by up to two minutes. */
export function drawBadDay({ links, movements }: RoadMap, random: RandomStream): LiveConditions {
  const drawn = <T extends { readonly id: string }>(items: readonly T[], share: number): readonly string[] =>
    items.filter(() => random.chance(share)).map(({ id }) => id);
  return {
    closedLinks: drawn(links, CLOSED_SHARE),
    closedMovements: drawn(movements, CLOSED_SHARE),
    delays: drawn(links, DELAYED_SHARE).map((link) => ({ link, seconds: random.uniform(0, MOST_DELAY_S) })),
  };
}
