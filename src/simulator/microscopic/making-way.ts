import { rearOnLaneM } from './aside-room.ts';
import { Side } from './asides.ts';
import { changeTo, fitsBetween, followerAt, laneIsThere, leaderAt } from './lane-gap.ts';
import { COMFORTABLE_BRAKING, SAFE_BRAKING } from './parameters.ts';
import type { World } from './world.ts';

/** Room that someone aside wants behind the siren to come back into the lane. */
const RETURN_GAP_M = 2;
/** Time gap that a driver who leaves the siren's lane for the next one accepts. */
const LEAVING_GAP_S = 0.5;

/**
 * Before each step: drivers who hear a siren behind them begin to pull aside where there is half a lane to spare, and leave its
 * lane for the next one where there is not; those aside come back once it has passed, or does not come.
 */
export function makeWay(world: World): void {
  const { sirens, asides } = world;
  for (let i = 0; i < sirens.count; i++) hear(world, world.emergencySlot[sirens.inside[i]!]!);
  for (let n = asides.count - 1; n >= 0; n--) comeBack(world, n);
}

/** From the siren forwards: as far as everyone makes way, since it comes no further than the first who does not. */
function hear(world: World, siren: number): void {
  const { vehicles, chains, asides, net } = world;
  const lane = vehicles.lane[siren]!;
  const x = vehicles.positionM[siren]!;
  const spare = asides.spare[net.laneLink[lane]!] === 1;
  for (let i = chains.ahead(lane, x) - 1; i >= 0; i--) {
    const vehicle = chains.at(lane, i);
    const front = vehicles.positionM[vehicle]!;
    if (front < 0 || front - vehicles.lengthM[vehicle]! - x > asides.withinM || vehicles.emergency[vehicle] === 1) return;
    const willing = asides.willing[vehicles.demand[vehicle]!] === 1;
    if (!spare) {
      if (willing) leaveLane(world, vehicle);
    } else if (!willing || !pullsAside(world, vehicle, lane)) {
      return;
    }
  }
}

/** Goes on with pulling aside or begins to; false for a driver too near the bar to stop before it, where the spare width ends. */
function pullsAside(world: World, vehicle: number, lane: number): boolean {
  const { vehicles, asides, net } = world;
  const nowS = world.step * world.stepS;
  if (vehicles.side[vehicle] === Side.inLane) {
    const speed = vehicles.speedMps[vehicle]!;
    const barM = net.laneLengthM[lane]! - vehicles.positionM[vehicle]!;
    if (speed * speed > 2 * COMFORTABLE_BRAKING * barM) return false;
    vehicles.side[vehicle] = Side.clearing;
    vehicles.asideAtS[vehicle] = nowS + asides.clearingS[vehicles.demand[vehicle]!]!;
    asides.add(lane);
  } else if (nowS >= vehicles.asideAtS[vehicle]!) {
    vehicles.side[vehicle] = Side.aside;
  }
  vehicles.asked[vehicle] = 1;
  return true;
}

/** On the n-th lane with someone aside: back into the lane go those whom no siren asks any more and who have none beside them. */
function comeBack(world: World, n: number): void {
  const { asides, vehicles, chains } = world;
  const lane = asides.lanes[n]!;
  for (let i = 0; i < chains.count[lane]!; i++) {
    const vehicle = chains.at(lane, i);
    if (vehicles.side[vehicle] === Side.inLane) continue;
    const stays = vehicles.asked[vehicle] === 1 || isSirenBeside(world, vehicle);
    vehicles.asked[vehicle] = 0;
    if (stays) continue;
    vehicles.side[vehicle] = Side.inLane;
    asides.take(n);
  }
}

function isSirenBeside(world: World, vehicle: number): boolean {
  const { sirens, vehicles } = world;
  const lane = vehicles.lane[vehicle]!;
  const front = vehicles.positionM[vehicle]! + RETURN_GAP_M;
  const rear = vehicles.positionM[vehicle]! - vehicles.lengthM[vehicle]!;
  for (let i = 0; i < sirens.count; i++) {
    const siren = world.emergencySlot[sirens.inside[i]!]!;
    const sirenRearM = rearOnLaneM(world, siren, lane);
    if (sirenRearM < front && sirenRearM + vehicles.lengthM[siren]! > rear) return true;
  }
  return false;
}

/** Changes to the next lane, kerb side first, where it serves the turn and there is a gap; looks once a second. */
function leaveLane(world: World, vehicle: number): void {
  const { vehicles, chains, net, step, stepS } = world;
  if ((vehicles.demand[vehicle]! + step) % Math.max(1, Math.round(1 / stepS)) !== 0) return;
  const lane = vehicles.lane[vehicle]!;
  const link = net.laneLink[lane]!;
  const x = vehicles.positionM[vehicle]!;
  for (let to = lane - 1; to <= lane + 1; to += 2) {
    if (to < net.laneBase[link]! || to >= net.laneBase[link + 1]! || x <= 0) continue;
    if (((vehicles.serving[vehicle]! >>> (to - net.laneBase[link]!)) & 1) === 0) continue;
    if (!laneIsThere(world, vehicle, to)) continue;
    const index = chains.ahead(to, x);
    if (!fitsBetween(world, vehicle, leaderAt(world, to, index), followerAt(world, to, index), LEAVING_GAP_S, SAFE_BRAKING))
      continue;
    changeTo(world, vehicle, to);
    return;
  }
}
