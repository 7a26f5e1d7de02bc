import { Aspect } from '../simulator.ts';
import { isClearOfClaims, isLetGo } from './claims.ts';
import { coverS } from './cover-time.ts';
import { leavesBoxClear } from './keep-clear.ts';
import { Meets } from './meetings.ts';
import { type Network, pathNumber } from './network.ts';
import { BAR_GAP_M, COMFORTABLE_BRAKING, IMPATIENT_MARGIN_S, MARGIN_S, PATIENCE_S, SLOW_MPS, YIELD_MPS } from './parameters.ts';
import { Way } from './vehicles.ts';
import type { World } from './world.ts';

/** Vehicles looked at on each lane that has the right of way. */
const SEEN = 4;
/** Nobody looks further along a road. */
const SIGHT_M = 150;
const STANDING_MPS = 0.3;
const BLOCKED_S = 2;
/** Slower than this someone may just have started. */
const STARTING_MPS = 2;
/** Even someone who brakes is expected to speed up again, m/s². */
const LEAST_RATE = 0.3;
/** Nobody follows closer than this through a place where paths cross. */
const BEHIND_S = 0.5;
/** Someone who merges wants at least so much time to whoever comes behind. */
const MERGING_HEADWAY_S = 1;

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

/** Does the movement give way to one that is not held by a red now? */
export function defers(world: World, movement: number): boolean {
  const { conflicts, movementYields } = world.net;
  if (movementYields[movement] === 0) return false;
  for (let i = conflicts.base[movement]!; i < conflicts.base[movement + 1]!; i++) {
    if (conflicts.yields[i] === 1 && world.aspect[conflicts.other[i]!] !== Aspect.red) return true;
  }
  return false;
}

