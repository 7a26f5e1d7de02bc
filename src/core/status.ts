import type { StopForecast } from '../preemption/forecast.ts';
import type { JunctionOutlook, MissionStatus } from '../preemption/mission.ts';
import type { PriorityRequest } from '../preemption/request.ts';
import { AMBULANCE_SPEED_FACTOR } from '../preemption/traffic-constants.ts';
import { freeFlowEtaS } from '../routing/eta.ts';
import { type CoreState, isOpen, type JunctionView, type MissionView, withEntry } from './state.ts';
import type { Turn } from './turn.ts';

/** Dispatch sees a mission anew at least this often. */
const STATUS_MS = 2_000;

/** Publishes what dispatch sees of each mission: every other second while it runs, and once when it has ended. */
export function reportStatus(turn: Turn, before: CoreState, forecasts: ReadonlyMap<string, readonly StopForecast[]>): CoreState {
  let state = before;
  for (const [id, mission] of before.missions) {
    const due = isOpen(mission) ? turn.nowMs - mission.statusMs >= STATUS_MS : mission.statusMs === Number.NEGATIVE_INFINITY;
    if (!due) continue;
    turn.emit({ kind: 'status', status: statusOf(turn, state, mission, forecasts.get(id) ?? []) });
    state = { ...state, missions: withEntry(state.missions, id, { ...mission, statusMs: turn.nowMs }) };
  }
  return state;
}

function statusOf(turn: Turn, state: CoreState, mission: MissionView, forecast: readonly StopForecast[]): MissionStatus {
  const { route, progress } = mission;
  const remainingM = route === undefined || progress === undefined ? undefined : Math.max(0, route.lengthM - progress.alongM);
  return {
    mission: mission.mission,
    vehicle: mission.vehicle,
    atMs: turn.nowMs,
    phase: mission.phase,
    urgency: mission.urgency,
    destination: mission.destination,
    ...(mission.reason === undefined ? {} : { reason: mission.reason }),
    ...(remainingM === undefined || !isOpen(mission)
      ? {}
      : { remainingM: Math.round(remainingM), etaMs: arrivalMs(turn, mission, forecast) }),
    route: route?.links ?? [],
    junctions: mission.requests.map((request) => outlookOf(turn, state, mission, request, forecast)),
  };
}

/** Arrival at the last stop bar, then free driving to the end. */
function arrivalMs(turn: Turn, mission: MissionView, forecast: readonly StopForecast[]): number {
  const { route, progress } = mission;
  if (route === undefined || progress === undefined) return turn.nowMs;
  const last = forecast.at(-1);
  const restS = freeFlowEtaS(turn.index, route, last?.stop.alongM ?? progress.alongM, route.lengthM, AMBULANCE_SPEED_FACTOR);
  return Math.round(turn.nowMs + ((last?.arrivalS ?? 0) + restS) * 1000);
}

function outlookOf(
  turn: Turn,
  state: CoreState,
  mission: MissionView,
  request: PriorityRequest,
  forecast: readonly StopForecast[],
): JunctionOutlook {
  const at = forecast.find((f) => f.stop.junction === request.junction);
  const view = state.junctions.get(request.junction);
  const shown = view?.state?.groups.find((g) => g.group === request.stop.group);
  const reason = request.reason ?? (request.state === 'activated' && refuses(view) ? 'junction-refuses' : undefined);
  return {
    junction: request.junction,
    request: request.id,
    state: request.state,
    distanceM: Math.round(Math.max(0, request.stop.alongM - (mission.progress?.alongM ?? 0))),
    etaMs: Math.round(turn.nowMs + (at?.arrivalS ?? 0) * 1000),
    green: shown?.lamp === 'green',
    passed: request.passed,
    ...(reason === undefined ? {} : { reason }),
  };
}

function refuses(view: JunctionView | undefined): boolean {
  return view !== undefined && (view.rejections > 0 || view.withheld !== undefined);
}
