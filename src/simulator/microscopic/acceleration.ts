import { isParted, partedAcceleration } from './aside-driving.ts';
import { stopBefore } from './following.ts';
import { headAcceleration } from './head-of-lane.ts';
import { idm } from './idm.ts';
import { BAR_GAP_M, SLOW_MPS, TURN_BRAKING } from './parameters.ts';
import { heedingDistanceM, isHeldAtBar, mustKeepClear } from './stop-bar.ts';
import { LaneFitness, Way } from './vehicles.ts';
import { slowForTurn, slowToGiveWay } from './way-ahead.ts';
import type { World } from './world.ts';
import { zipAcceleration } from './zip.ts';

/** Further before the bar than speed² over this, no turn asks for less speed (`slowForTurn`). */
const NO_TURN_YET = 0.6 * 2 * TURN_BRAKING;
/** A vehicle at rest with no more than this beyond its jam gap to one at rest stays so. */
const RESTING_M = 0.05;
/** With this much room before it, and more by the speed, a vehicle has no reason to look for a faster lane. */
const EASE_M = 12;
const EASE_S = 4;
/** How often drivers look for a faster lane, and those who hardly move; an ambulance's driver looks every second. */
const LOOK_EVERY_S = 2;
const SLOW_LOOK_EVERY_S = 4;

/**
 * Chooses every vehicle's acceleration from the state at the step's start and, at a node, from whom it let go of the lanes before;
 * lists those that must change lanes or may look for another one now.
 */
export function accelerate(world: World): void {
  const { chains, net } = world;
  world.candidateCount = 0;
  for (let lane = 0; lane < net.laneCount; lane++) {
    if (chains.count[lane]! > 0) accelerateLane(world, lane);
  }
}

function accelerateLane(world: World, lane: number): void {
  const { net, kinds, stepS } = world;
  const { positionM, speedMps, acceleration, bounded, bound, desiredMps, turnMps, timeGapS, lengthM, kind, fitness, emergency } =
    world.vehicles;
  const { chains } = world;
  const count = chains.count[lane]!;
  const endM = net.laneLengthM[lane]!;
  const severalLanes = net.laneBase[net.laneLink[lane]! + 1]! - net.laneBase[net.laneLink[lane]!]! > 1;
  const stepsPerS = Math.max(1, Math.round(1 / stepS));
  const parted = world.asides.onLane[lane]! > 0;
  let leaderRearM = 0;
  let leaderSpeed = 0;
  for (let i = 0; i < count; i++) {
    const vehicle = chains.at(lane, i);
    const x = positionM[vehicle]!;
    const speed = speedMps[vehicle]!;
    const gapM = leaderRearM - x;
    const k = kind[vehicle]!;
    let a = 0;
    const apart = parted && isParted(world, vehicle);
    if (i === 0 || speed !== 0 || leaderSpeed !== 0 || gapM >= kinds.jamGapM[k]! + RESTING_M || apart) {
      if (apart) {
        a = partedAcceleration(world, lane, i);
      } else if (i === 0) {
        a = headAcceleration(world, vehicle);
      } else {
        a = idm(
          speed,
          desiredMps[vehicle]!,
          gapM,
          speed - leaderSpeed,
          timeGapS[vehicle]!,
          kinds.acceleration[k]!,
          kinds.approach[k]!,
          kinds.jamGapM[k]!,
        );
        if (endM - x < heedingDistanceM(speed)) a = heedBar(world, vehicle, i, endM - x, a);
      }
      if ((endM - x) * NO_TURN_YET < speed * speed && turnMps[vehicle]! < desiredMps[vehicle]!) {
        const turning = slowForTurn(world, vehicle, turnMps[vehicle]!, endM - x);
        if (turning < a) a = turning;
      }
      if (bounded[vehicle] === 1 && bound[vehicle]! < a) a = bound[vehicle]!;
    }
    if (bounded[vehicle] === 1) release(world, vehicle);
    acceleration[vehicle] = a;
    leaderRearM = x - lengthM[vehicle]!;
    leaderSpeed = speed;
    if (!severalLanes || (x <= 0 && endM > BAR_GAP_M)) continue;
    const fits = fitness[vehicle]!;
    const pressed = i > 0 && gapM <= EASE_M + EASE_S * speed;
    if (fits === LaneFitness.good && !pressed && emergency[vehicle] === 0) continue;
    if (fits === LaneFitness.wrong || looksNow(world, vehicle, speed, stepsPerS)) {
      world.candidates[world.candidateCount] = vehicle;
      world.candidateCount++;
    }
  }
}

function release({ vehicles }: World, vehicle: number): void {
  vehicles.bounded[vehicle] = 0;
  vehicles.bound[vehicle] = Number.POSITIVE_INFINITY;
}

function looksNow(world: World, vehicle: number, speed: number, stepsPerS: number): boolean {
  const everyS = world.vehicles.emergency[vehicle] === 1 ? 1 : speed < SLOW_MPS ? SLOW_LOOK_EVERY_S : LOOK_EVERY_S;
  return (world.vehicles.demand[vehicle]! + world.step) % (everyS * stepsPerS) === 0;
}

/**
 * Vehicles behind the head, too, stop for a signal, a full link or one who waits inside the node, and come up slowly where they give
 * way, unless the one before them already makes them.
 */
function heedBar(world: World, vehicle: number, index: number, distanceM: number, a: number): number {
  const { vehicles, chains } = world;
  vehicles.open[vehicle] = Way.shut;
  if (vehicles.movement[vehicle]! < 0) return a;
  const stops =
    waitsBeyondBar(world, chains.at(vehicles.lane[vehicle]!, index - 1)) ||
    isHeldAtBar(world, vehicle, distanceM) ||
    mustKeepClear(world, vehicle, index, distanceM);
  const atBar = stops ? stopBefore(world, vehicle, distanceM) : slowToGiveWay(world, vehicle, distanceM);
  return Math.min(atBar, merging(world, vehicle, distanceM), a);
}

/** Behind those of the lane beside, where both lanes go on as one. */
function merging(world: World, vehicle: number, distanceM: number): number {
  const { vehicles, net } = world;
  const toLane = net.laneMerges[vehicles.lane[vehicle]!]!;
  if (toLane < 0) return Number.POSITIVE_INFINITY;
  return zipAcceleration(world, vehicle, toLane, distanceM + net.movementLengthM[vehicles.movement[vehicle]!]!);
}

/** Does someone wait inside the node, whom nobody follows over the bar? */
function waitsBeyondBar({ vehicles, net }: World, vehicle: number): boolean {
  return vehicles.open[vehicle] === Way.inside && vehicles.positionM[vehicle]! > net.laneLengthM[vehicles.lane[vehicle]!]!;
}
