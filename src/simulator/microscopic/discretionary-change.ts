import { isWayMade } from './aside-lane.ts';
import { cruise } from './following.ts';
import { accelerationBehind, changeTo, fitsBetween, followerAt, gapBetweenM, laneIsThere, leaderAt } from './lane-gap.ts';
import { AMBULANCE_CHANGE_PAUSE_S, CHANGE_PAUSE_S, CHANGE_THRESHOLD, POLITENESS, SAFE_BRAKING } from './parameters.ts';
import type { World } from './world.ts';

const TIME_GAP_S = 0.5;
/** What an ambulance's driver surveys, and what one vehicle fewer ahead is worth, m/s². */
const SURVEY_M = 200;
const WORTH_PER_VEHICLE = 0.5;

/** MOBIL (Kesting, Treiber, Helbing 2007) among the lanes that suit the turns ahead; an ambulance also counts who is before it. */
export function changeForSpeed(world: World, vehicle: number): void {
  const { vehicles, net, chains } = world;
  const emergency = vehicles.emergency[vehicle] === 1;
  const pauseS = emergency ? AMBULANCE_CHANGE_PAUSE_S : CHANGE_PAUSE_S;
  if (world.step * world.stepS - vehicles.changedAtS[vehicle]! < pauseS) return;
  const lane = vehicles.lane[vehicle]!;
  if (emergency && isWayMade(world, vehicle)) return;
  const ease = cruise(world, vehicle) - CHANGE_THRESHOLD;
  if (!emergency && vehicles.acceleration[vehicle]! > ease) return;
  const link = net.laneLink[lane]!;
  const index = chains.ahead(lane, vehicles.positionM[vehicle]!);
  const now = accelerationBehind(world, vehicle, leaderAt(world, lane, index));
  if (!emergency && now > ease) return;
  let best = -1;
  let bestGain = emergency ? 0.5 * CHANGE_THRESHOLD : CHANGE_THRESHOLD;
  for (let to = lane - 1; to <= lane + 1; to += 2) {
    if (to < net.laneBase[link]! || to >= net.laneBase[link + 1]!) continue;
    if (((vehicles.preferred[vehicle]! >>> (to - net.laneBase[link]!)) & 1) === 0 || !laneIsThere(world, vehicle, to)) continue;
    const gain = gainOf(world, vehicle, index, to, now);
    if (gain > bestGain) {
      best = to;
      bestGain = gain;
    }
  }
  if (best >= 0) changeTo(world, vehicle, best);
}

/** MOBIL's incentive, m/s²; -Infinity when the change is not safe. */
function gainOf(world: World, vehicle: number, index: number, to: number, now: number): number {
  const { vehicles, chains } = world;
  const lane = vehicles.lane[vehicle]!;
  const toIndex = chains.ahead(to, vehicles.positionM[vehicle]!);
  const leader = leaderAt(world, to, toIndex);
  const follower = followerAt(world, to, toIndex);
  if (vehicles.emergency[vehicle] === 0 && !isBetterLeader(world, vehicle, leader, leaderAt(world, lane, index)))
    return Number.NEGATIVE_INFINITY;
  if (!fitsBetween(world, vehicle, leader, follower, TIME_GAP_S, SAFE_BRAKING)) return Number.NEGATIVE_INFINITY;
  const then = accelerationBehind(world, vehicle, leader);
  let gain = then - now;
  if (vehicles.emergency[vehicle] === 1) {
    return gain + WORTH_PER_VEHICLE * (aheadOf(world, vehicle, lane, index) - aheadOf(world, vehicle, to, toIndex));
  }
  if (follower >= 0) {
    const followerThen = accelerationBehind(world, follower, vehicle);
    if (followerThen < -SAFE_BRAKING) return Number.NEGATIVE_INFINITY;
    gain += POLITENESS * (followerThen - accelerationBehind(world, follower, leader));
  }
  const old = followerAt(world, lane, index + 1);
  if (old >= 0) {
    const relieved = accelerationBehind(world, old, leaderAt(world, lane, index)) - accelerationBehind(world, old, vehicle);
    gain += POLITENESS * relieved;
  }
  return gain;
}

/** Following is monotone in the leader's distance and speed: one nearer and slower than the present leader cannot be a gain. */
function isBetterLeader(world: World, vehicle: number, leader: number, present: number): boolean {
  if (leader < 0) return true;
  if (present < 0) return false;
  const { speedMps } = world.vehicles;
  return gapBetweenM(world, vehicle, leader) > gapBetweenM(world, vehicle, present) || speedMps[leader]! > speedMps[present]!;
}

/** Vehicles on the lane between the vehicle's place and the bar, as far as its driver surveys. */
function aheadOf(world: World, vehicle: number, lane: number, index: number): number {
  let seen = 0;
  while (seen < index && gapBetweenM(world, vehicle, world.chains.at(lane, index - 1 - seen)) < SURVEY_M) seen++;
  return seen;
}
