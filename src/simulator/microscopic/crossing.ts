import { BAR_GAP_M, HALF_WIDTH_M } from './parameters.ts';
import type { World } from './world.ts';

/**
 * Is nobody inside the node in the way of a vehicle `distanceM` before the bar, or will be when it comes there? Whatever the signals
 * and the right of way say, nobody drives into someone who crosses.
 */
export function isClearOfCrossing(world: World, vehicle: number, movement: number, distanceM: number): boolean {
  const { conflicts } = world.net;
  for (let i = conflicts.base[movement]!; i < conflicts.base[movement + 1]!; i++) {
    if (conflicts.crossing[i] === 1 && (world.boxBlocking || world.crossingCount[conflicts.other[i]!]! > 0)) {
      if (!willBeClear(world, vehicle, distanceM + conflicts.ownM[i]!, conflicts.other[i]!, conflicts.otherM[i]!)) return false;
    }
  }
  return true;
}

function willBeClear(world: World, vehicle: number, ownM: number, other: number, otherM: number): boolean {
  const { net, chains, vehicles } = world;
  const { base, items } = net.movementToLanes;
  const ownS = ownM / Math.max(vehicles.desiredMps[vehicle]!, 1);
  for (let i = base[other]!; i < base[other + 1]!; i++) {
    const lane = items[i]!;
    for (let k = chains.count[lane]! - 1; k >= 0; k--) {
      const foe = chains.at(lane, k);
      if (isOutOfNode(world, foe)) break;
      const leftM = leftInTheWayM(world, foe, other, otherM);
      if (leftM <= 0) continue;
      if (leftM > vehicles.speedMps[foe]! * ownS) return false;
      if (world.boxBlocking && !hasRoomToClear(world, lane, k, leftM)) return false;
    }
  }
  return true;
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

/** Has it left the node that its lane begins at? Where drivers block the box they may stand with their rear in it. */
export function isOutOfNode({ vehicles, boxBlocking }: World, vehicle: number): boolean {
  return vehicles.positionM[vehicle]! - (boxBlocking ? vehicles.lengthM[vehicle]! : 0) >= 0;
}

/** How far a vehicle must go on until it is out of the way of those whom a movement meets there, 0 when it is or drives on another. */
export function leftInTheWayM({ vehicles, net }: World, vehicle: number, movement: number, meetingM: number): number {
  if (vehicles.crossing[vehicle] !== movement || vehicles.fromLane[vehicle]! < 0) return 0;
  const rearM = net.movementLengthM[movement]! + vehicles.positionM[vehicle]! - vehicles.lengthM[vehicle]!;
  const leftM = meetingM - rearM + HALF_WIDTH_M;
  return leftM > 0 ? leftM : 0;
}
