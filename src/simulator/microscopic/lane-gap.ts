import { isSirensWay } from './aside-room.ts';
import { cruise, follow } from './following.ts';
import { beyondBarM, judgeLane } from './motion.ts';
import { SAFE_BRAKING, YELLOW_BRAKING } from './parameters.ts';
import { Way } from './vehicles.ts';
import type { World } from './world.ts';

/** Bumper to bumper, below which nobody changes in. */
export const LEAST_GAP_M = 1;
/** Behind this position on a link, someone fast may just be coming out of the node. */
const NODE_MOUTH_M = 15;
const WALKING_MPS = 3;

/** Vehicle before a place in a lane's chain, -1 for none. */
export function leaderAt(world: World, lane: number, index: number): number {
  return index > 0 ? world.chains.at(lane, index - 1) : -1;
}

/** Vehicle at (hence behind) a place in a lane's chain, -1 for none. */
export function followerAt(world: World, lane: number, index: number): number {
  return index < world.chains.count[lane]! ? world.chains.at(lane, index) : -1;
}

/** Bumper to bumper, negative when they overlap. */
export function gapBetweenM(world: World, follower: number, leader: number): number {
  const { positionM, lengthM } = world.vehicles;
  return positionM[leader]! - lengthM[leader]! - positionM[follower]!;
}

/** What the follower would do behind that leader, or on a free road when there is none. */
export function accelerationBehind(world: World, follower: number, leader: number): number {
  if (leader < 0) return cruise(world, follower);
  return follow(world, follower, gapBetweenM(world, follower, leader), world.vehicles.speedMps[leader]!);
}

/**
 * Can the vehicle drive in that lane at its place: has the lane begun, is nobody half in it who comes out of a node or goes into one, and
 * could it still stop before the bar, where others have reckoned with the lane that it was in?
 */
export function laneIsThere(world: World, vehicle: number, lane: number): boolean {
  const { positionM, lengthM, speedMps } = world.vehicles;
  const x = positionM[vehicle]!;
  const startM = world.net.laneStartM[lane]!;
  const toBarM = world.net.laneLengthM[lane]! - x;
  if (speedMps[vehicle]! * speedMps[vehicle]! > 2 * YELLOW_BRAKING * toBarM) return false;
  const other = world.lastOut[lane]!;
  if (other >= 0 && world.net.laneLengthM[lane]! + beyondBarM(world, other) < x + gapBehindM(world, vehicle, other)) return false;
  if (isSirensWay(world, vehicle, lane)) return false;
  if (startM > 0) return x - 0.5 * lengthM[vehicle]! >= startM;
  return x > NODE_MOUTH_M || speedMps[vehicle]! < WALKING_MPS;
}

/** What a vehicle needs behind another to come down to its speed calmly. */
function gapBehindM({ vehicles }: World, vehicle: number, other: number): number {
  const speed = vehicles.speedMps[vehicle]!;
  const square = speed * speed - vehicles.speedMps[other]! * vehicles.speedMps[other]!;
  return LEAST_GAP_M + (square > 0 ? square / (2 * SAFE_BRAKING) : 0);
}

/** Is there a gap: room before and behind, a time gap to both, and nobody has to brake harder than `braking`? */
export function fitsBetween(
  world: World,
  vehicle: number,
  leader: number,
  follower: number,
  timeGapS: number,
  braking: number,
): boolean {
  return (
    (leader < 0 || canFollow(world, vehicle, leader, timeGapS, braking)) &&
    (follower < 0 || canFollow(world, follower, vehicle, timeGapS, braking))
  );
}

function canFollow(world: World, follower: number, leader: number, timeGapS: number, braking: number): boolean {
  const { speedMps } = world.vehicles;
  const gapM = gapBetweenM(world, follower, leader);
  const speed = speedMps[follower]!;
  if (gapM < LEAST_GAP_M || gapM < timeGapS * speed) return false;
  const closing = speed - speedMps[leader]!;
  return closing <= 0 || closing * closing <= 2 * braking * (gapM - 0.5 * LEAST_GAP_M);
}

/** Moves the vehicle over to its place in the other lane's chain. */
export function changeTo(world: World, vehicle: number, lane: number): void {
  const { chains, vehicles } = world;
  const x = vehicles.positionM[vehicle]!;
  const from = vehicles.lane[vehicle]!;
  chains.remove(from, chains.ahead(from, x));
  chains.insert(lane, chains.ahead(lane, x), vehicle);
  vehicles.lane[vehicle] = lane;
  vehicles.toLane[vehicle] = -1;
  vehicles.open[vehicle] = Way.shut;
  vehicles.waitS[vehicle] = 0;
  vehicles.changedAtS[vehicle] = world.step * world.stepS;
  judgeLane(world, vehicle);
}
