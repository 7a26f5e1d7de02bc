import { placeOfFirstInLane } from './aside-lane.ts';
import { Side } from './asides.ts';
import { accelerateTo, follow, stopBefore } from './following.ts';
import { headAcceleration } from './head-of-lane.ts';
import { ASIDE_MPS, COMFORTABLE_BRAKING, PASSING_MPS } from './parameters.ts';
import { heedingDistanceM, isHeldAtBar, mustKeepClear } from './stop-bar.ts';
import { Way } from './vehicles.ts';
import { slowForTurn } from './way-ahead.ts';
import type { World } from './world.ts';

/** Does the vehicle drive by other rules on a lane with someone aside: is it a siren, or makes way for one? */
export function isParted(world: World, vehicle: number): boolean {
  return world.vehicles.side[vehicle] !== Side.inLane || world.vehicles.emergency[vehicle] === 1;
}

/** Acceleration of such a vehicle, at place `index` of its lane's chain. */
export function partedAcceleration(world: World, lane: number, index: number): number {
  const vehicle = world.chains.at(lane, index);
  return world.vehicles.emergency[vehicle] === 1
    ? passingAcceleration(world, vehicle, lane, index)
    : asideAcceleration(world, vehicle, lane, index);
}

/** A siren follows the first before it who is not aside, and passes those aside at a limited speed. */
function passingAcceleration(world: World, vehicle: number, lane: number, index: number): number {
  const { chains, vehicles } = world;
  const place = placeOfFirstInLane(world, lane, index);
  let a = place < 0 ? headAcceleration(world, vehicle) : behindPlace(world, vehicle, lane, place);
  if (index > 0 && place < index - 1) a = Math.min(a, besideAcceleration(world, vehicle, chains.at(lane, index - 1)));
  const rearM = vehicles.positionM[vehicle]! - vehicles.lengthM[vehicle]!;
  for (let i = index + 1; i < chains.count[lane]!; i++) {
    const other = chains.at(lane, i);
    if (vehicles.positionM[other]! < rearM) break;
    a = Math.min(a, besideAcceleration(world, vehicle, other));
  }
  return a;
}

function behindPlace(world: World, vehicle: number, lane: number, place: number): number {
  const { chains, vehicles, net } = world;
  const leader = chains.at(lane, place);
  const x = vehicles.positionM[vehicle]!;
  const a = follow(world, vehicle, vehicles.positionM[leader]! - vehicles.lengthM[leader]! - x, vehicles.speedMps[leader]!);
  const barM = net.laneLengthM[lane]! - x;
  vehicles.open[vehicle] = Way.shut;
  if (vehicles.movement[vehicle]! < 0 || barM >= heedingDistanceM(vehicles.speedMps[vehicle]!)) return a;
  if (!isHeldAtBar(world, vehicle, barM) && !mustKeepClear(world, vehicle, place + 1, barM)) return a;
  return Math.min(stopBefore(world, vehicle, barM), a);
}

function besideAcceleration(world: World, siren: number, other: number): number {
  const { positionM, lengthM, speedMps } = world.vehicles;
  const gapM = positionM[other]! - lengthM[other]! - positionM[siren]!;
  return slowForTurn(world, siren, speedMps[other]! + PASSING_MPS, gapM);
}

/**
 * One who clears the lane or stands aside comes down to a walking pace, goes on at that behind whoever is before it, not over the bar,
 * and stands while the siren is beside.
 */
function asideAcceleration(world: World, vehicle: number, lane: number, index: number): number {
  const { chains, vehicles, net } = world;
  vehicles.open[vehicle] = Way.shut;
  if (index > 0 && vehicles.emergency[chains.at(lane, index - 1)] === 1) return -COMFORTABLE_BRAKING;
  const pace = vehicles.speedMps[vehicle]! > ASIDE_MPS ? -COMFORTABLE_BRAKING : accelerateTo(world, vehicle, ASIDE_MPS);
  const x = vehicles.positionM[vehicle]!;
  const a = Math.min(pace, stopBefore(world, vehicle, net.laneLengthM[lane]! - x));
  if (index === 0) return a;
  const leader = chains.at(lane, index - 1);
  return Math.min(
    a,
    follow(world, vehicle, vehicles.positionM[leader]! - vehicles.lengthM[leader]! - x, vehicles.speedMps[leader]!),
  );
}
