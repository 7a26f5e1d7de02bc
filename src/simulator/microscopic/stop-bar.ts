import { Aspect } from '../simulator.ts';
import { hasRoomBeyond, roomOfThoseBefore } from './keep-clear.ts';
import { RED_BRAKING, YELLOW_BRAKING } from './parameters.ts';
import { hasRightOfWay } from './right-of-way.ts';
import { lanesAway } from './routes.ts';
import type { World } from './world.ts';

/** A driver looks whether there is room beyond the node when stopping would take this rate. */
const READY_BRAKING = 1.2;

/** How far before the bar a driver begins to heed it. */
export function heedingDistanceM(speedMps: number): number {
  return 10 + speedMps * (2 + 0.45 * speedMps);
}

/** Is the vehicle in a lane of the mask? */
export function isInLaneOf(world: World, vehicle: number, mask: number): boolean {
  const lane = world.vehicles.lane[vehicle]!;
  return ((mask >>> (lane - world.net.laneBase[world.net.laneLink[lane]!]!)) & 1) === 1;
}

/**
 * Does the signal, or being in a lane that does not serve the turn, hold the vehicle back? Remembers a decision to stop at
 * yellow; someone too near to stop goes on.
 */
export function isHeldAtBar(world: World, vehicle: number, distanceM: number): boolean {
  const { vehicles } = world;
  if (!isInLaneOf(world, vehicle, vehicles.serving[vehicle]!)) return true;
  const aspect = world.aspect[vehicles.movement[vehicle]!]!;
  if (aspect === Aspect.green || aspect === Aspect.free) {
    vehicles.stopping[vehicle] = 0;
    return false;
  }
  const speed = vehicles.speedMps[vehicle]!;
  const braking = aspect === Aspect.yellow ? YELLOW_BRAKING : RED_BRAKING;
  if (vehicles.stopping[vehicle] === 0 && speed * speed > 2 * braking * distanceM) return false;
  vehicles.stopping[vehicle] = 1;
  return true;
}

/**
 * For the head of a lane that the signal lets go: chooses the lane beyond the node and tells whether the node can be entered,
 * by right of way and by room beyond. Someone who can no longer stop goes on.
 */
export function canEnterNode(world: World, vehicle: number, distanceM: number): boolean {
  const { vehicles } = world;
  const speed = vehicles.speedMps[vehicle]!;
  if (vehicles.toLane[vehicle]! < 0 || speed === 0) vehicles.toLane[vehicle] = bestLaneBeyond(world, vehicle);
  const canStop = speed * speed <= 2 * YELLOW_BRAKING * distanceM;
  if (!canStop) return true;
  return hasRightOfWay(world, vehicle) && hasRoomBeyond(world, vehicle, vehicles.toLane[vehicle]!, 0);
}

/**
 * For a vehicle behind the head, which follows it over the bar: must it get ready to stop, for want of room beyond the node
 * once those before it are in? Asked only when it is about as near as it needs to stop.
 */
export function mustKeepClear(world: World, vehicle: number, index: number, distanceM: number): boolean {
  const { vehicles } = world;
  const speed = vehicles.speedMps[vehicle]!;
  const square = speed * speed;
  if (square > 2 * YELLOW_BRAKING * distanceM || square < 2 * READY_BRAKING * distanceM) return false;
  if (vehicles.toLane[vehicle]! < 0) vehicles.toLane[vehicle] = bestLaneBeyond(world, vehicle);
  return !hasRoomBeyond(world, vehicle, vehicles.toLane[vehicle]!, roomOfThoseBefore(world, vehicle, index));
}

/** Of the lanes that its lane and movement lead to: the nearest to those of the turn after, then the one with fewest vehicles. */
function bestLaneBeyond(world: World, vehicle: number): number {
  const { net, routes, chains, vehicles } = world;
  const lane = vehicles.lane[vehicle]!;
  const movement = vehicles.movement[vehicle]!;
  const next = routes.movement[vehicles.place[vehicle]! + 1]!;
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
