import { lanesAway } from './routes.ts';
import type { World } from './world.ts';

/** The lane that a vehicle drives to beyond its link's end. */
export function laneBeyond(world: World, vehicle: number): number {
  const { routes, vehicles } = world;
  const place = vehicles.place[vehicle]!;
  return bestLaneBeyond(world, vehicles.lane[vehicle]!, routes.movement[place]!, routes.movement[place + 1]!);
}

/**
 * Of the lanes that a lane and a movement lead to: the nearest to those of the movement after (`next`, -1 for none), then the one
 * with fewest vehicles; -1 when the lane does not serve the movement.
 */
export function bestLaneBeyond(world: World, lane: number, movement: number, next: number): number {
  const { net, chains } = world;
  const base = net.laneBase[net.movementTo[movement]!]!;
  let best = -1;
  let bestChanges = 0;
  for (let i = net.lanePaths.base[lane]!; i < net.lanePaths.base[lane + 1]!; i += 2) {
    if (net.lanePaths.items[i] !== movement) continue;
    const to = net.lanePaths.items[i + 1]!;
    const changes = next < 0 ? 0 : lanesAway(to - base, net.movementServedBy[next]!);
    const better = best < 0 || changes < bestChanges || (changes === bestChanges && chains.count[to]! < chains.count[best]!);
    if (better) {
      best = to;
      bestChanges = changes;
    }
  }
  return best;
}
