import { givesWay } from './deference.ts';
import { follow } from './following.ts';
import { SAFE_BRAKING } from './parameters.ts';
import { Way } from './vehicles.ts';
import type { World } from './world.ts';

/** Vehicles looked at on each lane that leads to the same one. */
const SEEN = 6;

/**
 * Where lanes merge inside a node: falls in behind whoever of another lane is next before it on the way to the lane beyond and may go
 * too, without braking hard for one who is beside; who gives way to the vehicle sees to it alone. `aheadM` is the vehicle's way to
 * the lane beyond. Infinity when there is nobody.
 */
export function zipAcceleration(world: World, vehicle: number, toLane: number, aheadM: number): number {
  const { base, items } = world.net.laneFeeders;
  let least = Number.POSITIVE_INFINITY;
  if (base[toLane + 1]! - base[toLane]! < 2) return least;
  for (let i = base[toLane]!; i < base[toLane + 1]!; i++) {
    const lane = items[i]!;
    if (lane === world.vehicles.lane[vehicle] || world.chains.count[lane] === 0) continue;
    const behind = behindNext(world, vehicle, toLane, aheadM, lane);
    if (behind < least) least = behind;
  }
  return Math.max(least, -SAFE_BRAKING);
}

/** Behind the one of a lane who is next before the vehicle. Only where a lane leads nowhere else is it known where those behind its head go. */
function behindNext(world: World, vehicle: number, toLane: number, aheadM: number, lane: number): number {
  const { vehicles, net, chains } = world;
  const head = chains.at(lane, 0);
  const movement = vehicles.movement[head]!;
  if (vehicles.open[head] !== Way.open || vehicles.toLane[head] !== toLane || movement < 0) return Number.POSITIVE_INFINITY;
  if (givesWay(world, movement, vehicles.movement[vehicle]!)) return Number.POSITIVE_INFINITY;
  const seen = net.laneMerges[lane] === toLane ? Math.min(chains.count[lane]!, SEEN) : 1;
  let next = -1;
  let nextM = 0;
  for (let n = 0; n < seen; n++) {
    const other = chains.at(lane, n);
    const otherM = net.laneLengthM[lane]! - vehicles.positionM[other]! + net.movementLengthM[movement]!;
    if (otherM > aheadM || (otherM === aheadM && lane > vehicles.lane[vehicle]!)) break;
    next = other;
    nextM = otherM;
  }
  if (next < 0) return Number.POSITIVE_INFINITY;
  const gapM = aheadM - nextM - vehicles.lengthM[next]!;
  return follow(world, vehicle, gapM > 1 ? gapM : 1, vehicles.speedMps[next]!);
}
