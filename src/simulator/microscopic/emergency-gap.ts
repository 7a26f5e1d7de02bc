import { Aspect } from '../simulator.ts';
import { RED_BRAKING, YELLOW_BRAKING } from './parameters.ts';
import { Way } from './vehicles.ts';
import type { World } from './world.ts';

/** Vehicles looked at on each lane whose movement meets. */
const SEEN = 6;
const STANDING_MPS = 0.3;

/**
 * May an emergency vehicle enter the node on a movement whatever the signal shows? Nobody on a movement that it meets is inside,
 * nobody comes who cannot stop any more, and none of those whom the signal lets go can be where the paths meet within `gapS`.
 */
export function isFreeOfOthers(world: World, vehicle: number, movement: number, gapS: number): boolean {
  const { base, other, otherSoonestM, otherLatestM } = world.net.conflicts;
  for (let i = base[movement]!; i < base[movement + 1]!; i++) {
    if (other[i] === movement) continue;
    if (isInside(world, vehicle, other[i]!, otherLatestM[i]!)) return false;
    if (isComing(world, other[i]!, otherSoonestM[i]!, gapS)) return false;
  }
  return true;
}

/** Somebody is inside the node on the movement, or has left it with the front only and not yet the place where the paths meet. */
function isInside(world: World, vehicle: number, movement: number, meetingM: number): boolean {
  const { net, chains, vehicles } = world;
  if (world.crossingCount[movement]! > 0) return true;
  const pathM = net.movementLengthM[movement]!;
  const { base, items } = net.movementToLanes;
  for (let i = base[movement]!; i < base[movement + 1]!; i++) {
    const lane = items[i]!;
    for (let k = chains.count[lane]! - 1; k >= 0; k--) {
      const foe = chains.at(lane, k);
      const rearM = vehicles.positionM[foe]! - vehicles.lengthM[foe]!;
      if (rearM >= 0) break;
      if (foe !== vehicle && vehicles.crossing[foe] === movement && vehicles.fromLane[foe]! >= 0 && pathM + rearM < meetingM)
        return true;
    }
  }
  return false;
}

function isComing(world: World, movement: number, meetingM: number, gapS: number): boolean {
  const { net, chains, vehicles } = world;
  const link = net.movementFrom[movement]!;
  const mask = net.movementServedBy[movement]!;
  const firstLane = net.laneBase[link]!;
  for (let lane = firstLane; lane < net.laneBase[link + 1]!; lane++) {
    if (((mask >>> (lane - firstLane)) & 1) === 0) continue;
    const count = chains.count[lane]!;
    for (let n = 0; n < count && n < SEEN; n++) {
      const foe = chains.at(lane, n);
      if (vehicles.movement[foe] !== movement) continue;
      const barM = net.laneLengthM[lane]! - vehicles.positionM[foe]!;
      if (cannotStop(world, foe, movement, barM) || comesWithin(world, foe, movement, barM + meetingM, gapS)) return true;
    }
  }
  return false;
}

function cannotStop(world: World, vehicle: number, movement: number, barM: number): boolean {
  const speed = world.vehicles.speedMps[vehicle]!;
  const braking = world.aspect[movement] === Aspect.red ? RED_BRAKING : YELLOW_BRAKING;
  return speed > STANDING_MPS && speed * speed > 2 * braking * barM;
}

/** Whether one whom the signal lets go, and who is on its way, can come so far in the time. */
function comesWithin(world: World, vehicle: number, movement: number, distanceM: number, gapS: number): boolean {
  const { vehicles, kinds } = world;
  const aspect = world.aspect[movement]!;
  if (gapS === 0 || aspect === Aspect.red || (aspect === Aspect.yellow && vehicles.stopping[vehicle] === 1)) return false;
  const speed = vehicles.speedMps[vehicle]!;
  if (speed < STANDING_MPS && vehicles.open[vehicle] !== Way.open) return false;
  const gaining = speed * gapS + 0.5 * kinds.acceleration[vehicles.kind[vehicle]!]! * gapS * gapS;
  return distanceM <= Math.min(gaining, Math.max(speed, vehicles.desiredMps[vehicle]!) * gapS);
}
