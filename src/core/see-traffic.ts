import type { RoadIndex } from '../roadnet/road-index.ts';
import { SILENT_AFTER_MS } from '../signal/interlock.ts';
import { advanceTraffic, type TrafficView } from '../traffic/advance-traffic.ts';
import type { JunctionKnowledge } from '../traffic/lane-signals.ts';
import type { Probe } from '../traffic/probe.ts';
import { isSuspect } from './doubt.ts';
import { type CoreState, drivenM, isOpen, type JunctionView, type MissionView } from './state.ts';
import type { Turn } from './turn.ts';

/** Who has not driven so far yet may still be getting ready at the kerb. */
const UNDER_WAY_M = 100;
const FRESH_MS = 2_000;

/** The traffic before all signals, a second later. */
export function seeTraffic({ index, nowMs }: Turn, state: CoreState): CoreState {
  return { ...state, traffic: advanceTraffic(index, state.traffic, trafficView(index, state, nowMs)) };
}

/** What is heard of the traffic now: junctions' reports, cycles, and ambulances that are in it. */
export function trafficView(index: RoadIndex, state: CoreState, nowMs: number): TrafficView {
  const probes = [...state.missions.values()].flatMap((mission) => probeOf(index, mission, nowMs) ?? []);
  return { junction: (id) => knowledgeOf(state.junctions.get(id), nowMs), probes, nowMs };
}

function knowledgeOf(view: JunctionView | undefined, nowMs: number): JunctionKnowledge | undefined {
  if (view === undefined) return undefined;
  const { state, cycles, receivedMs } = view;
  return state === undefined || nowMs - receivedMs > SILENT_AFTER_MS ? { cycles } : { state, cycles };
}

/** An ambulance under way that was placed just now, on the link before its next stop bar. */
function probeOf(index: RoadIndex, mission: MissionView, nowMs: number): Probe | undefined {
  const { route, progress } = mission;
  if (!isOpen(mission) || route === undefined || progress === undefined) return undefined;
  if (mission.positionLost || isSuspect(mission) || nowMs - progress.atMs > FRESH_MS) return undefined;
  const stop = route.stops[progress.passedStops];
  if (stop === undefined || drivenM(mission) < UNDER_WAY_M || progress.alongM < route.startsM[stop.linkIndex]!) return undefined;
  const { speedLimitMps } = index.link(stop.link);
  const { link, lanes, alongM } = stop;
  return { link, lanes, toBarM: alongM - progress.alongM, speedMps: progress.speedMps, limitMps: speedLimitMps };
}
