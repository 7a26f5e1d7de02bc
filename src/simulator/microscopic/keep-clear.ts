import { JAM_GAP_M, SLOW_MPS } from './parameters.ts';
import type { World } from './world.ts';

/** Vehicles looked at beyond the bar; a driver does not see further. */
const SEEN = 12;

/**
 * Is there room beyond the node for a vehicle, so that it will not stand in the box? Every vehicle already on its way is given
 * its place first. A vehicle that moves makes room by moving on; one that stands makes none.
 */
export function hasRoomBeyond(world: World, vehicle: number, toLane: number): boolean {
  const { chains, net } = world;
  const { positionM, speedMps, lengthM } = world.vehicles;
  let needM = lengthM[vehicle]! + JAM_GAP_M;
  const count = chains.count[toLane]!;
  const furthest = count > SEEN ? count - SEEN : 0;
  for (let i = count - 1; i >= furthest; i--) {
    const other = chains.at(toLane, i);
    const rearM = positionM[other]! - lengthM[other]!;
    if (rearM >= needM) return true;
    if (positionM[other]! >= 0 && speedMps[other]! < SLOW_MPS) return false;
    needM += lengthM[other]! + JAM_GAP_M;
  }
  return furthest > 0 || needM <= net.laneLengthM[toLane]! + JAM_GAP_M;
}
