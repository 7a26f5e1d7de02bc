import { invariant } from '../../kernel/assert.ts';
import { Aspect, type SimulatorSetup, type Trip } from '../simulator.ts';
import { Asides } from './asides.ts';
import { compileDemand, type Demand } from './demand.ts';
import { Glance } from './glance.ts';
import { compileKinds, type Kinds } from './kinds.ts';
import { LaneChains } from './lane-chains.ts';
import { type Network, networkOf } from './network.ts';
import { Routes } from './routes.ts';
import { Sirens } from './sirens.ts';
import { Vehicles } from './vehicles.ts';

/**
 * Time spent and lost per link. A vehicle's time on a link is booked when it leaves it, and lost is what of it the driven way
 * does not take at the desired speed: the same as adding up (1 - v / desired) dt step by step, for less work. Emergencies are
 * left out.
 */
export interface TimeAccount {
  readonly spentS: Float64Array;
  readonly lossS: Float64Array;
}

/** Everything that the steps of one run read and write. */
export interface World {
  readonly net: Network;
  readonly routes: Routes;
  readonly demand: Demand;
  readonly kinds: Kinds;
  readonly vehicles: Vehicles;
  readonly chains: LaneChains;
  readonly sirens: Sirens;
  readonly asides: Asides;
  /** Drivers enter a node without room beyond it. */
  readonly boxBlocking: boolean;
  /** Per link: 1 where it is closed. */
  readonly closed: Uint8Array;
  readonly stepS: number;
  /** Steps done; the time is `step * stepS`. */
  step: number;
  /** Aspect per movement, and since when it has been shown. */
  readonly aspect: Uint8Array;
  readonly aspectSinceS: Float64Array;
  /** Per lane: the vehicle that crossed its bar last and is still inside the node, -1 for none. */
  readonly lastOut: Int32Array;
  /** Per lane: 1 when its head has come past the bar in this step. */
  readonly headAtBar: Uint8Array;
  /** Per lane: 1 when its last vehicle may not have left the node before it with its rear. */
  readonly tailInNode: Uint8Array;
  /** Per movement: vehicles inside the node. */
  readonly crossingCount: Int32Array;
  /** Used while a driver looks along the lanes that lead to a bar. */
  readonly glance: Glance;
  /** Per movement: the last step in which the head of a lane was let go on it. */
  readonly claimedAt: Int32Array;
  /** Waiting to enter included, on the entry link. */
  readonly account: TimeAccount;
  /** Vehicles that want to change lanes or may, filled by one step's accelerations and used by its lane changes. */
  readonly candidates: Int32Array;
  candidateCount: number;
  left: number;
  /** Per emergency: its slot while inside, -1 otherwise. */
  readonly emergencySlot: Int32Array;
  /** Per emergency: first place of the way that it is on. */
  readonly emergencyPlace: Int32Array;
  /** Used while slots are renumbered: old slots in their new order, and new slots by the old ones. */
  readonly order: Int32Array;
  readonly newSlot: Int32Array;
  /** When each emergency left the network, NaN before. */
  readonly arrivedS: Float64Array;
  missedTurns: number;
  readonly onTrip: ((trip: Trip) => void) | undefined;
}

/** An empty network for the vehicles and emergencies of the setup. */
export function emptyWorld(setup: SimulatorSetup): World {
  const net = networkOf(setup.map);
  const routes = new Routes(net);
  const demand = compileDemand(setup, net, routes);
  const shortestM = Math.min(...demand.types.map((type) => type.lengthM.min));
  const vehicles = new Vehicles(Math.max(1, Math.min(demand.count, storageVeh(net, shortestM))));
  return {
    net,
    routes,
    demand,
    kinds: compileKinds(demand.types),
    vehicles,
    chains: new LaneChains(net, vehicles.positionM, shortestM),
    sirens: new Sirens(setup, net.movementCount),
    asides: new Asides(setup, net.laneCount),
    boxBlocking: setup.boxBlocking ?? false,
    closed: closedOf(setup, net),
    stepS: setup.stepS,
    step: 0,
    aspect: Uint8Array.from(net.movementSignalled, (signalled) => (signalled ? Aspect.red : Aspect.free)),
    aspectSinceS: new Float64Array(net.movementCount).fill(Number.NEGATIVE_INFINITY),
    lastOut: new Int32Array(net.laneCount).fill(-1),
    headAtBar: new Uint8Array(net.laneCount),
    tailInNode: new Uint8Array(net.laneCount),
    crossingCount: new Int32Array(net.movementCount),
    glance: new Glance(net.laneCount),
    claimedAt: new Int32Array(net.movementCount).fill(-2),
    account: { spentS: new Float64Array(net.linkCount), lossS: new Float64Array(net.linkCount) },
    candidates: new Int32Array(vehicles.capacity),
    candidateCount: 0,
    left: 0,
    emergencySlot: new Int32Array(setup.emergencies.length).fill(-1),
    emergencyPlace: demand.place.slice(demand.vehicleCount),
    order: new Int32Array(vehicles.capacity),
    newSlot: new Int32Array(vehicles.capacity),
    arrivedS: new Float64Array(setup.emergencies.length).fill(Number.NaN),
    missedTurns: 0,
    onTrip: setup.onTrip,
  };
}

function closedOf({ closedLinks = [], map }: SimulatorSetup, net: Network): Uint8Array {
  const closed = new Uint8Array(net.linkCount);
  for (const id of closedLinks) {
    const link = net.linkNumber.get(id);
    invariant(link !== undefined, `the closed link "${id}" is not on the map ${map.name}`);
    closed[link] = 1;
  }
  return closed;
}

/** No more vehicles than this can be in the network at once. */
function storageVeh(net: Network, shortestM: number): number {
  let storage = 0;
  for (let lane = 0; lane < net.laneCount; lane++) {
    storage += Math.ceil((net.laneLengthM[lane]! + net.laneLongestPathM[lane]!) / shortestM) + 2;
  }
  return storage;
}
