import { isSirensWay } from './aside-room.ts';
import {
  accelerationBehind,
  changeTo,
  fitsBetween,
  followerAt,
  gapBetweenM,
  LEAST_GAP_M,
  laneIsThere,
  leaderAt,
} from './lane-gap.ts';
import { giveUpTurn } from './missed-turn.ts';
import { COOPERATION_BRAKING, COOPERATION_RANGE_M, SAFE_BRAKING } from './parameters.ts';
import type { World } from './world.ts';

/** Time gap that a driver who must change accepts, far from the bar and near it. */
const CALM_GAP_S = 0.7;
const URGENT_GAP_S = 0.3;
const URGENT_RANGE_M = 80;
/** Falls back from someone alongside at this rate, down to this pace. */
const FALL_BACK = 1.0;
const WALKING_MPS = 3;

/** One lane towards those that serve the turn, when there is a gap; otherwise works towards one, and at the bar gives the turn up in the end. */
export function changeOnDemand(world: World, vehicle: number): void {
  const { vehicles, net } = world;
  if (changeTowards(world, vehicle, vehicles.serving[vehicle]!)) return;
  giveUpTurn(world, vehicle, net.laneLengthM[vehicles.lane[vehicle]!]! - vehicles.positionM[vehicle]!);
}

/** One lane towards those of the mask when there is a gap; otherwise, from some distance to the bar on, works towards one. */
export function changeTowards(world: World, vehicle: number, mask: number): boolean {
  const { chains, net, vehicles } = world;
  const from = vehicles.lane[vehicle]!;
  const to = from + directionTo(from - net.laneBase[net.laneLink[from]!]!, mask);
  const x = vehicles.positionM[vehicle]!;
  const barM = net.laneLengthM[from]! - x;
  const index = chains.ahead(to, x);
  const leader = leaderAt(world, to, index);
  const follower = followerAt(world, to, index);
  const urgent = barM < URGENT_RANGE_M;
  if (laneIsThere(world, vehicle, to)) {
    const braking = urgent ? SAFE_BRAKING + 1 : SAFE_BRAKING;
    if (fitsBetween(world, vehicle, leader, follower, urgent ? URGENT_GAP_S : CALM_GAP_S, braking)) {
      changeTo(world, vehicle, to);
      return true;
    }
  }
  if (barM < COOPERATION_RANGE_M) {
    fallInBehind(world, vehicle, leader, to);
    askForRoom(world, vehicle, to, index);
  }
  return false;
}

/** +1 or -1: towards the nearest lane of the mask. */
function directionTo(lane: number, mask: number): number {
  for (let away = 1; away < 32; away++) {
    if (lane + away < 32 && (mask >>> (lane + away)) & 1) return 1;
    if (lane >= away && (mask >>> (lane - away)) & 1) return -1;
  }
  return lane === 0 ? 1 : -1;
}

/**
 * Takes the speed of the gap behind the leader in the lane wanted, but goes on at a walking pace beside a queue that stands.
 * Waits behind the last vehicle of a full bay.
 */
function fallInBehind(world: World, vehicle: number, leader: number, to: number): void {
  if (leader < 0) return;
  const { vehicles } = world;
  const gapM = gapBetweenM(world, vehicle, leader);
  if (world.net.laneStartM[to]! > 0 && leader === world.chains.last(to) && gapM > 0) {
    vehicles.hold(vehicle, accelerationBehind(world, vehicle, leader));
  } else if (vehicles.speedMps[vehicle]! > WALKING_MPS) {
    const wanted = gapM < 0.5 ? -FALL_BACK : accelerationBehind(world, vehicle, leader);
    vehicles.hold(vehicle, Math.max(wanted, -COOPERATION_BRAKING));
  }
}

/**
 * The first vehicle wholly behind leaves a gap; one that stands too near to make any by standing longer goes on, and the next does.
 * Nobody is asked in a siren's way, where nobody may change in.
 */
function askForRoom(world: World, vehicle: number, to: number, index: number): void {
  if (isSirensWay(world, vehicle, to)) return;
  const { vehicles } = world;
  let follower = followerAt(world, to, index);
  if (follower >= 0 && gapBetweenM(world, follower, vehicle) < (vehicles.speedMps[follower] === 0 ? LEAST_GAP_M : 0))
    follower = followerAt(world, to, index + 1);
  if (follower < 0) return;
  const wanted = accelerationBehind(world, follower, vehicle);
  vehicles.hold(follower, Math.max(wanted, -COOPERATION_BRAKING));
}
