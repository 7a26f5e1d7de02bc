import { Side } from './asides.ts';
import type { World } from './world.ts';

/** Place in the chain of the one before place `index` who is not aside, -1 for none. */
export function placeOfFirstInLane(world: World, lane: number, index: number): number {
  const { chains, vehicles } = world;
  let place = index - 1;
  while (place >= 0 && vehicles.side[chains.at(lane, place)] === Side.aside) place--;
  return place;
}

/** Is the one before the vehicle in its lane making way for it? */
export function isWayMade(world: World, vehicle: number): boolean {
  const { chains, vehicles } = world;
  const lane = vehicles.lane[vehicle]!;
  const index = chains.ahead(lane, vehicles.positionM[vehicle]!);
  return index > 0 && vehicles.side[chains.at(lane, index - 1)] !== Side.inLane;
}

/** Nobody who is not aside stands between the vehicle and the end of its lane. */
export function isFirstInLane(world: World, vehicle: number): boolean {
  const lane = world.vehicles.lane[vehicle]!;
  return placeOfFirstInLane(world, lane, world.chains.ahead(lane, world.vehicles.positionM[vehicle]!)) < 0;
}
