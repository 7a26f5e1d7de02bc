import type { LinkId } from '../kernel/ids.ts';
import { MOST_LOAD } from './arrival-rates.ts';
import { SATURATION_S, STANDING_M } from './flow-constants.ts';
import type { LaneNetwork } from './lane-network.ts';
import type { LaneSignal } from './lane-signals.ts';
import { vehiclesOf } from './queue-flow.ts';
import { SOURCES, type TrafficState } from './traffic-state.ts';

/** A vehicle of ours before a stop bar. */
export interface Probe {
  readonly link: LinkId;
  /** Lanes that it may be in. */
  readonly lanes: readonly number[];
  readonly toBarM: number;
  readonly speedMps: number;
  readonly limitMps: number;
}

/** Who drives at this share of the limit is not held up. */
const FREE_SHARE = 0.6;
/** Nearer to the bar, braking for the signal looks like a queue. */
const BRAKING_M = 40;
const COUNTED = SOURCES.indexOf('counted');
/** A vehicle more or less than believed says as much of its kind of lane as so many seconds of counting. */
const FELT_S_PER_VEH = 2;
/** Vehicles that are there or not by chance: little is learned from few. */
const CHANCE_VEH = 3;
/** What is left of the doubt about a lane that one of ours is in. */
const FELT_DOUBT = 0.4;

/** One who stands for longer than the queue before it needs to move, at green, stands for another reason. */
const REASON_S = 15;
const STANDS_MPS = 2;

/**
 * What a vehicle's speed tells of the lane that it is in: held up, it is in a queue that is as dense as its speed says; driving freely,
 * there are no more before it than keep that speed. The difference from what was believed tells of the load of all lanes of the kind.
 */
export function feelQueues(
  network: LaneNetwork,
  state: TrafficState,
  signals: readonly LaneSignal[],
  loads: Float64Array,
  probes: readonly Probe[],
): void {
  for (const probe of probes) {
    if (probe.toBarM < BRAKING_M) continue;
    for (const one of probe.lanes) {
      const lane = network.laneNumber(probe.link, one);
      if (lane === undefined || state.source[lane] === COUNTED) continue;
      const felt = feltVeh(probe, network.lanes[lane]!.storageVeh);
      const idleS = probe.speedMps < STANDS_MPS ? signals[lane]!.greenForS - felt * SATURATION_S : 0;
      if (idleS < REASON_S) feel(network, state, { lane, felt, load: loads[lane]!, share: 1 / probe.lanes.length }, probe);
    }
  }
}

/** Vehicles per lane between the probe and the bar if they all drive as it does (triangular fundamental diagram). */
function feltVeh({ toBarM, speedMps, limitMps }: Probe, storageVeh: number): number {
  const headwayS = Math.max(0, SATURATION_S - STANDING_M / limitMps);
  return Math.min(storageVeh, toBarM / (STANDING_M + headwayS * speedMps));
}

interface Felt {
  readonly lane: number;
  readonly felt: number;
  readonly load: number;
  /** Of the lanes that the probe may be in. */
  readonly share: number;
}

function feel(network: LaneNetwork, state: TrafficState, { lane, felt, load, share }: Felt, probe: Probe): void {
  const { storageVeh, kind } = network.lanes[lane]!;
  const { queued } = state;
  const queueM = queued[lane]! * STANDING_M;
  const openM = Math.max(STANDING_M, storageVeh * STANDING_M - queueM);
  const moving = vehiclesOf(state, lane) - queued[lane]!;
  const movingAhead = moving * Math.min(1, Math.max(0, probe.toBarM - queueM) / openM);
  const queuedAhead = Math.min(queued[lane]!, probe.toBarM / STANDING_M);
  const believed = queuedAhead + movingAhead;
  const isHeldUp = probe.speedMps < FREE_SHARE * probe.limitMps;
  if (!isHeldUp && felt >= believed) return;
  const surpriseS = Math.abs(felt - believed) * FELT_S_PER_VEH * share;
  state.feltLoadS[kind]! += Math.min(MOST_LOAD, (load * (felt + CHANCE_VEH)) / (believed + CHANCE_VEH)) * surpriseS;
  state.feltS[kind]! += surpriseS;
  const standing = isHeldUp ? felt : Math.min(queuedAhead, felt);
  queued[lane] = Math.min(storageVeh, queued[lane]! - queuedAhead + standing);
  const moves = Math.min(storageVeh - queued[lane]!, moving - movingAhead + (isHeldUp ? 0 : felt - standing));
  state.entering[lane] = moves / 2;
  state.nearing[lane] = moves / 2;
  state.doubt[lane] = Math.min(state.doubt[lane]!, FELT_DOUBT);
}
