import { coverS } from './cover-time.ts';
import { defers } from './deference.ts';
import { intoNodeS } from './keeps-apart.ts';
import { Meets } from './meetings.ts';
import { pathNumber } from './network.ts';
import { YELLOW_BRAKING, YIELD_MPS } from './parameters.ts';
import { Way } from './vehicles.ts';
import type { World } from './world.ts';

/** Who is let go so near before the bar enters the node next. */
const AT_BAR_M = 4;
/** Time between two of whom one has claimed the place where they meet. */
const APART_S = 0.5;

/** Tells those who decide after it, in this step and the next, that the head of a lane is let go on its movement. */
export function noteClaim(world: World, vehicle: number): void {
  const { vehicles, net } = world;
  const movement = vehicles.movement[vehicle]!;
  if (vehicles.open[vehicle] === Way.open && net.movementCrosses[movement] === 1) world.claimedAt[movement] = world.step;
}

/** Has the head of a lane been let go, and is it at its bar or will it be unable to stop there after one more step? */
export function isLetGo({ vehicles, kinds, stepS }: World, head: number, distanceM: number): boolean {
  if (vehicles.open[head] !== Way.open) return false;
  const speed = vehicles.speedMps[head]!;
  const soonMps = speed + kinds.acceleration[vehicles.kind[head]!]! * stepS;
  const soonM = distanceM - 0.5 * (speed + soonMps) * stepS;
  return distanceM < AT_BAR_M || soonMps * soonMps > 2 * YELLOW_BRAKING * soonM;
}

/**
 * Whether nobody who is about to enter the node on a crossing movement will be where the paths meet when the vehicle comes there,
 * nor before it on the lane where it merges with someone who gives way. Drivers decide one after the other: whoever decides later
 * heeds who was let go before. Only the slow need to, since the others were seen to come by those who give way, if there are any.
 */
export function isClearOfClaims(world: World, vehicle: number, movement: number, path: number, distanceM: number): boolean {
  const { conflicts, laneBase, movementFrom, movementServedBy } = world.net;
  const slow = world.vehicles.speedMps[vehicle]! < YIELD_MPS;
  for (let i = conflicts.base[movement]!; i < conflicts.base[movement + 1]!; i++) {
    const other = conflicts.other[i]!;
    if (world.claimedAt[other]! < world.step - 1 || !(slow || conflicts.unordered[i] === 1)) continue;
    const link = movementFrom[other]!;
    const mask = movementServedBy[other]!;
    for (let lane = laneBase[link]!; lane < laneBase[link + 1]!; lane++) {
      if (((mask >>> (lane - laneBase[link]!)) & 1) === 1 && !isClearOfHead(world, vehicle, movement, path, distanceM, i, lane))
        return false;
    }
  }
  return true;
}

/** At meeting number `i` with the head of a lane. */
function isClearOfHead(
  world: World,
  vehicle: number,
  movement: number,
  path: number,
  distanceM: number,
  i: number,
  lane: number,
): boolean {
  const { net, chains, vehicles } = world;
  const { other, first, pathCount, meets, ownFromM, ownToM, otherFromM, otherToM, yields } = net.conflicts;
  const head = chains.count[lane] === 0 ? -1 : chains.at(lane, 0);
  if (head < 0 || head === vehicle || vehicles.movement[head] !== other[i]) return true;
  const headM = net.laneLengthM[lane]! - vehicles.positionM[head]!;
  if (!isLetGo(world, head, headM) || (vehicles.speedMps[head] === 0 && vehicles.acceleration[head]! <= 0)) return true;
  const meet = first[i]! + path * pathCount[other[i]!]! + pathNumber(net, lane, vehicles.toLane[head]!);
  if (meets[meet] === Meets.not) return true;
  if (meets[meet] === Meets.merging) {
    if (yields[i] === 1 || vehicles.toLane[head] !== vehicles.toLane[vehicle]) return true;
    return (
      intoS(world, head, other[i]!, headM, headM + otherToM[meet]!) >=
      intoS(world, vehicle, movement, distanceM, distanceM + ownToM[meet]!)
    );
  }
  const comesS = intoS(world, vehicle, movement, distanceM, distanceM + ownFromM[meet]!);
  const headOutS = intoS(world, head, other[i]!, headM, headM + otherToM[meet]! + vehicles.lengthM[head]!);
  if (headOutS + APART_S < comesS) return true;
  const outS = intoS(world, vehicle, movement, distanceM, distanceM + ownToM[meet]! + vehicles.lengthM[vehicle]!);
  return outS + APART_S < intoS(world, head, other[i]!, headM, headM + otherFromM[meet]!);
}

/** Seconds until it is `distanceM` further, its bar being `barM` before it: who gives way there comes no faster over it than that asks. */
function intoS(world: World, vehicle: number, movement: number, barM: number, distanceM: number): number {
  const { vehicles, kinds, net } = world;
  const topMps = Math.min(vehicles.desiredMps[vehicle]!, net.movementSpeedMps[movement]!);
  if (defers(world, movement)) return intoNodeS(world, vehicle, barM, distanceM - barM, topMps);
  return coverS(distanceM, vehicles.speedMps[vehicle]!, topMps, kinds.acceleration[vehicles.kind[vehicle]!]!);
}
