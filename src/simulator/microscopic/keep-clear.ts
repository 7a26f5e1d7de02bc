import { Aspect } from '../simulator.ts';
import { bestLaneBeyond } from './lane-beyond.ts';
import { BAR_GAP_M, SLOW_MPS } from './parameters.ts';
import type { World } from './world.ts';

/** Vehicles looked at beyond the bar; a driver does not see further. */
const SEEN = 12;

/**
 * Is there room beyond the node for a vehicle, so that it will not stand in the box? Every vehicle already on its way is given
 * its place first, and `beforeM` for those before it on its own lane. A vehicle that moves makes room by moving on; one that
 * stands makes none. A vehicle that is longer than an empty link stands over its ends; nothing else would ever let it on. Where the link beyond is shorter than the room needed, the way goes on over the next bar if that is open.
 */
export function hasRoomBeyond(world: World, vehicle: number, toLane: number, beforeM: number): boolean {
  const { chains, net, routes } = world;
  const { positionM, speedMps, lengthM, place } = world.vehicles;
  const jamGapM = world.kinds.jamGapM[world.vehicles.kind[vehicle]!]!;
  let needM = beforeM + lengthM[vehicle]! + jamGapM;
  let lane = toLane;
  for (let at = place[vehicle]! + 1; ; at++) {
    const count = chains.count[lane]!;
    // One that has crossed the bar in pursuit of the last one out is on the lane no more.
    const first = count > 0 && positionM[chains.at(lane, 0)]! > net.laneLengthM[lane]! ? 1 : 0;
    const furthest = count > SEEN ? count - SEEN : first;
    for (let i = count - 1; i >= furthest; i--) {
      const other = chains.at(lane, i);
      const rearM = positionM[other]! - lengthM[other]!;
      if (rearM >= needM) return true;
      if (positionM[other]! >= 0 && speedMps[other]! < SLOW_MPS) return false;
      needM += lengthM[other]! + jamGapM;
    }
    if (furthest > first || needM <= net.laneLengthM[lane]! + jamGapM - BAR_GAP_M) return true;
    const movement = routes.movement(at);
    if (movement < 0) return true;
    if (!isOpenWay(world, movement)) return count === first && net.laneLengthM[lane]! < lengthM[vehicle]! + jamGapM;
    needM -= net.laneLengthM[lane]! + net.movementLengthM[movement]!;
    lane = bestLaneBeyond(world, lane, at);
    if (lane < 0) return false;
  }
}

/** Do drivers on the movement keep the box clear: do others cross there, and is this asked of them? */
export function keepsBoxClear({ net, boxBlocking }: World, movement: number): boolean {
  return !boxBlocking && net.movementBlocks[movement] === 1;
}

/** Whether the head of a lane may enter the node as far as keeping it clear goes. */
export function leavesBoxClear(world: World, vehicle: number): boolean {
  return !keepsBoxClear(world, world.vehicles.movement[vehicle]!) || findsRoom(world, vehicle);
}

/** Is there room beyond the node for the head of a lane, where drivers ask for it? */
export function findsRoom(world: World, vehicle: number): boolean {
  return world.boxBlocking || hasRoomBeyond(world, vehicle, world.vehicles.toLane[vehicle]!, 0);
}

/** Nothing at the bar of the movement makes anyone stop: no signal now, no one to give way to. */
function isOpenWay(world: World, movement: number): boolean {
  const aspect = world.aspect[movement]!;
  return aspect === Aspect.green || (aspect === Aspect.free && world.net.movementYields[movement] === 0);
}

/** Room that the vehicles before it on its lane, on their way to the same lane beyond, will take. */
export function roomOfThoseBefore(world: World, vehicle: number, index: number): number {
  const { vehicles, chains } = world;
  const jamGapM = world.kinds.jamGapM[vehicles.kind[vehicle]!]!;
  let roomM = 0;
  for (let i = 0; i < index; i++) {
    const other = chains.at(vehicles.lane[vehicle]!, i);
    if (vehicles.movement[other] === vehicles.movement[vehicle]) roomM += vehicles.lengthM[other]! + jamGapM;
  }
  return roomM;
}
