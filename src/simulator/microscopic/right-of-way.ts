import { Aspect } from '../simulator.ts';
import { isClearOfClaims, isLetGo } from './claims.ts';
import { hasDecidedToStop, isGapBehind, SEEN, SIGHT_M, STANDING_MPS } from './gap-behind.ts';
import { leavesBoxClear } from './keep-clear.ts';
import { keepsApartFrom } from './keeps-apart.ts';
import { Meets } from './meetings.ts';
import { type Network, pathNumber } from './network.ts';
import { BAR_GAP_M, COMFORTABLE_BRAKING, PATIENCE_S, SLOW_MPS } from './parameters.ts';
import { Way } from './vehicles.ts';
import type { World } from './world.ts';

const BLOCKED_S = 2;

/** Whom a movement gives way to: those that the map names, or all whom it meets when it goes on red. */
export type Deference = 'by-map' | 'to-all';

/**
 * May a vehicle with its front `distanceM` before the bar of the movement enter the node, as far as those go to whom the movement
 * gives way on that path? Each of them within sight must come to where the paths meet well after the vehicle has left it, or well before it
 * comes there. Of two that give way to each other and stand, the longer wait goes first (then the lower number in the demand), so
 * that nobody waits for ever.
 */
export function hasRightOfWay(
  world: World,
  vehicle: number,
  movement: number,
  path: number,
  distanceM: number,
  to: Deference,
): boolean {
  const { conflicts } = world.net;
  for (let i = conflicts.base[movement]!; i < conflicts.base[movement + 1]!; i++) {
    if (to === 'by-map' && conflicts.yields[i] === 0) continue;
    if (world.aspect[conflicts.other[i]!] === Aspect.red) continue;
    if (!isGap(world, vehicle, movement, path, distanceM, i)) return false;
  }
  return true;
}

/** Is there a gap in the stream of meeting number `i`? */
function isGap(world: World, vehicle: number, movement: number, path: number, distanceM: number, i: number): boolean {
  const { net } = world;
  const other = net.conflicts.other[i]!;
  const link = net.movementFrom[other]!;
  const mask = net.movementServedBy[other]!;
  const firstLane = net.laneBase[link]!;
  for (let lane = firstLane; lane < net.laneBase[link + 1]!; lane++) {
    if (((mask >>> (lane - firstLane)) & 1) === 0) continue;
    if (!meetsFrom(net, i, path, lane)) continue;
    if (!isGapAtBar(world, vehicle, movement, path, distanceM, i, lane)) return false;
    if (!isGapBehind(world, vehicle, movement, path, distanceM, i, lane)) return false;
  }
  return true;
}

/** Does the path meet any that the stream of meeting number `i` can take from a lane? */
function meetsFrom({ conflicts, lanePaths, pathWithin }: Network, i: number, path: number, lane: number): boolean {
  const other = conflicts.other[i]!;
  const first = conflicts.first[i]! + path * conflicts.pathCount[other]!;
  for (let p = lanePaths.base[lane]!; p < lanePaths.base[lane + 1]!; p += 2) {
    if (lanePaths.items[p] === other && conflicts.meets[first + pathWithin[p >> 1]!] !== Meets.not) return true;
  }
  return false;
}

/** On a lane that ends at the bar of the stream. */
function isGapAtBar(
  world: World,
  vehicle: number,
  movement: number,
  path: number,
  distanceM: number,
  i: number,
  lane: number,
): boolean {
  const { net, chains, vehicles } = world;
  const other = net.conflicts.other[i]!;
  const count = chains.count[lane]!;
  for (let n = 0; n < count && n < SEEN; n++) {
    const foe = chains.at(lane, n);
    const foeM = net.laneLengthM[lane]! - vehicles.positionM[foe]!;
    if (foeM > SIGHT_M || hasDecidedToStop(world, foe)) break;
    if (vehicles.movement[foe] !== other || (vehicles.speedMps[foe]! < SLOW_MPS && isLetIn(world, vehicle, i))) continue;
    const isStanding = vehicles.speedMps[foe]! < STANDING_MPS;
    if (isStanding && n > 0) continue;
    if (net.conflicts.mutual[i] === 1) {
      if (waitsItsTurn(world, vehicle, distanceM, foe, foeM, n)) continue;
      if (isStanding && isBlocked(world, foe) && isHeldUp(world, foe, foeM)) continue;
    } else if (isStanding && isBlocked(world, foe)) continue;
    if (!keepsApartFrom(world, vehicle, movement, path, distanceM, foe, foeM, i, lane)) return false;
  }
  return true;
}

