import { Aspect } from '../simulator.ts';
import { setTurn } from './motion.ts';
import type { Network } from './network.ts';
import { WRONG_LANE_PATIENCE_S } from './parameters.ts';
import type { World } from './world.ts';

const AT_BAR_M = 8;
const AT_REST_MPS = 0.3;
/** What a turn costs in the search for another way. */
const TURN_COST_S = 5;

/**
 * A driver at rest at the bar in a lane that does not serve the turn, whose lane has had a green for longer than the patience,
 * takes a movement of that lane and another way over open links to the same destination, or where none leads there, to the nearest
 * end of the network. Nobody turns back on the spot: two who do it on a short street, for the lane that each has missed, wait for each
 * other's place for ever. An ambulance's driver keeps waiting for the gap, and so does everyone who finds neither.
 */
export function giveUpTurn(world: World, vehicle: number, barM: number): void {
  const { vehicles, chains, routes } = world;
  const lane = vehicles.lane[vehicle]!;
  if (barM > AT_BAR_M || vehicles.speedMps[vehicle]! > AT_REST_MPS || chains.at(lane, 0) !== vehicle) return;
  if (vehicles.emergency[vehicle] === 1 || openMovement(world, lane) < 0) return;
  vehicles.waitS[vehicle] = vehicles.waitS[vehicle]! + world.stepS;
  if (vehicles.waitS[vehicle]! <= WRONG_LANE_PATIENCE_S) return;
  const destination = routes.destination(vehicles.place[vehicle]!);
  const way = wayRound(world, lane, [destination]) ?? wayRound(world, lane, openEnds(world));
  vehicles.waitS[vehicle] = 0;
  if (way === undefined) return;
  vehicles.place[vehicle] = routes.add(way);
  vehicles.firstPlace[vehicle] = vehicles.place[vehicle]!;
  setTurn(world, vehicle);
  vehicles.reroutes[vehicle] = vehicles.reroutes[vehicle]! + 1;
  world.missedTurns++;
}

/** A movement of the lane that may go now, -1 for none. */
function openMovement(world: World, lane: number): number {
  const { base, items } = world.net.lanePaths;
  for (let i = base[lane]!; i < base[lane + 1]!; i += 2) {
    const aspect = world.aspect[items[i]!]!;
    if (aspect === Aspect.green || aspect === Aspect.free) return items[i]!;
  }
  return -1;
}

/** The quickest way on a free road from the lane's link, over an open movement of the lane, to one of the destinations. */
function wayRound(world: World, lane: number, destinations: readonly number[]): readonly number[] | undefined {
  const { net } = world;
  const { base, items } = net.lanePaths;
  const costs = costsTo(world, destinations);
  let first = -1;
  for (let i = base[lane]!; i < base[lane + 1]!; i += 2) {
    const aspect = world.aspect[items[i]!]!;
    if (net.movementTurnsBack[items[i]!] === 1 || (aspect !== Aspect.green && aspect !== Aspect.free)) continue;
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
  let best = -1;
  for (let i = base[link]!; i < base[link + 1]!; i++) {
    if (net.movementTurnsBack[items[i]!] === 1) continue;
    const to = net.movementTo[items[i]!]!;
    if (best < 0 || costs[to]! < costs[best]!) best = to;
  }
  return best;
}

/** The open links where no movement leads on. */
function openEnds({ net, closed }: World): readonly number[] {
  const { base } = net.linkMovements;
  const links = Array.from({ length: net.linkCount }, (_, link) => link);
  return links.filter((link) => base[link] === base[link + 1] && closed[link] === 0);
}

/**
 * Seconds from each link's start to the end of the nearest destination, infinite on closed links, by relaxing until nothing
 * changes; missed turns are rare.
 */
function costsTo({ net, closed }: World, destinations: readonly number[]): Float64Array {
  const ownCost = (link: number): number => net.linkLengthM[link]! / net.linkLimitMps[link]!;
  const costs = new Float64Array(net.linkCount).fill(Number.POSITIVE_INFINITY);
  for (const link of destinations) costs[link] = ownCost(link);
  for (let changed = true; changed; ) {
    changed = false;
    for (let m = 0; m < net.movementCount; m++) {
      const from = net.movementFrom[m]!;
      if (closed[from] === 1 || net.movementTurnsBack[m] === 1) continue;
      const cost = costs[net.movementTo[m]!]! + TURN_COST_S + ownCost(from);
      if (cost >= costs[from]!) continue;
      costs[from] = cost;
      changed = true;
    }
  }
  return costs;
}
