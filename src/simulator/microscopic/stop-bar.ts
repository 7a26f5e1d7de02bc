import { Aspect } from '../simulator.ts';
import { isClearOfClaims } from './claims.ts';
import { isClearOfCrossing, isClearToWait } from './crossing.ts';
import { findsRoom, hasRoomBeyond, keepsBoxClear, leavesBoxClear, roomOfThoseBefore } from './keep-clear.ts';
import { bestLaneBeyond } from './lane-beyond.ts';
import { pathNumber } from './network.ts';
import { BAR_GAP_M, RED_BRAKING, YELLOW_BRAKING } from './parameters.ts';
import { type Deference, hasRightOfWay } from './right-of-way.ts';
import { LaneFitness, Way } from './vehicles.ts';
import type { World } from './world.ts';

/** A driver looks whether there is room beyond the node when stopping would take this rate. */
const READY_BRAKING = 1.2;
/** At rest so near before the bar is at the bar. */
const AT_BAR_M = 4;
const AT_REST_MPS = 0.3;
/** Someone who has waited so long at the bar for a gap in the green stands in the node in truth, and clears it on yellow. */
const VENTURED_S = 1.5;

/** How far before the bar a driver begins to heed it. */
export function heedingDistanceM(speedMps: number): number {
  return 10 + speedMps * (2 + 0.45 * speedMps);
}

/**
 * Does the signal, or being in a lane that does not serve the turn, hold the vehicle back? Remembers a decision to stop at
 * yellow; someone too near to stop goes on. Where the map allows going on red, nobody is held who has stopped at the bar; whom
 * the green has kept waiting for a gap may use the yellow.
 */
export function isHeldAtBar(world: World, vehicle: number, distanceM: number): boolean {
  const { vehicles } = world;
  if (vehicles.fitness[vehicle] === LaneFitness.wrong) return true;
  if (world.sirens.special > 0) {
    if (vehicles.goes[vehicle] === 1) return false;
    if (isShut(world, vehicle, distanceM)) return true;
  }
  const aspect = world.aspect[vehicles.movement[vehicle]!]!;
  if (aspect === Aspect.green || aspect === Aspect.free) {
    vehicles.stopping[vehicle] = 0;
    return false;
  }
  if (aspect === Aspect.yellow && vehicles.stopping[vehicle] === 0 && hasVentured(world, vehicle, distanceM)) return false;
  const speed = vehicles.speedMps[vehicle]!;
  const braking = aspect === Aspect.yellow ? YELLOW_BRAKING : RED_BRAKING;
  if (vehicles.stopping[vehicle] === 0 && speed * speed > 2 * braking * distanceM) return false;
  vehicles.stopping[vehicle] = 1;
  return !mayGoOnRed(world, vehicle, distanceM);
}

/** Is the node shut for an emergency, to someone who can still stop? */
function isShut(world: World, vehicle: number, distanceM: number): boolean {
  const { vehicles, sirens } = world;
  const speed = vehicles.speedMps[vehicle]!;
  return sirens.shut[vehicles.movement[vehicle]!] === 1 && speed * speed <= 2 * YELLOW_BRAKING * distanceM;
}

function hasVentured(world: World, vehicle: number, distanceM: number): boolean {
  return distanceM < AT_BAR_M && world.vehicles.waitS[vehicle]! >= VENTURED_S;
}

function mayGoOnRed(world: World, vehicle: number, distanceM: number): boolean {
  const { vehicles, net } = world;
  if (net.movementOnRed[vehicles.movement[vehicle]!] === 0 || distanceM > AT_BAR_M) return false;
  return vehicles.speedMps[vehicle]! < AT_REST_MPS || vehicles.open[vehicle] === Way.open;
}

/**
 * For the head of a lane that the signal lets go: chooses the lane beyond the node and tells whether the node can be entered,
 * by right of way, by those inside and, unless drivers block the box, by room beyond. Someone who can no longer stop
 * calmly stops for those inside alone.
 */
export function canEnterNode(world: World, vehicle: number, distanceM: number): boolean {
  const { vehicles, net } = world;
  const speed = vehicles.speedMps[vehicle]!;
  const movement = vehicles.movement[vehicle]!;
  if (vehicles.toLane[vehicle]! < 0 || speed === 0)
    vehicles.toLane[vehicle] = bestLaneBeyond(world, vehicles.lane[vehicle]!, vehicles.place[vehicle]!);
  const path = pathNumber(net, vehicles.lane[vehicle]!, vehicles.toLane[vehicle]!);
  // Inside the node it creeps up to where it may wait, and stays there.
  const creepM = distanceM < 0 ? BAR_GAP_M : 0;
  const stopM = distanceM + net.movementWaitM[movement]! + creepM;
  // Beyond that it is in the way wherever it stops.
  if (stopM < 0) return true;
  const canStop = speed * speed <= 2 * YELLOW_BRAKING * stopM;
  if (!canStop) return speed * speed > 2 * RED_BRAKING * stopM || isClearOfCrossing(world, vehicle, movement, path, distanceM);
  if (vehicles.goes[vehicle] === 1) return hasRoomBeyond(world, vehicle, vehicles.toLane[vehicle]!, 0);
  if (world.sirens.special > 0 && world.sirens.shut[movement] === 1) return false;
  const deference: Deference = world.aspect[movement] === Aspect.red ? 'to-all' : 'by-map';
  if (!hasRightOfWay(world, vehicle, movement, path, distanceM, deference)) return false;
  if (net.movementCrosses[movement] === 0) return true;
  if (
    !isClearOfCrossing(world, vehicle, movement, path, distanceM) ||
    !isClearOfClaims(world, vehicle, movement, path, distanceM)
  )
    return false;
  return leavesBoxClear(world, vehicle);
}

/**
 * How far the way of a head is open that cannot enter the node for good: to the bar, or to where it may wait inside for those it
 * gives way to, when there is room for it beyond, and nobody still inside whose way it would close there.
 */
export function wayToWait(world: World, vehicle: number, distanceM: number): Way {
  const { vehicles, net } = world;
  const movement = vehicles.movement[vehicle]!;
  if (net.movementWaitM[movement] === 0 || !findsRoom(world, vehicle)) return Way.shut;
  const speed = vehicles.speedMps[vehicle]!;
  if (speed * speed > 2 * YELLOW_BRAKING * distanceM) return Way.inside;
  const path = pathNumber(net, vehicles.lane[vehicle]!, vehicles.toLane[vehicle]!);
  return isClearToWait(world, vehicle, movement, path) ? Way.inside : Way.shut;
}

/**
 * For a vehicle behind the head, which follows it over the bar: must it get ready to stop, for want of room beyond the node
 * once those before it are in? Asked only when it is about as near as it needs to stop.
 */
export function mustKeepClear(world: World, vehicle: number, index: number, distanceM: number): boolean {
  const { vehicles } = world;
  if (!keepsBoxClear(world, vehicles.movement[vehicle]!)) return false;
  const speed = vehicles.speedMps[vehicle]!;
  const square = speed * speed;
  if (square > 2 * YELLOW_BRAKING * distanceM || square < 2 * READY_BRAKING * distanceM) return false;
  if (vehicles.toLane[vehicle]! < 0)
    vehicles.toLane[vehicle] = bestLaneBeyond(world, vehicles.lane[vehicle]!, vehicles.place[vehicle]!);
  return !hasRoomBeyond(world, vehicle, vehicles.toLane[vehicle]!, roomOfThoseBefore(world, vehicle, index));
}
