import type { RoadMap } from '../../roadnet/map.ts';
import { Aspect } from '../simulator.ts';
import { LaneChains } from './lane-chains.ts';
import { compileNetwork, type Network } from './network.ts';
import { CAR_LENGTH_MIN_M } from './parameters.ts';
import { Routes } from './routes.ts';
import { Vehicles } from './vehicles.ts';

/** Everything that the steps of one run read and write. */
export interface World {
  readonly net: Network;
  readonly routes: Routes;
  readonly vehicles: Vehicles;
  readonly chains: LaneChains;
  readonly stepS: number;
  /** Steps done; the time is `step * stepS`. */
  step: number;
  /** Aspect per movement, and since when it has been shown. */
  readonly aspect: Uint8Array;
  readonly aspectSinceS: Float64Array;
  /** Per lane: the vehicle that crossed its bar last and is still inside the node, -1 for none. */
  readonly lastOut: Int32Array;
  readonly lossS: Float64Array;
  readonly spentS: Float64Array;
  /** Vehicles that want to change lanes or may, filled by one step's accelerations and used by its lane changes. */
  readonly candidates: Int32Array;
  candidateCount: number;
  left: number;
  /** Vehicles of the demand; an emergency's number is beyond. */
  readonly vehicleCount: number;
  /** When each emergency left the network, NaN before. */
  readonly arrivedS: Float64Array;
  missedTurns: number;
}

/** An empty network for so many vehicles and emergencies. */
export function emptyWorld(map: RoadMap, stepS: number, vehicleCount: number, emergencyCount: number): World {
  const net = compileNetwork(map);
  let storage = 0;
  for (let lane = 0; lane < net.laneCount; lane++) {
    storage += Math.ceil((net.laneLengthM[lane]! + net.laneLongestPathM[lane]!) / CAR_LENGTH_MIN_M) + 1;
  }
  const vehicles = new Vehicles(Math.max(1, Math.min(vehicleCount + emergencyCount, storage)));
  return {
    net,
    routes: new Routes(net),
    vehicles,
    chains: new LaneChains(net, vehicles.positionM),
    stepS,
    step: 0,
    aspect: Uint8Array.from(net.movementSignalled, (signalled) => (signalled ? Aspect.red : Aspect.free)),
    aspectSinceS: new Float64Array(net.movementCount).fill(Number.NEGATIVE_INFINITY),
    lastOut: new Int32Array(net.laneCount).fill(-1),
    lossS: new Float64Array(net.linkCount),
    spentS: new Float64Array(net.linkCount),
    candidates: new Int32Array(vehicles.capacity),
    candidateCount: 0,
    left: 0,
    vehicleCount,
    arrivedS: new Float64Array(emergencyCount).fill(Number.NaN),
    missedTurns: 0,
  };
}
