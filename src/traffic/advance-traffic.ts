import type { JunctionId } from '../kernel/ids.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { laneLoads } from './arrival-rates.ts';
import { followCounts } from './counted-lanes.ts';
import { capacityOf, expectedQueue } from './expected-queue.ts';
import { type ApproachLane, type LaneNetwork, laneNetworkOf } from './lane-network.ts';
import { type JunctionKnowledge, junctionSignals, type LaneSignal } from './lane-signals.ts';
import { feelQueues, type Probe } from './probe.ts';
import { arrivals, discharges, moveOn } from './queue-flow.ts';
import { SOURCES, type TrafficState } from './traffic-state.ts';

/** A longer silence of the whole city is no history to go on from. */
const LONGEST_GAP_S = 30;
/** The time in which a modelled queue forgets what it came from, and in which a count wears off. */
const FORGET_S = 120;
/** The time over which flows and loads are averaged. */
const MEMORY_S = 900;

/** What was heard of the city by now. */
export interface TrafficView {
  readonly junction: (id: JunctionId) => JunctionKnowledge | undefined;
  /** Vehicles whose own speed tells of the queue that they are in. */
  readonly probes: readonly Probe[];
  readonly nowMs: number;
}

/**
 * The traffic state one moment later: point queues with storage, fed by what the bars upstream discharge; where a lane is counted its
 * count; where a vehicle of ours is in a queue, that queue. The first call begins with the queues that are usual at this moment of
 * each cycle.
 */
export function advanceTraffic(index: RoadIndex, before: TrafficState | undefined, view: TrafficView): TrafficState {
  const network = laneNetworkOf(index);
  const { nowMs } = view;
  const gapS = before === undefined ? Number.POSITIVE_INFINITY : (nowMs - before.atMs) / 1000;
  if (before !== undefined && gapS <= 0) return before;
  const signals = network.junctions.flatMap(({ junction }, number) =>
    junctionSignals(network, number, view.junction(junction.id), nowMs),
  );
  const known = before !== undefined && gapS <= LONGEST_GAP_S;
  const state = known ? copyAt(before, nowMs) : begin(network, signals, nowMs);
  const loads = laneLoads(network, state, signals);
  const out = new Float64Array(network.lanes.length);
  for (let left = known ? gapS : 0; left > 0; left -= 1) flow(network, state, signals, loads, Math.min(1, left), out);
  if (known) settle(network, state, signals, loads, gapS);
  const seconds = known ? gapS : 0;
  followCounts(network, state, view.junction, { before: known ? before : undefined, out, seconds });
  feelQueues(network, state, signals, loads, view.probes);
  return state;
}

function flow(
  network: LaneNetwork,
  state: TrafficState,
  signals: readonly LaneSignal[],
  loads: Float64Array,
  seconds: number,
  crossed: Float64Array,
): void {
  const out = discharges(network, state, signals, seconds);
  const into = arrivals(network, loads, signals, out, seconds);
  for (let lane = 0; lane < out.length; lane++) {
    moveOn(network, state, lane, { in: into[lane]!, out: out[lane]!, seconds });
    crossed[lane]! += out[lane]!;
  }
}

/** What is not counted drifts to what is usual for its load at this moment of its cycle, and is known less and less. */
function settle(
  network: LaneNetwork,
  state: TrafficState,
  signals: readonly LaneSignal[],
  loads: Float64Array,
  seconds: number,
): void {
  const share = Math.min(1, seconds / FORGET_S);
  network.lanes.forEach((lane, number) => {
    state.doubt[number]! += (1 - state.doubt[number]!) * share;
    const { phase, steady } = signals[number]!;
    if (phase === undefined) return;
    const drift = (expectedQueue(steady, loads[number]!, phase) - state.queued[number]!) * share;
    state.queued[number] = Math.min(roomFor(state, lane, number), Math.max(0, state.queued[number]! + drift));
  });
}

function roomFor({ entering, nearing }: TrafficState, { storageVeh }: ApproachLane, number: number): number {
  return Math.max(0, storageVeh - entering[number]! - nearing[number]!);
}

function begin(network: LaneNetwork, signals: readonly LaneSignal[], nowMs: number): TrafficState {
  const column = () => new Float64Array(network.lanes.length);
  const state: TrafficState = {
    atMs: nowMs,
    entering: column(),
    nearing: column(),
    queued: column(),
    doubt: column().fill(1),
    source: new Uint8Array(network.lanes.length).fill(SOURCES.indexOf('modelled')),
    arrivedVeh: column(),
    watchedS: column(),
    feltLoadS: new Float64Array(network.kinds),
    feltS: new Float64Array(network.kinds),
  };
  const loads = laneLoads(network, state, signals);
  network.lanes.forEach(({ freeS, storageVeh }, lane) => {
    const { steady, phase } = signals[lane]!;
    const queued = expectedQueue(steady, loads[lane]!, phase);
    const moving = Math.min(loads[lane]! * capacityOf(steady) * freeS, storageVeh - queued);
    state.queued[lane] = queued;
    state.entering[lane] = moving / 2;
    state.nearing[lane] = moving / 2;
  });
  return state;
}

function copyAt(before: TrafficState, atMs: number): TrafficState {
  const fade = Math.max(0, 1 - (atMs - before.atMs) / 1000 / MEMORY_S);
  const faded = (column: Float64Array): Float64Array => column.map((value) => value * fade);
  return {
    atMs,
    entering: Float64Array.from(before.entering),
    nearing: Float64Array.from(before.nearing),
    queued: Float64Array.from(before.queued),
    doubt: Float64Array.from(before.doubt),
    source: Uint8Array.from(before.source),
    arrivedVeh: faded(before.arrivedVeh),
    watchedS: faded(before.watchedS),
    feltLoadS: faded(before.feltLoadS),
    feltS: faded(before.feltS),
  };
}