/** Has a head stood for a while although no signal holds it? Then it will not come at once. */
function isBlocked({ vehicles }: World, head: number): boolean {
  return vehicles.open[head] !== Way.open && vehicles.waitS[head]! > BLOCKED_S;
}

/** Does want of room hold the head of a lane back, or a stream that does not give way to it? */
function isHeldUp(world: World, head: number, headM: number): boolean {
  const { net, vehicles } = world;
  const { base, other, yields, mutual } = net.conflicts;
  const movement = vehicles.movement[head]!;
  if (!leavesBoxClear(world, head)) return true;
  const path = pathNumber(net, vehicles.lane[head]!, vehicles.toLane[head]!);
  for (let i = base[movement]!; i < base[movement + 1]!; i++) {
    if (yields[i] === 0 || mutual[i] === 1 || world.aspect[other[i]!] === Aspect.red) continue;
    if (!isGap(world, head, movement, path, headM, i)) return true;
  }
  return false;
}

/** Those who stand or crawl let one merge who has waited long for it. */
function isLetIn({ net, vehicles }: World, vehicle: number, i: number): boolean {
  return net.conflicts.joining[i] === 1 && vehicles.waitS[vehicle]! > PATIENCE_S;
}

/**
 * Of two who give way to each other: will the other one, n-th of its lane, let the vehicle go first? One who can no longer stop calmly
 * does not.
 */
function waitsItsTurn(world: World, vehicle: number, distanceM: number, foe: number, foeM: number, n: number): boolean {
  const speed = world.vehicles.speedMps[foe]!;
  if (isLetGo(world, foe, foeM) || speed * speed > 2 * COMFORTABLE_BRAKING * foeM) return false;
  return n > 0 || goesFirst(world, vehicle, distanceM, foe, foeM) || isHeldByAnother(world, foe, foeM);
}

/** Has someone else just been let go whose way crosses that of the head of a lane? Others may go along with that one. */
function isHeldByAnother(world: World, head: number, headM: number): boolean {
  const { movement, lane, toLane } = world.vehicles;
  if (toLane[head]! < 0) return false;
  return !isClearOfClaims(world, head, movement[head]!, pathNumber(world.net, lane[head]!, toLane[head]!), headM);
}

/** First come, first served: those who stand at their bars by how long they have waited, before all others, who go by how near they are. */
function goesFirst(world: World, vehicle: number, distanceM: number, other: number, otherM: number): boolean {
  const { waitS, demand, lane } = world.vehicles;
  const stands = standsAtBar(world, vehicle, distanceM);
  if (stands !== standsAtBar(world, other, otherM)) return stands;
  // Lanes are gone through in order: one before has been made to wait for this step already.
  const otherS = lane[other]! < lane[vehicle]! ? waitS[other]! - world.stepS : waitS[other]!;
  if (stands && waitS[vehicle] !== otherS) return waitS[vehicle]! > otherS;
  if (!stands && distanceM !== otherM) return distanceM < otherM;
  return demand[vehicle]! < demand[other]!;
}

function standsAtBar({ vehicles }: World, vehicle: number, distanceM: number): boolean {
  return vehicles.speedMps[vehicle]! < STANDING_MPS && distanceM <= BAR_GAP_M + 2;
}
