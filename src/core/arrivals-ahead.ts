import { type ArrivalDistribution, arrivalDistributions } from '../preemption/arrival/arrival-distribution.ts';
import type { ArrivalView, AskedBar } from '../preemption/arrival/arrival-view.ts';
import { rolledArrivals } from '../preemption/arrival/expected-arrivals.ts';
import { INITIAL_FREE_FACTOR } from '../preemption/arrival/observed-pace.ts';
import { isFinal, type PriorityRequest } from '../preemption/request.ts';
import { deadReckon, type Progress } from '../routing/progress.ts';
import type { Route, RouteStop } from '../routing/route.ts';
import type { JunctionState } from '../signal/junction-state.ts';
import { isSuspect } from './doubt.ts';
import { heardStates } from './heard-states.ts';
import type { CoreState, MissionView } from './state.ts';
import type { Turn } from './turn.ts';

/** When a mission's vehicle is expected at each stop bar ahead, and last at its route's end; from its position as it is reckoned to now. */
export function arrivalsAhead(
  turn: Turn,
  state: CoreState,
  mission: MissionView,
  route: Route,
  progress: Progress,
): readonly ArrivalDistribution[] {
  const view = viewOf(turn, state, mission, route, progress);
  return arrivalDistributions(view, rolledArrivals(view));
}

function viewOf(turn: Turn, state: CoreState, mission: MissionView, route: Route, progress: Progress): ArrivalView {
  const { alongM, speedMps, uncertaintyM } = deadReckon(route, progress, turn.nowMs);
  const states = heardStates(turn.index, state, turn.nowMs);
  const nextM = route.stops[progress.passedStops]?.alongM ?? Number.POSITIVE_INFINITY;
  return {
    index: turn.index,
    route,
    alongM: Math.min(alongM, nextM),
    uncertaintyM,
    speedMps,
    freeFactor: mission.freeFactor ?? INITIAL_FREE_FACTOR,
    traffic: state.traffic,
    bars: route.stops.map((stop, bar) =>
      bar < progress.passedStops ? undefined : askedBar(state, mission, route, stop, states.get(stop.junction)),
    ),
    strategy: state.config.strategy,
    urgency: mission.urgency,
    isJammed: mission.isJammed === true,
    plan: mission.plan?.links === route.links ? mission.plan : undefined,
    live: state.live,
    nowMs: turn.nowMs,
  };
}

function askedBar(
  state: CoreState,
  mission: MissionView,
  route: Route,
  stop: RouteStop,
  heard: JunctionState | undefined,
): AskedBar {
  const request = goingOn(mission, stop);
  const junction = state.junctions.get(stop.junction);
  const isLast = request !== undefined && request.state !== 'activated' && request.reason === 'held-by-other-request';
  const place = isLast ? junction?.order?.places.find((one) => one.request === request.id) : undefined;
  return {
    stop,
    next: route.links[stop.linkIndex + 1]!,
    state: heard,
    cycleOf: (at, group) => state.junctions.get(at)?.cycles.get(group),
    asking: request !== undefined && junction?.asking?.request === request.id ? junction.asking : undefined,
    closed: request === undefined,
    request,
    ...(place === undefined ? {} : { greenFromMs: place.greenMs }),
  };
}

/** The request at a stop bar that is served now or will be; that of a vehicle that is only not heard is made again when it is. */
function goingOn(mission: MissionView, stop: RouteStop): PriorityRequest | undefined {
  const request = mission.requests.findLast((r) => !r.passed && r.stop.linkIndex === stop.linkIndex);
  if (request === undefined || isSuspect(mission)) return undefined;
  if (!isFinal(request.state)) return request;
  return mission.positionLost && request.state === 'stale' ? { ...request, state: 'queued' } : undefined;
}
