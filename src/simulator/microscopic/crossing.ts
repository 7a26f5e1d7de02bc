import { keepsBoxClear } from './keep-clear.ts';
import { Meets } from './meetings.ts';
import { pathBetween } from './network.ts';
import { BAR_GAP_M, SLOW_MPS } from './parameters.ts';
import type { World } from './world.ts';

/**
 * Is nobody inside the node in the way of a vehicle `distanceM` before the bar, or will be when it comes there? Whatever the signals
 * and the right of way say, nobody drives into someone who crosses. `path` is the vehicle's among its movement's.
 */
export function isClearOfCrossing(world: World, vehicle: number, movement: number, path: number, distanceM: number): boolean {
  const { conflicts } = world.net;
  for (let i = conflicts.base[movement]!; i < conflicts.base[movement + 1]!; i++) {
    if (conflicts.crossing[i] === 0) continue;
    if (!areOutOfTheWay(world, vehicle, path, distanceM, i) || !areShortOfTheWay(world, vehicle, path, distanceM, i))
      return false;
  }
  return true;
}

/**
 * Will nobody who is inside the node find the way closed by a vehicle that comes up to wait there? Two who each stood where the other
 * must pass would stand for ever.
 */
export function isClearToWait(world: World, vehicle: number, movement: number, path: number): boolean {
  const { net, vehicles, chains } = world;
  const { base, other, crossing, ownFromM } = net.conflicts;
  const waitM = net.movementWaitM[movement]!;
  for (let i = base[movement]!; i < base[movement + 1]!; i++) {
    if (crossing[i] === 0) continue;
    const link = net.movementFrom[other[i]!]!;
    for (let lane = net.laneBase[link]!; lane < net.laneBase[link + 1]!; lane++) {
      const foe = waitsInside(world, lane, other[i]!);
      if (foe < 0 || foe === vehicle) continue;
      const meet = meetingOnPath(world, i, path, pathBetween(net, lane, vehicles.toLane[foe]!));
      if (meet >= 0 && ownFromM[meet]! < waitM) return false;
    }
    for (let t = net.movementToLanes.base[other[i]!]!; t < net.movementToLanes.base[other[i]! + 1]!; t++) {
      const lane = net.movementToLanes.items[t]!;
      if (world.tailInNode[lane] === 0) continue;
      for (let k = chains.count[lane]! - 1; k >= 0; k--) {
        const foe = chains.at(lane, k);
        if (isOutOfNode(world, foe)) break;
        const meet = meetingInside(world, i, path, foe);
        if (meet >= 0 && ownFromM[meet]! < waitM && leftInTheWayM(world, foe, other[i]!, meet) > 0) return false;
      }
    }
  }
  return true;
}

/** The head of a lane, when it has come past its bar on a movement without having entered the node for good; -1 otherwise. */
function waitsInside({ chains, net, vehicles, headAtBar }: World, lane: number, movement: number): number {
  if (headAtBar[lane] === 0) return -1;
  const foe = chains.count[lane] === 0 ? -1 : chains.at(lane, 0);
  if (foe < 0 || vehicles.movement[foe] !== movement || vehicles.toLane[foe]! < 0) return -1;
  return vehicles.positionM[foe]! > net.laneLengthM[lane]! ? foe : -1;
}

/** Of meeting number `i`, those inside the node on the lanes that they drive to. */
function areOutOfTheWay(world: World, vehicle: number, path: number, distanceM: number, i: number): boolean {
  const { net, chains } = world;
  const { base, items } = net.movementToLanes;
  const other = net.conflicts.other[i]!;
  for (let t = base[other]!; t < base[other + 1]!; t++) {
    const lane = items[t]!;
    if (world.tailInNode[lane] === 0) continue;
    for (let k = chains.count[lane]! - 1; k >= 0; k--) {
      const foe = chains.at(lane, k);
      if (isOutOfNode(world, foe)) break;
      const meet = meetingInside(world, i, path, foe);
      if (meet < 0) continue;
      const leftM = leftInTheWayM(world, foe, other, meet);
      if (leftM > 0 && !willHaveLeft(world, vehicle, distanceM, meet, foe, leftM)) return false;
      if (leftM > 0 && mayHaveToStop(world, lane, k, other) && !hasRoomToClear(world, lane, k, leftM)) return false;
    }
  }
  return true;
}

