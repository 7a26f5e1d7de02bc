import { noteClaim } from './claims.ts';
import { cruise, follow, stopBefore } from './following.ts';
import { BAR_GAP_M } from './parameters.ts';
import { canEnterNode, heedingDistanceM, isHeldAtBar, wayToWait } from './stop-bar.ts';
import { Way } from './vehicles.ts';
import { behindLastOut, beyondNextLink, slowToGiveWay } from './way-ahead.ts';
import type { World } from './world.ts';
import { zipAcceleration } from './zip.ts';

/** Below this a driver starts from rest: the reaction time counts. */
const AT_REST_MPS = 0.3;
const AT_BAR_M = 8;
/** Someone faster who comes from another lane draws ahead for so long before one follows it. */
const MERGING_S = 1;

/** Acceleration of the first vehicle of a lane: the bar, the way into the node and the vehicles beyond it. */
export function headAcceleration(world: World, vehicle: number): number {
  const { vehicles, net } = world;
  const lane = vehicles.lane[vehicle]!;
  const speed = vehicles.speedMps[vehicle]!;
  const distanceM = net.laneLengthM[lane]! - vehicles.positionM[vehicle]!;
  const free = cruise(world, vehicle);
  if (vehicles.movement[vehicle]! < 0) {
    vehicles.open[vehicle] = Way.open;
    return Math.min(free, behindLastOut(world, vehicle, lane, distanceM));
  }
  if (distanceM > heedingDistanceM(speed)) {
    vehicles.open[vehicle] = Way.shut;
    return free;
  }
  const isInside = distanceM < 0;
  const held = !isInside && isHeldAtBar(world, vehicle, distanceM);
  const open = !held && canEnterNode(world, vehicle, distanceM);
  const behindOther = behindLastOut(world, vehicle, lane, distanceM);
  if (!open) {
    if (!held) vehicles.waitS[vehicle] = vehicles.waitS[vehicle]! + world.stepS;
    const way = isInside ? Way.inside : held ? Way.shut : wayToWait(world, vehicle, distanceM);
    vehicles.open[vehicle] = way;
    const waitM = way === Way.inside ? net.movementWaitM[vehicles.movement[vehicle]!]! + BAR_GAP_M : 0;
    return Math.min(stopBefore(world, vehicle, distanceM + waitM), behindOther);
  }
  vehicles.open[vehicle] = Way.open;
  const acceleration = Math.min(
    behindOther,
    beyondNode(world, vehicle, distanceM),
    slowToGiveWay(world, vehicle, distanceM),
    free,
  );
  noteClaim(world, vehicle);
  return speed < AT_REST_MPS && distanceM < AT_BAR_M ? acceleration * shareAfterReaction(world, vehicle) : acceleration;
}

/** The vehicle before it on the lane beyond, or coming to that lane from another one; closes the way when that one is before the bar. */
function beyondNode(world: World, vehicle: number, distanceM: number): number {
  const { vehicles, net, chains } = world;
  const toLane = vehicles.toLane[vehicle]!;
  const pathM = net.movementLengthM[vehicles.movement[vehicle]!]!;
  const last = chains.last(toLane);
  const zip = zipAcceleration(world, vehicle, toLane, distanceM + pathM);
  if (last < 0) return Math.min(zip, beyondNextLink(world, vehicle, toLane, distanceM + pathM));
  const leaderMps = vehicles.speedMps[last]!;
  const gapM = distanceM + pathM + vehicles.positionM[last]! - vehicles.lengthM[last]!;
  if (vehicles.fromLane[last] === vehicles.lane[vehicle]) return Math.min(zip, follow(world, vehicle, gapM, leaderMps));
  const speed = vehicles.speedMps[vehicle]!;
  const untilS = Math.max(distanceM, 0) / Math.max(speed, 1);
  if (gapM + leaderMps * untilS < distanceM) return Math.min(zip, waitForPlace(world, vehicle, distanceM));
  return Math.min(zip, follow(world, vehicle, gapM + Math.max(leaderMps - speed, 0) * MERGING_S, leaderMps));
}

/** Somebody from another lane is before the vehicle and will still be beside it at the bar: closes the way up to where it may wait. */
function waitForPlace(world: World, vehicle: number, distanceM: number): number {
  const { net, vehicles } = world;
  const waitM = net.movementWaitM[vehicles.movement[vehicle]!]!;
  vehicles.open[vehicle] = waitM > 0 ? Way.inside : Way.shut;
  return stopBefore(world, vehicle, distanceM + waitM + (distanceM < 0 ? BAR_GAP_M : 0));
}

/** Part of the step that is left after the first driver's reaction, in continuous time so that the step length does not matter. */
function shareAfterReaction(world: World, vehicle: number): number {
  const { vehicles, stepS } = world;
  const nowS = world.step * stepS;
  const startS = world.aspectSinceS[vehicles.movement[vehicle]!]! + vehicles.reactionS[vehicle]!;
  if (startS <= nowS) return 1;
  const share = (nowS + stepS - startS) / stepS;
  return share > 0 ? share : 0;
}
