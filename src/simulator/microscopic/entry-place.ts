import { desiredOn } from './motion.ts';
import { SAFE_BRAKING, YELLOW_BRAKING } from './parameters.ts';
import { Way } from './vehicles.ts';
import type { World } from './world.ts';

/** Drivers let in accept a little less than their time gap, as at the end of a bottleneck that is not drawn. */
const ENTRY_GAP_SHARE = 0.9;
/** Braking that the speed at entry may ask for behind a slower vehicle. */
const ENTRY_BRAKING = 1.5;
/** Room that a vehicle gives up at its entry to spare itself a lane change on a short road. */
const CHANGE_WORTH_M = 120;
/** Time that someone who comes up behind has to see a vehicle start from the kerb. */
const STARTING_HEADWAY_S = 1;

/** The lane that suits best among those with room for a vehicle in motion, -1 when there is none. */
export function placeInFlow(world: World, number: number, link: number): number {
  const { net, routes, demand } = world;
  const place = demand.place[number]!;
  let best = -1;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let lane = net.laneBase[link]!; lane < net.laneBase[link + 1]!; lane++) {
    const speed = net.laneStartM[lane]! > 0 ? -1 : entrySpeed(world, number, lane);
    if (speed < 0 || comesSomeone(world, lane, -demand.lengthM[number]!, speed)) continue;
    const cost =
      routes.cost(place, lane - net.laneBase[link]!) * CHANGE_WORTH_M - Math.min(roomM(world, lane), net.linkLengthM[link]!);
    if (cost < bestCost) {
      best = lane;
      bestCost = cost;
    }
  }
  return best;
}

/** From the lane's start to the rear of its last vehicle. */
export function roomM({ chains, vehicles }: World, lane: number): number {
  const last = chains.last(lane);
  return last < 0 ? Number.POSITIVE_INFINITY : vehicles.positionM[last]! - vehicles.lengthM[last]!;
}

/** The desired speed where there is room for it, else the speed of the last vehicle, -1 where there is no room for that either. */
export function entrySpeed(world: World, number: number, lane: number): number {
  const { chains, vehicles, demand, net } = world;
  const wished = desiredOn(world, net.laneLink[lane]!, demand.speedFactor[number]!, demand.kind[number]!);
  const desired = Math.min(wished, Math.sqrt(2 * YELLOW_BRAKING * furthestM(world, lane)));
  const room = roomM(world, lane);
  if (room === Number.POSITIVE_INFINITY) return desired;
  const speed = Math.min(desired, vehicles.speedMps[chains.last(lane)]!);
  const closing = desired - speed;
  if (room >= neededM(world, number, desired) + (closing * closing) / (2 * ENTRY_BRAKING)) return desired;
  return room >= neededM(world, number, speed) ? speed : -1;
}

/** Nobody comes in so far, or so fast, that the rest of the link is too short to stop before its bar. */
export function furthestM({ net }: World, lane: number): number {
  return 0.5 * net.laneLengthM[lane]!;
}

export function neededM({ demand, kinds }: World, number: number, speed: number): number {
  return kinds.jamGapM[demand.kind[number]!]! + ENTRY_GAP_SHARE * demand.timeGapS[number]! * speed;
}

/** Where a vehicle that starts from rest stands: wholly on the link, as far as the link is long enough. */
export function restingM({ demand, net }: World, number: number, lane: number): number {
  return Math.min(demand.lengthM[number]!, net.laneLengthM[lane]!);
}

/** The kerb lane when a vehicle can stand at its start: nobody is there, and whoever comes has time to stop; otherwise -1. */
export function placeAtRest(world: World, number: number, link: number): number {
  const lane = world.net.laneBase[link]!;
  const standsM = restingM(world, number, lane);
  if (roomM(world, lane) < standsM + neededM(world, number, 0)) return -1;
  return comesSomeone(world, lane, standsM - world.demand.lengthM[number]!, 0) ? -1 : lane;
}

/** Whether someone on a lane that leads here is too near to come down calmly to a speed `rearM` behind the lane's start. */
function comesSomeone(world: World, lane: number, rearM: number, speedMps: number): boolean {
  const { net, chains, vehicles } = world;
  for (let i = net.laneFeeders.base[lane]!; i < net.laneFeeders.base[lane + 1]!; i++) {
    const from = net.laneFeeders.items[i]!;
    if (chains.count[from] === 0) continue;
    const other = chains.at(from, 0);
    if (vehicles.movement[other]! < 0 || net.movementTo[vehicles.movement[other]!] !== net.laneLink[lane]) continue;
    const speed = vehicles.speedMps[other]!;
    const apartM = net.laneLengthM[from]! - vehicles.positionM[other]! + net.movementLengthM[vehicles.movement[other]!]! + rearM;
    const square = speed * speed - speedMps * speedMps;
    const brakingM = square > 0 ? square / (2 * SAFE_BRAKING) : 0;
    if (vehicles.open[other] === Way.open && apartM < STARTING_HEADWAY_S * speed + brakingM) return true;
  }
  return false;
}