/** Of meeting number `i`, those who wait beyond the bar, or follow someone there, and have come too far. */
function areShortOfTheWay(world: World, vehicle: number, path: number, distanceM: number, i: number): boolean {
  const { net, chains, vehicles } = world;
  const { conflicts } = net;
  const other = conflicts.other[i]!;
  const link = net.movementFrom[other]!;
  for (let lane = net.laneBase[link]!; lane < net.laneBase[link + 1]!; lane++) {
    const foe = chains.count[lane] === 0 ? -1 : chains.at(lane, 0);
    if (foe < 0 || foe === vehicle || vehicles.movement[foe] !== other || vehicles.toLane[foe]! < 0) continue;
    const beyondM = vehicles.positionM[foe]! - net.laneLengthM[lane]!;
    if (beyondM <= 0) continue;
    const meet = meetingOnPath(world, i, path, pathBetween(net, lane, vehicles.toLane[foe]!));
    if (meet < 0 || beyondM <= conflicts.otherFromM[meet]!) continue;
    const leftM = conflicts.otherToM[meet]! - beyondM + vehicles.lengthM[foe]!;
    if (leftM > 0 && !willHaveLeft(world, vehicle, distanceM, meet, foe, leftM)) return false;
  }
  return true;
}

/** Will someone who still drives so far in the way be gone when the vehicle comes there? */
function willHaveLeft(world: World, vehicle: number, distanceM: number, meet: number, foe: number, leftM: number): boolean {
  const { vehicles, net } = world;
  const ownS = (distanceM + net.conflicts.ownFromM[meet]!) / Math.max(vehicles.desiredMps[vehicle]!, 1);
  return leftM <= vehicles.speedMps[foe]! * ownS;
}

/** Where a vehicle's path crosses that of someone inside the node, by meeting number `i`; -1 where the two do not cross. */
export function meetingInside({ net, vehicles }: World, i: number, path: number, foe: number): number {
  const from = vehicles.fromLane[foe]!;
  return from < 0 ? -1 : meetingOnPath({ net }, i, path, pathBetween(net, from, vehicles.lane[foe]!));
}

function meetingOnPath({ net }: Pick<World, 'net'>, i: number, path: number, foePath: number): number {
  const { conflicts, lanePaths, pathWithin } = net;
  const other = conflicts.other[i]!;
  if (foePath < 0 || lanePaths.items[2 * foePath] !== other) return -1;
  const meet = conflicts.first[i]! + path * conflicts.pathCount[other]! + pathWithin[foePath]!;
  return conflicts.meets[meet] === Meets.crossing ? meet : -1;
}

/** May the k-th vehicle of a lane stop inside the node on its movement, because drivers block the box, or nobody's but that of those who join them? */
function mayHaveToStop(world: World, lane: number, k: number, movement: number): boolean {
  if (world.boxBlocking) return true;
  if (keepsBoxClear(world, movement)) return false;
  return k > 0 && world.vehicles.speedMps[world.chains.at(lane, k - 1)]! < SLOW_MPS;
}

/** Can the k-th vehicle of a lane go so far even if whoever it follows stops at once? Where drivers block the box it may have to. */
function hasRoomToClear(world: World, lane: number, k: number, distanceM: number): boolean {
  const { net, chains, vehicles, kinds } = world;
  const vehicle = chains.at(lane, k);
  const toM = vehicles.positionM[vehicle]! + distanceM;
  if (k === 0) return toM <= net.laneLengthM[lane]! - BAR_GAP_M;
  const leader = chains.at(lane, k - 1);
  return toM + kinds.jamGapM[vehicles.kind[vehicle]!]! <= vehicles.positionM[leader]! - vehicles.lengthM[leader]!;
}

/** Has it, to its rear, left the node that its lane begins at? */
export function isOutOfNode({ vehicles }: World, vehicle: number): boolean {
  return vehicles.positionM[vehicle]! - vehicles.lengthM[vehicle]! >= 0;
}

/** How far someone on a movement must go on until it is out of the way of those whom it meets there, 0 when it is or drives on another. */
export function leftInTheWayM({ vehicles, net }: World, vehicle: number, movement: number, meet: number): number {
  if (vehicles.crossing[vehicle] !== movement || vehicles.fromLane[vehicle]! < 0) return 0;
  const rearM = net.movementLengthM[movement]! + vehicles.positionM[vehicle]! - vehicles.lengthM[vehicle]!;
  const leftM = net.conflicts.otherToM[meet]! - rearM;
  return leftM > 0 ? leftM : 0;
}
