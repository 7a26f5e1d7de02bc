import { Aspect } from '../simulator.ts';
import { keepsApartFrom } from './keeps-apart.ts';
import { pathBetween } from './network.ts';
import type { World } from './world.ts';

/** Vehicles looked at on each lane that has the right of way. */
export const SEEN = 4;
/** Nobody looks further along a road. */
export const SIGHT_M = 150;
export const STANDING_MPS = 0.3;

/**
 * Is there a gap in the stream of meeting number `i` on the lanes that lead to its lane at the bar, when that is short? Those who
 * come drive over short links one after the other; each lane is looked at by the way that reaches it over fewest bars.
 */
export function isGapBehind(
  world: World,
  vehicle: number,
  movement: number,
  path: number,
  distanceM: number,
  i: number,
  barLane: number,
): boolean {
  const { glance, net } = world;
  glance.number++;
  glance.lane[0] = barLane;
  glance.endM[0] = 0;
  glance.bars[0] = 0;
  glance.seenIn[barLane] = glance.number;
  let known = 1;
  for (let next = 0; next < known; next++) {
    const lane = glance.lane[next]!;
    const startM = glance.endM[next]! + net.laneLengthM[lane]!;
    if (startM > SIGHT_M) continue;
    for (let f = net.laneFeeders.base[lane]!; f < net.laneFeeders.base[lane + 1]!; f++) {
      const feeder = net.laneFeeders.items[f]!;
      if (glance.seenIn[feeder] === glance.number) continue;
      glance.seenIn[feeder] = glance.number;
      const way = net.lanePaths.items[2 * pathBetween(net, feeder, lane)]!;
      glance.lane[known] = feeder;
      glance.endM[known] = startM + net.movementLengthM[way]!;
      glance.bars[known] = glance.bars[next]! + 1;
      if (!isGapOn(world, vehicle, movement, path, distanceM, i, barLane, known, net.laneLink[lane]!)) return false;
      known++;
    }
  }
  return true;
}

/** On the n-th lane of the glance, from which `link` is reached first. */
function isGapOn(
  world: World,
  vehicle: number,
  movement: number,
  path: number,
  distanceM: number,
  i: number,
  barLane: number,
  n: number,
  link: number,
): boolean {
  const { net, chains, vehicles, routes, glance } = world;
  const lane = glance.lane[n]!;
  const count = chains.count[lane]!;
  for (let k = 0; k < count && k < SEEN; k++) {
    const foe = chains.at(lane, k);
    const way = vehicles.movement[foe]!;
    if (way < 0 || net.movementTo[way] !== link) continue;
    if (world.aspect[way] === Aspect.red || hasDecidedToStop(world, foe)) return true;
    if (routes.movement(vehicles.place[foe]! + glance.bars[n]!) !== net.conflicts.other[i]) continue;
    const foeM = glance.endM[n]! + net.laneLengthM[lane]! - vehicles.positionM[foe]!;
    if (foeM > SIGHT_M) return true;
    if (vehicles.speedMps[foe]! < STANDING_MPS) continue;
    if (!keepsApartFrom(world, vehicle, movement, path, distanceM, foe, foeM, i, barLane)) return false;
  }
  return true;
}

/** At the yellow or red that its movement has now. */
export function hasDecidedToStop({ vehicles, aspect }: World, foe: number): boolean {
  if (vehicles.stopping[foe] === 0) return false;
  const shown = aspect[vehicles.movement[foe]!];
  return shown === Aspect.red || shown === Aspect.yellow;
}
