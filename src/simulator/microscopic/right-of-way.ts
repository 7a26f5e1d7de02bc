import { Aspect } from '../simulator.ts';
import { ACCEPTED_GAP_S, BAR_GAP_M, IMPATIENT_GAP_S, PATIENCE_S } from './parameters.ts';
import type { World } from './world.ts';

/** Vehicles looked at on each lane that has the right of way. */
const SEEN = 4;
const STANDING_MPS = 0.3;

/**
 * May the vehicle at the head of its lane enter the node, as far as the movements it yields to go? None of their vehicles may be
 * inside the node or reach its bar within the accepted gap. A red holds its movement back by itself. Of two that stand and
 * wait for each other, the longer wait goes first (then the lower number in the demand), so that nobody waits for ever.
 */
export function hasRightOfWay(world: World, vehicle: number): boolean {
  const { base, items } = world.net.movementYieldsTo;
  const movement = world.vehicles.movement[vehicle]!;
  for (let i = base[movement]!; i < base[movement + 1]!; i++) {
    const other = items[i]!;
    if (isInside(world, other)) return false;
    if (world.aspect[other] !== Aspect.red && isComing(world, other, vehicle)) return false;
  }
  return true;
}

function isInside(world: World, movement: number): boolean {
  const { chains, vehicles } = world;
  const { base, items } = world.net.movementToLanes;
  for (let i = base[movement]!; i < base[movement + 1]!; i++) {
    const lane = items[i]!;
    for (let k = chains.count[lane]! - 1; k >= 0; k--) {
      const other = chains.at(lane, k);
      if (vehicles.positionM[other]! >= 0) break;
      if (vehicles.crossing[other] === movement) return true;
    }
  }
  return false;
}

function isComing(world: World, movement: number, vehicle: number): boolean {
  const { chains, net, vehicles } = world;
  const patience = vehicles.waitS[vehicle]! > PATIENCE_S ? IMPATIENT_GAP_S : ACCEPTED_GAP_S;
  const link = net.movementFrom[movement]!;
  const mask = net.movementServedBy[movement]!;
  for (let lane = net.laneBase[link]!; lane < net.laneBase[link + 1]!; lane++) {
    if (((mask >>> (lane - net.laneBase[link]!)) & 1) === 0) continue;
    const count = chains.count[lane]!;
    for (let i = 0; i < count && i < SEEN; i++) {
      const other = chains.at(lane, i);
      const distanceM = net.laneLengthM[lane]! - vehicles.positionM[other]!;
      const speed = vehicles.speedMps[other]!;
      if (distanceM > patience * Math.max(speed, 1)) break;
      if (vehicles.movement[other] !== movement) continue;
      const waits = speed < STANDING_MPS && distanceM <= BAR_GAP_M + 2;
      if (!(waits && goesFirst(world, vehicle, other))) return true;
    }
  }
  return false;
}

/** Between two vehicles that both stand at their bars. */
function goesFirst(world: World, vehicle: number, other: number): boolean {
  const { waitS, demand } = world.vehicles;
  if (waitS[vehicle] !== waitS[other]) return waitS[vehicle]! > waitS[other]!;
  return demand[vehicle]! < demand[other]!;
}
