import fc from 'fast-check';
import type { LinkId } from '../../src/kernel/ids.ts';
import { type LiveConditions, type TurnDelay, throughClosed } from '../../src/roadnet/live-conditions.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import { movementS, steppedS } from '../../src/roadnet/travel-time.ts';

/** Any closures and delays on a map; some delays are nought, some links have two; closed roads are shut, or passable at their cost. */
export function anyConditions({ links, movements }: RoadMap): fc.Arbitrary<LiveConditions> {
  const closures = closuresAndDelays(links, movements);
  return fc.oneof(closures, closures.map(throughClosed));
}

function closuresAndDelays(links: RoadMap['links'], movements: RoadMap['movements']): fc.Arbitrary<LiveConditions> {
  const linkIds = links.map(({ id }) => id);
  const movementIds = movements.map(({ id }) => id);
  return fc.record({
    closedLinks: fc.subarray(linkIds, { maxLength: Math.min(3, linkIds.length) }),
    closedMovements: fc.subarray(movementIds, { maxLength: Math.min(3, movementIds.length) }),
    delays: fc.array(fc.record({ link: fc.constantFrom(...linkIds), seconds: fc.constantFrom(0, 2.5, 7.3, 120) }), {
      maxLength: 6,
    }),
    ...(movementIds.length === 0 ? {} : { turnDelays: turnDelays(movementIds) }),
  });
}

function turnDelays(movementIds: readonly string[]): fc.Arbitrary<readonly TurnDelay[]> {
  const delay = fc.record({ movement: fc.constantFrom(...movementIds), seconds: fc.constantFrom(0, 2.5, 7.3, 120) });
  return fc.array(delay, { maxLength: 6 });
}

/** Seconds from the end of a way's first link to the end of its last; Infinity where it is closed or no movement leads on. */
export function wayS(index: RoadIndex, links: readonly LinkId[], live: LiveConditions): number {
  return links.slice(1).reduce((sum, link, i) => {
    const movement = index.findMovement(links[i]!, link);
    if (movement === undefined) return Number.POSITIVE_INFINITY;
    const closures = Number(live.closedMovements.includes(movement.id)) + Number(live.closedLinks.includes(link));
    if (closures > 0 && live.closedCostS === undefined) return Number.POSITIVE_INFINITY;
    const delayS = live.delays.reduce((all, delay) => {
      return delay.link === link && delay.seconds > 0 ? all + steppedS(delay.seconds) : all;
    }, 0);
    const turnS = (live.turnDelays ?? []).reduce((all, delay) => {
      return delay.movement === movement.id && delay.seconds > 0 ? all + steppedS(delay.seconds) : all;
    }, 0);
    return sum + movementS(movement, index.link(link)) + delayS + turnS + closures * (live.closedCostS ?? 0);
  }, 0);
}
