import { capacityOf } from './expected-queue.ts';
import type { LaneNetwork } from './lane-network.ts';
import type { LaneSignal } from './lane-signals.ts';
import type { TrafficState } from './traffic-state.ts';

/** Demand over capacity where nothing has been counted: greens are timed for the traffic, and leave something to spare. Assumed. */
export const USUAL_LOAD = 0.6;
export const MOST_LOAD = 1.15;
/** Seconds of counting that weigh as much as what is believed of the next wider group: lane, kind of lane, whole map. */
const LANE_TRUST_S = 60;
const KIND_TRUST_S = 120;
const MAP_TRUST_S = 60;
/** A capacity below this (vehicles per second) is no measure of the traffic. */
const CAPACITY_LEAST = 0.01;

/**
 * Load (arrivals over capacity) of every lane: its own as counted, as far as it has been counted for long, else that of counted lanes
 * of its kind, else of all, else `USUAL_LOAD`.
 */
export function laneLoads(network: LaneNetwork, before: TrafficState, signals: readonly LaneSignal[]): Float64Array {
  const { arrivedVeh, watchedS, feltLoadS, feltS } = before;
  const own = new Float64Array(network.lanes.length);
  const kindLoadS = Float64Array.from(feltLoadS);
  const kindS = Float64Array.from(feltS);
  network.lanes.forEach(({ kind }, lane) => {
    const watched = watchedS[lane]!;
    if (watched <= 0) return;
    const capacity = Math.max(CAPACITY_LEAST, capacityOf(signals[lane]!.steady));
    const load = Math.min(MOST_LOAD, Math.max(0, arrivedVeh[lane]! / watched / capacity));
    own[lane] = load;
    kindLoadS[kind]! += load * watched;
    kindS[kind]! += watched;
  });
  let loadS = USUAL_LOAD * MAP_TRUST_S;
  let seconds = MAP_TRUST_S;
  for (let kind = 0; kind < network.kinds; kind++) {
    loadS += kindLoadS[kind]!;
    seconds += kindS[kind]!;
  }
  const mapLoad = loadS / seconds;
  const kindLoad = kindLoadS.map((sum, kind) => (sum + mapLoad * KIND_TRUST_S) / (kindS[kind]! + KIND_TRUST_S));
  return own.map((load, lane) => {
    const watched = watchedS[lane]!;
    return (load * watched + kindLoad[network.lanes[lane]!.kind]! * LANE_TRUST_S) / (watched + LANE_TRUST_S);
  });
}
