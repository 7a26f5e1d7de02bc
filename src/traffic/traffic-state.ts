import type { JunctionId } from '../kernel/ids.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { JunctionState, LaneCount } from '../signal/junction-state.ts';
import { type LaneNetwork, laneNetworkOf } from './lane-network.ts';

/**
 * Where a lane's figures come from: its own count of this second; the counts of other lanes of the same approach under the same signal
 * group; or the queue model, carried on from what was last known.
 */
export type TrafficSource = 'counted' | 'neighbours' | 'modelled';

/** What stands and drives on one approach lane, as it is believed. Vehicles are not whole ones unless they were counted. */
export interface LaneTraffic extends LaneCount {
  /** One-sigma errors; 0 where it was counted. */
  readonly sigmaVeh: number;
  readonly sigmaQueueVeh: number;
  readonly source: TrafficSource;
}

/** Numbers in `TrafficState.source`. */
export const SOURCES = ['counted', 'neighbours', 'modelled'] as const satisfies readonly TrafficSource[];

/** All approach lanes of a map as numbered by `laneNetworkOf`. Plain data; every second makes a new one. */
export interface TrafficState {
  readonly atMs: number;
  /** Vehicles on the first and second half of the free way to the queue, and in it. */
  readonly entering: Float64Array;
  readonly nearing: Float64Array;
  readonly queued: Float64Array;
  /** 0: just counted; 1: as little is known as of a lane that was never seen. */
  readonly doubt: Float64Array;
  readonly source: Uint8Array;
  /** Vehicles that came onto a lane in the seconds in which it was counted, and these seconds; both fade. */
  readonly arrivedVeh: Float64Array;
  readonly watchedS: Float64Array;
  /** Per kind of lane, from vehicles that felt the queue: sum of load times seconds, and the seconds; both fade. */
  readonly feltLoadS: Float64Array;
  readonly feltS: Float64Array;
}

/** Errors of a lane of which nothing is known: of rest, per vehicle, and of the mean. Judged by `bench:traffic-state`. */
const REST_VEH = 1.5;
const SPREAD = 0.6;

const told = new WeakMap<TrafficState, Map<JunctionId, readonly LaneTraffic[]>>();

/** The lanes of a junction's approaches as they are believed to be; empty before the first second. */
export function laneTraffic(index: RoadIndex, traffic: TrafficState | undefined, junction: JunctionId): readonly LaneTraffic[] {
  if (traffic === undefined) return [];
  let lanes = told.get(traffic);
  if (lanes === undefined) {
    lanes = new Map();
    told.set(traffic, lanes);
  }
  const known = lanes.get(junction);
  if (known !== undefined) return known;
  const made = lanesOf(laneNetworkOf(index), traffic, junction);
  lanes.set(junction, made);
  return made;
}

/** A junction's report with every lane of its approaches: those that it does not count as they are believed. The report itself where it counts all. */
export function withBelievedLanes(index: RoadIndex, traffic: TrafficState | undefined, state: JunctionState): JunctionState {
  const range = laneNetworkOf(index).junctionRange(state.junction);
  if (traffic === undefined || range === undefined || countsAll(traffic, range)) return state;
  return { ...state, lanes: laneTraffic(index, traffic, state.junction) };
}

function countsAll({ source }: TrafficState, { first, end }: { readonly first: number; readonly end: number }): boolean {
  for (let lane = first; lane < end; lane++) if (SOURCES[source[lane]!] !== 'counted') return false;
  return true;
}

function lanesOf(network: LaneNetwork, traffic: TrafficState, junction: JunctionId): readonly LaneTraffic[] {
  const range = network.junctionRange(junction);
  if (range === undefined) return [];
  const lanes: LaneTraffic[] = [];
  for (let number = range.first; number < range.end; number++) lanes.push(laneOf(network, traffic, number));
  return lanes;
}

function laneOf(network: LaneNetwork, traffic: TrafficState, number: number): LaneTraffic {
  const { link, lane } = network.lanes[number]!;
  const queueVeh = traffic.queued[number]!;
  const vehicles = traffic.entering[number]! + traffic.nearing[number]! + queueVeh;
  const doubt = traffic.doubt[number]!;
  return {
    link,
    lane,
    queueVeh,
    vehicles,
    sigmaVeh: doubt * unknownSigma(vehicles),
    sigmaQueueVeh: doubt * unknownSigma(queueVeh),
    source: SOURCES[traffic.source[number]!]!,
  };
}

function unknownSigma(vehicles: number): number {
  return Math.sqrt(REST_VEH * REST_VEH + vehicles + SPREAD * SPREAD * vehicles * vehicles);
}
