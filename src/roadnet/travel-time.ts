import type { LinkId } from '../kernel/ids.ts';
import { delaysByLink, delaysByTurn, FREE_FLOW, type LiveConditions } from './live-conditions.ts';
import type { MapLink, Movement, Turn } from './map.ts';
import type { RoadIndex } from './road-index.ts';

/** Seconds that a turn costs above the free-flow time: slowing down, and the wait that turning across traffic usually means. */
const TURN_PENALTY_S: Readonly<Record<Turn, number>> = { through: 0, right: 4, left: 12, uturn: 30 };

/** A power of two, so that times are binary fractions: their sums are exact up to four years, in whatever order they are added. */
const STEPS_PER_S = 2 ** 26;

/** To the nearest of the steps of 15 ns that routes are reckoned in; at least one, so that no ring of links is free. */
export function steppedS(seconds: number): number {
  return Math.max(1, Math.round(seconds * STEPS_PER_S)) / STEPS_PER_S;
}

/** Along a link in free flow [s]. */
export function linkS(link: MapLink): number {
  return steppedS(link.lengthM / link.speedLimitMps);
}

/** Through the node and along the next link in free flow, with the turn penalty [s]. */
export function movementS(movement: Movement, to: MapLink): number {
  return steppedS((to.lengthM + movement.lengthM) / to.speedLimitMps + TURN_PENALTY_S[movement.turn]);
}

/** Free-flow seconds along a route, its first link and the insides of nodes included, with the turn penalties of every search. */
export function freeFlowS(index: RoadIndex, links: readonly LinkId[]): number {
  return wayS(index, links, FREE_FLOW);
}

/** What a closure adds to a way over it; Infinity where nobody may drive in. */
export function closureS({ closedCostS }: LiveConditions): number {
  return closedCostS === undefined ? Number.POSITIVE_INFINITY : steppedS(closedCostS);
}

/** The same under live conditions, which hold for whoever drives in, not on the first link; Infinity where a road or turn is closed to all. */
export function wayS(index: RoadIndex, links: readonly LinkId[], live: LiveConditions): number {
  const closedLinks = new Set(live.closedLinks);
  const closedMovements = new Set(live.closedMovements);
  const closedS = closureS(live);
  const delayS = delaysByLink(live);
  const turnDelayS = delaysByTurn(live);
  return links.reduce((sum, id, i) => {
    const previous = links[i - 1];
    const movement = previous === undefined ? undefined : index.findMovement(previous, id);
    if (movement === undefined) return sum + linkS(index.link(id));
    const shutS = (closedLinks.has(id) ? closedS : 0) + (closedMovements.has(movement.id) ? closedS : 0);
    return sum + movementS(movement, index.link(id)) + (delayS.get(id) ?? 0) + (turnDelayS.get(movement.id) ?? 0) + shutS;
  }, 0);
}
