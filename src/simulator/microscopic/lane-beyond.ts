import type { World } from './world.ts';

/** Costs of the way on that differ by less are alike. */
const ALIKE = 0.05;

/**
 * Of the lanes beyond the node that a lane leads to on the way at a place of a route: the one from which the way on costs least,
 * then the one with fewest vehicles; -1 when the lane does not serve the turn.
 */
export function bestLaneBeyond(world: World, lane: number, place: number): number {
  const { net, chains, routes } = world;
  const movement = routes.movement(place);
  const firstLane = net.laneBase[net.movementTo[movement]!]!;
  let best = -1;
  let bestCost = 0;
  for (let i = net.lanePaths.base[lane]!; i < net.lanePaths.base[lane + 1]!; i += 2) {
    if (net.lanePaths.items[i] !== movement) continue;
    const to = net.lanePaths.items[i + 1]!;
    const cost = routes.cost(place + 1, to - firstLane);
    const alike = cost < bestCost + ALIKE && chains.count[to]! < chains.count[best]!;
    if (best < 0 || cost < bestCost - ALIKE || alike) {
      best = to;
      bestCost = cost;
    }
  }
  return best;
}
