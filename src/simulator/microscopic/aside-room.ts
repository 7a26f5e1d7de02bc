import { beyondBarM } from './motion.ts';
import type { World } from './world.ts';

/** Behind a siren's rear, too, nobody changes into the gap that those aside will come back into. */
const BEHIND_M = 20;

/** Rear bumper of a siren on a lane, also while only its rear is left there; Infinity when no part of it is. */
export function rearOnLaneM(world: World, siren: number, lane: number): number {
  const { vehicles, net } = world;
  if (vehicles.lane[siren] === lane) return vehicles.positionM[siren]! - vehicles.lengthM[siren]!;
  if (world.lastOut[lane] === siren) return net.laneLengthM[lane]! + beyondBarM(world, siren);
  return Number.POSITIVE_INFINITY;
}

/** Whether others keep out of a lane at the vehicle's place for a siren's sake. */
export function isSirensWay(world: World, vehicle: number, lane: number): boolean {
  const { sirens, asides, vehicles } = world;
  return sirens.count > 0 && asides.withinM > 0 && vehicles.emergency[vehicle] === 0 && isSirenNear(world, vehicle, lane);
}

/** Is a siren in that lane beside the vehicle, or near enough behind it to be heard? */
function isSirenNear(world: World, vehicle: number, lane: number): boolean {
  const { sirens, asides, vehicles } = world;
  const x = vehicles.positionM[vehicle]!;
  for (let i = 0; i < sirens.count; i++) {
    const siren = world.emergencySlot[sirens.inside[i]!]!;
    const aheadM = x - rearOnLaneM(world, siren, lane);
    if (siren !== vehicle && aheadM > -BEHIND_M && aheadM - vehicles.lengthM[siren]! < asides.withinM + BEHIND_M) return true;
  }
  return false;
}
