import { capacityOf } from './expected-queue.ts';
import { SATURATION_S } from './flow-constants.ts';
import type { LaneNetwork } from './lane-network.ts';
import type { LaneSignal } from './lane-signals.ts';

/** Vehicles per lane, changed in place within one step. */
export interface LaneContents {
  readonly entering: Float64Array;
  readonly nearing: Float64Array;
  readonly queued: Float64Array;
}

/** Flows below this (vehicles per second) have no shares. */
const FLOW_LEAST = 0.005;
/** What the map says of turns is corrected by no more than this. */
const TURN_IN = { least: 0.25, most: 2 };

export function vehiclesOf({ entering, nearing, queued }: LaneContents, lane: number): number {
  return entering[lane]! + nearing[lane]! + queued[lane]!;
}

/**
 * What crosses each stop bar in `seconds`, vehicles: N - N' of the point queue, the queue and those who reach the bar in that time, at
 * saturation at the most, while it is open and the approach behind it has room.
 */
export function discharges(
  network: LaneNetwork,
  contents: LaneContents,
  signals: readonly LaneSignal[],
  seconds: number,
): Float64Array {
  const room = network.approaches.map(({ first, end }) => {
    let free = 0;
    for (let lane = first; lane < end; lane++) free += Math.max(0, network.lanes[lane]!.storageVeh - vehiclesOf(contents, lane));
    return free;
  });
  const wanted = new Float64Array(room.length);
  const out = new Float64Array(network.lanes.length);
  network.lanes.forEach(({ outlets }, lane) => {
    const most = (signals[lane]!.open * seconds) / SATURATION_S;
    if (most === 0) return;
    const crossing = Math.min(most, contents.queued[lane]! + reaching(network, contents, lane, seconds));
    out[lane] = crossing;
    for (const { into, share } of outlets) if (into >= 0) wanted[into]! += crossing * share;
  });
  network.lanes.forEach(({ outlets }, lane) => {
    let free = 1;
    for (const { into } of outlets)
      if (into >= 0 && wanted[into]! > room[into]!) free = Math.min(free, room[into]! / wanted[into]!);
    out[lane]! *= free;
  });
  return out;
}

/**
 * Arrivals on each lane in `seconds`, vehicles: what the bars upstream let go, by shares of turns that bring each approach what its lanes
 * are believed to get in the mean; and evenly, what no bar upstream can account for.
 */
export function arrivals(
  network: LaneNetwork,
  loads: Float64Array,
  signals: readonly LaneSignal[],
  out: Float64Array,
  seconds: number,
): Float64Array {
  const mean = loads.map((load, lane) => load * capacityOf(signals[lane]!.steady));
  const into = new Float64Array(mean.length);
  for (const { first, end, feeders } of network.approaches) {
    let comes = 0;
    let usual = 0;
    for (const { lane, share } of feeders) {
      comes += (share * out[lane]!) / seconds;
      usual += share * Math.min(mean[lane]!, capacityOf(signals[lane]!.steady));
    }
    let wanted = 0;
    for (let lane = first; lane < end; lane++) wanted += mean[lane]!;
    const turnIn = usual < FLOW_LEAST ? 1 : Math.min(TURN_IN.most, Math.max(TURN_IN.least, wanted / usual));
    const rate = turnIn * comes + Math.max(0, wanted - turnIn * usual);
    for (let lane = first; lane < end; lane++) {
      const share = wanted < FLOW_LEAST ? 1 / (end - first) : mean[lane]! / wanted;
      into[lane] = Math.min(1 / SATURATION_S, rate * share) * seconds;
    }
  }
  return into;
}

/** Moves the vehicles of one lane on. It never holds more than it has room for: who finds it full stays outside. */
export function moveOn(
  network: LaneNetwork,
  contents: LaneContents,
  lane: number,
  flow: { readonly in: number; readonly out: number; readonly seconds: number },
): void {
  const { entering, nearing, queued } = contents;
  const { storageVeh } = network.lanes[lane]!;
  const reached = reaching(network, contents, lane, flow.seconds);
  const neared = entering[lane]! * stageShare(network, contents, lane, flow.seconds);
  queued[lane] = Math.max(0, queued[lane]! + reached - flow.out);
  nearing[lane] = Math.max(0, nearing[lane]! - reached + neared);
  entering[lane] = Math.max(0, entering[lane]! - neared);
  // Short vehicles, counted, can be more than there is room for.
  queued[lane] = Math.min(queued[lane]!, storageVeh);
  nearing[lane] = Math.min(nearing[lane]!, storageVeh - queued[lane]!);
  const free = Math.max(0, storageVeh - queued[lane]! - nearing[lane]!);
  entering[lane] = Math.min(entering[lane]! + flow.in, free);
}

function reaching(network: LaneNetwork, contents: LaneContents, lane: number, seconds: number): number {
  return contents.nearing[lane]! * stageShare(network, contents, lane, seconds);
}

/** The free way has two halves, each left at random: a platoon is drawn out, as it is on a road. The longer the queue, the shorter the way to it. */
function stageShare(network: LaneNetwork, { queued }: LaneContents, lane: number, seconds: number): number {
  const { freeS, storageVeh } = network.lanes[lane]!;
  const openShare = Math.max(0, 1 - queued[lane]! / storageVeh);
  return Math.min(1, seconds / Math.max(seconds, (openShare * freeS) / 2));
}