/** Does a movement give way to another, which does not give way to it? */
export function givesWay({ net }: World, movement: number, other: number): boolean {
  const { conflicts } = net;
  for (let i = conflicts.base[movement]!; i < conflicts.base[movement + 1]!; i++) {
    if (conflicts.other[i] === other) return conflicts.yields[i] === 1 && conflicts.mutual[i] === 0;
  }
  return false;
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
    if (!isGapBehind(world, vehicle, movement, path, distanceM, i, lane, lane, net.laneLengthM[lane]!, 1)) return false;
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

/**
 * On the lanes that lead to a lane of the stream, when that is short: its start is `startM` before the stream's bar, and those
 * who come have so many bars before that one. `barLane` is the lane at that bar.
 */
function isGapBehind(
  world: World,
  vehicle: number,
  movement: number,
  path: number,
  distanceM: number,
  i: number,
  barLane: number,
  lane: number,
  startM: number,
  bars: number,
): boolean {
  if (startM > SIGHT_M) return true;
  const { net, chains, vehicles, routes } = world;
  const link = net.laneLink[lane]!;
  for (let f = net.laneFeeders.base[lane]!; f < net.laneFeeders.base[lane + 1]!; f++) {
    const feeder = net.laneFeeders.items[f]!;
    const count = chains.count[feeder]!;
    let pathM = 0;
    for (let n = 0; n < count && n < SEEN; n++) {
      const foe = chains.at(feeder, n);
      const way = vehicles.movement[foe]!;
      if (way < 0 || net.movementTo[way] !== link) continue;
      if (world.aspect[way] === Aspect.red || hasDecidedToStop(world, foe)) break;
      pathM = net.movementLengthM[way]!;
      if (routes.movement(vehicles.place[foe]! + bars) !== net.conflicts.other[i]) continue;
      const foeM = startM + pathM + net.laneLengthM[feeder]! - vehicles.positionM[foe]!;
      if (foeM > SIGHT_M) break;
      if (vehicles.speedMps[foe]! < STANDING_MPS) continue;
      if (!keepsApartFrom(world, vehicle, movement, path, distanceM, foe, foeM, i, barLane)) return false;
    }
    const onM = startM + pathM + net.laneLengthM[feeder]!;
    if (!isGapBehind(world, vehicle, movement, path, distanceM, i, barLane, feeder, onM, bars + 1)) return false;
  }
  return true;
}

/** At the yellow or red that its movement has now. */
function hasDecidedToStop({ vehicles, aspect }: World, foe: number): boolean {
  if (vehicles.stopping[foe] === 0) return false;
  const shown = aspect[vehicles.movement[foe]!];
  return shown === Aspect.red || shown === Aspect.yellow;
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

/** Whether the two would meet nowhere, on whichever path the other one takes from a lane at the stream's bar. */
function keepsApartFrom(
  world: World,
  vehicle: number,
  movement: number,
  path: number,
  distanceM: number,
  foe: number,
  foeDistanceM: number,
  i: number,
  lane: number,
): boolean {
  const { conflicts, lanePaths, pathWithin } = world.net;
  const other = conflicts.other[i]!;
  const first = conflicts.first[i]! + path * conflicts.pathCount[other]!;
  const toLane = world.vehicles.lane[foe] === lane ? world.vehicles.toLane[foe]! : -1;
  for (let p = lanePaths.base[lane]!; p < lanePaths.base[lane + 1]!; p += 2) {
    if (lanePaths.items[p] !== other || (toLane >= 0 && lanePaths.items[p + 1] !== toLane)) continue;
    const meet = first + pathWithin[p >> 1]!;
    if (conflicts.meets[meet] === Meets.not) continue;
    if (!keepsApart(world, vehicle, movement, distanceM, foe, foeDistanceM, i, meet)) return false;
  }
  return true;
}

/** Whether the two would be where their paths meet at different times. */
function keepsApart(
  world: World,
  vehicle: number,
  movement: number,
  distanceM: number,
  foe: number,
  foeDistanceM: number,
  i: number,
  meet: number,
): boolean {
  const { net, vehicles } = world;
  const { conflicts } = net;
  const nodeMps = Math.min(vehicles.desiredMps[vehicle]!, net.movementSpeedMps[movement]!);
  const marginS = vehicles.waitS[vehicle]! > PATIENCE_S ? IMPATIENT_MARGIN_S : MARGIN_S;
  const foeS = comingS(world, foe, foeDistanceM + conflicts.otherFromM[meet]!);
  const ownS = intoNodeS(world, vehicle, distanceM, conflicts.ownFromM[meet]!, nodeMps);
  if (conflicts.meets[meet] === Meets.merging) {
    if (foeS + MERGING_HEADWAY_S < ownS) return goesAhead(world, vehicle, movement, distanceM, foe, foeDistanceM, meet);
    const closing = vehicles.desiredMps[foe]! - nodeMps;
    return foeS > ownS + marginS + MERGING_HEADWAY_S + (closing > 0 ? closing / (2 * COMFORTABLE_BRAKING) : 0);
  }
  const clearS = intoNodeS(world, vehicle, distanceM, conflicts.ownToM[meet]! + vehicles.lengthM[vehicle]!, nodeMps);
  if (foeS > clearS + marginS) return true;
  const foeOutM = foeDistanceM + conflicts.otherToM[meet]! + vehicles.lengthM[foe]!;
  // Whoever gives way there itself comes down to that speed at its bar.
  const foeMps =
    foeDistanceM > 0 && defers(world, conflicts.other[i]!)
      ? Math.min(vehicles.speedMps[foe]!, YIELD_MPS)
      : vehicles.speedMps[foe]!;
  return foeOutM / Math.max(foeMps, 0.1) + BEHIND_S < ownS;
}

/** Seconds until a vehicle is so far inside the node: no faster over its bar than who gives way comes up to it. */
function intoNodeS({ vehicles, kinds }: World, vehicle: number, distanceM: number, insideM: number, nodeMps: number): number {
  const speed = vehicles.speedMps[vehicle]!;
  const rate = kinds.acceleration[vehicles.kind[vehicle]!]!;
  if (distanceM <= 0) return coverS(distanceM + insideM, speed, nodeMps, rate);
  const barMps = Math.min(YIELD_MPS, Math.sqrt(speed * speed + 2 * rate * distanceM));
  return coverS(distanceM, speed, YIELD_MPS, rate) + coverS(insideM, barMps, nodeMps, rate);
}

/**
 * Will someone who merges first be wholly ahead by the time at which a vehicle that follows crosses its bar, or goes on from where it
 * waits beyond? Whoever crosses first has the place in the lane.
 */
function goesAhead(
  world: World,
  vehicle: number,
  movement: number,
  distanceM: number,
  foe: number,
  foeDistanceM: number,
  meet: number,
): boolean {
  const { vehicles, kinds, net, stepS } = world;
  const { ownToM, otherToM } = net.conflicts;
  const rate = kinds.acceleration[vehicles.kind[vehicle]!]!;
  const untilS = Math.max(coverS(distanceM, vehicles.speedMps[vehicle]!, net.movementSpeedMps[movement]!, rate), stepS);
  const leftM = foeDistanceM - vehicles.speedMps[foe]! * untilS;
  const ownLeftM = Math.min(distanceM, 0) + ownToM[meet]! - 0.5 * rate * stepS * stepS;
  return leftM < 0 && leftM + otherToM[meet]! + vehicles.lengthM[foe]! < ownLeftM;
}

/**
 * When someone who has the right of way comes who is so far off: one who stands may start at once; one who drives in slow traffic
 * is seen to do so, and is not expected to come any faster than it lets him.
 */
function comingS(world: World, foe: number, distanceM: number): number {
  const { vehicles, kinds } = world;
  const speed = vehicles.speedMps[foe]!;
  const most = kinds.acceleration[vehicles.kind[foe]!]!;
  const seen = vehicles.acceleration[foe]!;
  const startsAnew = speed < STARTING_MPS || seen > most || holdsBackAtBar(world, foe);
  const rate = startsAnew ? most : Math.max(seen, LEAST_RATE);
  return coverS(distanceM, speed, vehicles.desiredMps[foe]!, rate);
}

/** Does the first of a lane brake before the node alone, whose way may open again at any time? */
function holdsBackAtBar({ vehicles, chains }: World, foe: number): boolean {
  return vehicles.acceleration[foe]! < 0 && vehicles.open[foe] === Way.shut && chains.at(vehicles.lane[foe]!, 0) === foe;
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
