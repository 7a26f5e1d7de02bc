import { coverS } from './cover-time.ts';
import { defers } from './deference.ts';
import { Meets } from './meetings.ts';
import { COMFORTABLE_BRAKING, IMPATIENT_MARGIN_S, MARGIN_S, PATIENCE_S, YIELD_MPS } from './parameters.ts';
import { Way } from './vehicles.ts';
import type { World } from './world.ts';

/** Slower than this someone may just have started. */
const STARTING_MPS = 2;
/** Even someone who brakes is expected to speed up again, m/s². */
const LEAST_RATE = 0.3;
/** Nobody follows closer than this through a place where paths cross. */
const BEHIND_S = 0.5;
/** Someone who merges wants at least so much time to whoever comes behind. */
const MERGING_HEADWAY_S = 1;

/** Whether the two would meet nowhere, on whichever path the other one takes from a lane at the stream's bar. */
export function keepsApartFrom(
  world: World,
  vehicle: number,
  movement: number,
  path: number,
  distanceM: number,
  foe: number,
  foeDistanceM: number,
  i: number,
  lane: number,
): boolean {
  const { conflicts, lanePaths, pathWithin } = world.net;
  const other = conflicts.other[i]!;
  const first = conflicts.first[i]! + path * conflicts.pathCount[other]!;
  const toLane = world.vehicles.lane[foe] === lane ? world.vehicles.toLane[foe]! : -1;
  for (let p = lanePaths.base[lane]!; p < lanePaths.base[lane + 1]!; p += 2) {
    if (lanePaths.items[p] !== other || (toLane >= 0 && lanePaths.items[p + 1] !== toLane)) continue;
    const meet = first + pathWithin[p >> 1]!;
    if (conflicts.meets[meet] === Meets.not) continue;
    if (!keepsApart(world, vehicle, movement, distanceM, foe, foeDistanceM, i, meet)) return false;
  }
  return true;
}

/** Whether the two would be where their paths meet at different times. */
function keepsApart(
  world: World,
  vehicle: number,
  movement: number,
  distanceM: number,
  foe: number,
  foeDistanceM: number,
  i: number,
  meet: number,
): boolean {
  const { net, vehicles } = world;
  const { conflicts } = net;
  const nodeMps = Math.min(vehicles.desiredMps[vehicle]!, net.movementSpeedMps[movement]!);
  const marginS = vehicles.waitS[vehicle]! > PATIENCE_S ? IMPATIENT_MARGIN_S : MARGIN_S;
  const foeS = comingS(world, foe, foeDistanceM + conflicts.otherFromM[meet]!);
  const ownS = intoNodeS(world, vehicle, distanceM, conflicts.ownFromM[meet]!, nodeMps);
  if (conflicts.meets[meet] === Meets.merging) {
    if (foeS + MERGING_HEADWAY_S < ownS) return goesAhead(world, vehicle, movement, distanceM, foe, foeDistanceM, meet);
    const closing = vehicles.desiredMps[foe]! - nodeMps;
    return foeS > ownS + marginS + MERGING_HEADWAY_S + (closing > 0 ? closing / (2 * COMFORTABLE_BRAKING) : 0);
  }
  const clearS = intoNodeS(world, vehicle, distanceM, conflicts.ownToM[meet]! + vehicles.lengthM[vehicle]!, nodeMps);
  if (foeS > clearS + marginS) return true;
  const foeOutM = foeDistanceM + conflicts.otherToM[meet]! + vehicles.lengthM[foe]!;
  // Whoever gives way there itself comes down to that speed at its bar.
  const foeMps =
    foeDistanceM > 0 && defers(world, conflicts.other[i]!)
      ? Math.min(vehicles.speedMps[foe]!, YIELD_MPS)
      : vehicles.speedMps[foe]!;
  return foeOutM / Math.max(foeMps, 0.1) + BEHIND_S < ownS;
}

/** Seconds until a vehicle is so far inside the node: no faster over its bar than who gives way comes up to it. */
export function intoNodeS(
  { vehicles, kinds }: World,
  vehicle: number,
  distanceM: number,
  insideM: number,
  nodeMps: number,
): number {
  const speed = vehicles.speedMps[vehicle]!;
  const rate = kinds.acceleration[vehicles.kind[vehicle]!]!;
  if (distanceM <= 0) return coverS(distanceM + insideM, speed, nodeMps, rate);
  const barMps = Math.min(YIELD_MPS, Math.sqrt(speed * speed + 2 * rate * distanceM));
  return coverS(distanceM, speed, YIELD_MPS, rate) + coverS(insideM, barMps, nodeMps, rate);
}

/**
 * Will someone who merges first be wholly ahead by the time at which a vehicle that follows crosses its bar, or goes on from where it
 * waits beyond? Whoever crosses first has the place in the lane.
 */
function goesAhead(
  world: World,
  vehicle: number,
  movement: number,
  distanceM: number,
  foe: number,
  foeDistanceM: number,
  meet: number,
): boolean {
  const { vehicles, kinds, net, stepS } = world;
  const { ownToM, otherToM } = net.conflicts;
  const rate = kinds.acceleration[vehicles.kind[vehicle]!]!;
  const untilS = Math.max(coverS(distanceM, vehicles.speedMps[vehicle]!, net.movementSpeedMps[movement]!, rate), stepS);
  const leftM = foeDistanceM - vehicles.speedMps[foe]! * untilS;
  const ownLeftM = Math.min(distanceM, 0) + ownToM[meet]! - 0.5 * rate * stepS * stepS;
  return leftM < 0 && leftM + otherToM[meet]! + vehicles.lengthM[foe]! < ownLeftM;
}

/**
 * When someone who has the right of way comes who is so far off: one who stands may start at once; one who drives in slow traffic
 * is seen to do so, and is not expected to come any faster than it lets him.
 */
function comingS(world: World, foe: number, distanceM: number): number {
  const { vehicles, kinds } = world;
  const speed = vehicles.speedMps[foe]!;
  const most = kinds.acceleration[vehicles.kind[foe]!]!;
  const seen = vehicles.acceleration[foe]!;
  const startsAnew = speed < STARTING_MPS || seen > most || holdsBackAtBar(world, foe);
  const rate = startsAnew ? most : Math.max(seen, LEAST_RATE);
  return coverS(distanceM, speed, vehicles.desiredMps[foe]!, rate);
}

/** Does the first of a lane brake before the node alone, whose way may open again at any time? */
function holdsBackAtBar({ vehicles, chains }: World, foe: number): boolean {
  return vehicles.acceleration[foe]! < 0 && vehicles.open[foe] === Way.shut && chains.at(vehicles.lane[foe]!, 0) === foe;
}
