import { Aspect } from '../simulator.ts';
import { setTurn } from './motion.ts';
import type { Network } from './network.ts';
import { WRONG_LANE_PATIENCE_S } from './parameters.ts';
import type { World } from './world.ts';

const AT_BAR_M = 8;
const AT_REST_MPS = 0.3;
/** While those who make the turn have red there is no gap to wait for, and no reason to give it up but those behind. */
const SHARE_AT_RED = 1 / 8;
/** What a turn costs in the search for another way. */
const TURN_COST_S = 5;

/**
 * A driver at rest at the bar in a lane that does not serve the turn, but could go on otherwise, takes after longer than the
 * patience a movement of that lane and another way to the same destination, or where none leads there, to the nearest end of the
 * network. An ambulance's driver keeps waiting for the gap.
 */
export function giveUpTurn(world: World, vehicle: number, barM: number): void {
  const { vehicles, chains, routes } = world;
  const lane = vehicles.lane[vehicle]!;
  if (barM > AT_BAR_M || vehicles.speedMps[vehicle]! > AT_REST_MPS || chains.at(lane, 0) !== vehicle) return;
  if (vehicles.emergency[vehicle] === 1 || !leadsOnNow(world, lane)) return;
  const share = isOpen(world, vehicles.movement[vehicle]!) ? 1 : SHARE_AT_RED;
  vehicles.waitS[vehicle] = vehicles.waitS[vehicle]! + share * world.stepS;
  if (vehicles.waitS[vehicle]! <= WRONG_LANE_PATIENCE_S) return;
  const destination = routes.destination(vehicles.place[vehicle]!);
  const way = wayRound(world, lane, [destination]) ?? wayRound(world, lane, endsOf(world.net));
  vehicles.waitS[vehicle] = 0;
  if (way === undefined) return;
  vehicles.place[vehicle] = routes.add(way);
  vehicles.firstPlace[vehicle] = vehicles.place[vehicle]!;
  setTurn(world, vehicle);
  world.missedTurns++;
}

/** May any movement of the lane go? */
function leadsOnNow(world: World, lane: number): boolean {
  const { base, items } = world.net.lanePaths;
  for (let i = base[lane]!; i < base[lane + 1]!; i += 2) if (isOpen(world, items[i]!)) return true;
  return false;
}

function isOpen(world: World, movement: number): boolean {
  const aspect = world.aspect[movement]!;
  return aspect === Aspect.green || aspect === Aspect.free;
}

/** The quickest way on a free road from the lane's link, over an open movement of the lane, to one of the destinations. */
function wayRound(world: World, lane: number, destinations: readonly number[]): readonly number[] | undefined {
  const { net } = world;
  const { base, items } = net.lanePaths;
  const costs = costsTo(net, destinations);
  let first = -1;
  for (let i = base[lane]!; i < base[lane + 1]!; i += 2) {
    if (!isOpen(world, items[i]!)) continue;
    const to = net.movementTo[items[i]!]!;
    if (costs[to]! < (first < 0 ? Number.POSITIVE_INFINITY : costs[first]!)) first = to;
  }
  if (first < 0) return undefined;
  const way = [net.laneLink[lane]!, first];
  for (let link = first; !destinations.includes(link); way.push(link)) link = cheapestNext(net, costs, link);
  return way;
}

function cheapestNext(net: Network, costs: Float64Array, link: number): number {
  const { base, items } = net.linkMovements;
  let best = net.movementTo[items[base[link]!]!]!;
  for (let i = base[link]!; i < base[link + 1]!; i++) {
    const to = net.movementTo[items[i]!]!;
    if (costs[to]! < costs[best]!) best = to;
  }
  return best;
}

/** The links where no movement leads on. */
function endsOf(net: Network): readonly number[] {
  const { base } = net.linkMovements;
  return Array.from({ length: net.linkCount }, (_, link) => link).filter((link) => base[link] === base[link + 1]);
}

/** Seconds from each link's start to the end of the nearest destination, by relaxing until nothing changes; missed turns are rare. */
function costsTo(net: Network, destinations: readonly number[]): Float64Array {
  const ownCost = (link: number): number => net.linkLengthM[link]! / net.linkLimitMps[link]!;
  const costs = new Float64Array(net.linkCount).fill(Number.POSITIVE_INFINITY);
  for (const link of destinations) costs[link] = ownCost(link);
  for (let changed = true; changed; ) {
    changed = false;
    for (let m = 0; m < net.movementCount; m++) {
      const from = net.movementFrom[m]!;
      const cost = costs[net.movementTo[m]!]! + TURN_COST_S + ownCost(from);
      if (cost >= costs[from]!) continue;
      costs[from] = cost;
      changed = true;
    }
  }
  return costs;
}
