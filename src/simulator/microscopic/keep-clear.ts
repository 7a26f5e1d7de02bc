import { BAR_GAP_M, JAM_GAP_M, SLOW_MPS } from './parameters.ts';
import type { World } from './world.ts';

/** Vehicles looked at beyond the bar; a driver does not see further. */
const SEEN = 12;

/**
 * Is there room beyond the node for a vehicle, so that it will not stand in the box? Every vehicle already on its way is given
 * its place first, and `beforeM` for those before it on its own lane. A vehicle that moves makes room by moving on; one that
 * stands makes none.
 */
export function hasRoomBeyond(world: World, vehicle: number, toLane: number, beforeM: number): boolean {
  const { chains, net } = world;
  const { positionM, speedMps, lengthM } = world.vehicles;
  let needM = beforeM + lengthM[vehicle]! + JAM_GAP_M;
  const count = chains.count[toLane]!;
  const furthest = count > SEEN ? count - SEEN : 0;
  for (let i = count - 1; i >= furthest; i--) {
    const other = chains.at(toLane, i);
    const rearM = positionM[other]! - lengthM[other]!;
    if (rearM >= needM) return true;
    if (positionM[other]! >= 0 && speedMps[other]! < SLOW_MPS) return false;
    needM += lengthM[other]! + JAM_GAP_M;
  }
  return furthest > 0 || needM <= net.laneLengthM[toLane]! + JAM_GAP_M - BAR_GAP_M;
}

/** Room that the vehicles before it on its lane, on their way to the same lane beyond, will take. */
export function roomOfThoseBefore(world: World, vehicle: number, index: number): number {
  const { vehicles, chains } = world;
  let roomM = 0;
  for (let i = 0; i < index; i++) {
    const other = chains.at(vehicles.lane[vehicle]!, i);
    if (vehicles.movement[other] === vehicles.movement[vehicle]) roomM += vehicles.lengthM[other]! + JAM_GAP_M;
  }
  return roomM;
}
