import { isOutOfNode, leftInTheWayM, meetingInside } from './crossing.ts';
import { hasRoomBeyond, keepsBoxClear } from './keep-clear.ts';
import { bestLaneBeyond } from './lane-beyond.ts';
import { beyondBarM } from './motion.ts';
import { pathNumber } from './network.ts';
import { BAR_GAP_M } from './parameters.ts';

import { LaneFitness } from './vehicles.ts';
import type { World } from './world.ts';

export const STANDING_MPS = 0.1;
/** Movement that is still standing: drivers at rest settle by millimetres. */
export const SETTLING_M = 0.5;
/** Drivers at rest stand this much further apart than they would have to. */
const SLACK_M = 0.1;

/**
 * Adds to `lanes` those whose heads must go before the head of a lane can, whatever the signals show: it waits for room on the lane
 * beyond, or is up against someone inside the node, or someone stands there in its way, who all move only when the head of the
 * lane that they drive to has gone. Adds none for someone who waits for a signal, for a gap, or for room that will come.
 */
export function addAwaitedLanes(world: World, lane: number, lanes: number[]): void {
  const { vehicles, chains } = world;
  const head = chains.at(lane, 0);
  if (vehicles.movement[head]! < 0 || vehicles.fitness[head] === LaneFitness.wrong) return;
  // Who has not chosen a lane beyond has not been let go since it came to the bar.
  if (vehicles.toLane[head]! >= 0) {
    if (keepsBoxClear(world, vehicles.movement[head]!)) addFullLane(world, head, lanes);
    else addLaneFollowed(world, head, lanes);
  }
  addLaneOfLastOut(world, lane, head, lanes);
  addLanesOfCrossing(world, head, lanes);
}

/** The lane beyond, or the first one that is not empty where that is too short to take anyone, when it is full and will stay so. */
function addFullLane(world: World, head: number, lanes: number[]): void {
  const { chains, routes, vehicles } = world;
  let lane = vehicles.toLane[head]!;
  if (hasRoomBeyond(world, head, lane, 0)) return;
  for (let at = vehicles.place[head]! + 1; lane >= 0 && chains.count[lane] === 0; at++) {
    lane = routes.movement(at) < 0 ? -1 : bestLaneBeyond(world, lane, at);
  }
  if (lane >= 0 && staysFull(world, lane, head)) lanes.push(lane);
}

/** No room will come up while the lane's head stands: everyone stands, or there is none even when all have closed up. */
function staysFull({ chains, vehicles, kinds, net }: World, lane: number, vehicle: number): boolean {
  let standing = true;
  let takenM = vehicles.lengthM[vehicle]!;
  for (let i = 0; i < chains.count[lane]!; i++) {
    const other = chains.at(lane, i);
    if (vehicles.speedMps[other]! >= STANDING_MPS) standing = false;
    takenM += vehicles.lengthM[other]! + kinds.jamGapM[vehicles.kind[other]!]!;
  }
  return standing || takenM > net.laneLengthM[lane]! - BAR_GAP_M;
}

/** The lane beyond, when its last vehicle is so near behind the bar that the head cannot cross it. */
function addLaneFollowed(world: World, head: number, lanes: number[]): void {
  const { chains, vehicles, net } = world;
  const toLane = vehicles.toLane[head]!;
  const last = chains.last(toLane);
  if (last < 0) return;
  const rearM = net.movementLengthM[vehicles.movement[head]!]! + vehicles.positionM[last]! - vehicles.lengthM[last]!;
  if (isAtBar(world, head, rearM) && stays(world, toLane, last, SETTLING_M)) lanes.push(toLane);
}

/** The lane that the vehicle drives to that crossed the bar last and is still so near behind it. */
function addLaneOfLastOut(world: World, lane: number, head: number, lanes: number[]): void {
  const other = world.lastOut[lane]!;
  const toLane = other < 0 ? -1 : world.vehicles.lane[other]!;
  if (toLane < 0) return;
  if (isAtBar(world, head, beyondBarM(world, other)) && stays(world, toLane, other, SETTLING_M)) lanes.push(toLane);
}

/** Whether a rear bumper so far beyond the bar keeps the head from crossing it. */
function isAtBar({ vehicles, kinds }: World, head: number, rearM: number): boolean {
  return rearM < kinds.jamGapM[vehicles.kind[head]!]! + SLACK_M;
}

/** The lanes that those drive to who stand inside the node in the head's way. */
function addLanesOfCrossing(world: World, head: number, lanes: number[]): void {
  const { conflicts, movementToLanes } = world.net;
  const { movement: movements, lane: lanesOf, toLane } = world.vehicles;
  const movement = movements[head]!;
  if (toLane[head]! < 0) return;
  const path = pathNumber(world.net, lanesOf[head]!, toLane[head]!);
  for (let i = conflicts.base[movement]!; i < conflicts.base[movement + 1]!; i++) {
    if (conflicts.crossing[i] === 0) continue;
    const other = conflicts.other[i]!;
    for (let t = movementToLanes.base[other]!; t < movementToLanes.base[other + 1]!; t++) {
      const lane = movementToLanes.items[t]!;
      if (standsInTheWay(world, lane, path, i)) lanes.push(lane);
    }
  }
}

/** Does anyone on a lane stand in the way of a path, by its meeting number `i`? */
function standsInTheWay(world: World, lane: number, path: number, i: number): boolean {
  const { chains, net } = world;
  for (let k = chains.count[lane]! - 1; k >= 0; k--) {
    const vehicle = chains.at(lane, k);
    if (isOutOfNode(world, vehicle)) return false;
    const meet = meetingInside(world, i, path, vehicle);
    if (meet < 0) continue;
    const leftM = leftInTheWayM(world, vehicle, net.conflicts.other[i]!, meet);
    if (leftM > 0 && stays(world, lane, vehicle, leftM)) return true;
  }
  return false;
}

/** Will a vehicle go less far than that while the head of its lane stands: do all up to it stand, or is so much not to be gained? */
function stays({ chains, vehicles, kinds }: World, lane: number, vehicle: number, distanceM: number): boolean {
  let standing = true;
  let gainM = 0;
  for (let i = 0; ; i++) {
    const other = chains.at(lane, i);
    if (vehicles.speedMps[other]! >= STANDING_MPS) standing = false;
    if (i > 0) {
      const leader = chains.at(lane, i - 1);
      const gapM = vehicles.positionM[leader]! - vehicles.lengthM[leader]! - vehicles.positionM[other]!;
      gainM += Math.max(0, gapM - kinds.jamGapM[vehicles.kind[other]!]! - SLACK_M);
    }
    if (other === vehicle) return standing || gainM < distanceM;
  }
}
