import { type BarView, longestHoldS } from '../preemption/corridor/control-of-bar.ts';
import type { CorridorPlan } from '../preemption/corridor/corridor-plan.ts';
import { planBands } from '../preemption/corridor/plan-bands.ts';
import { isQueueBound, type StopForecast } from '../preemption/forecast.ts';
import { isFinal } from '../preemption/request.ts';
import { leftOut } from '../preemption/strategy.ts';
import { deadReckon, type Progress } from '../routing/progress.ts';
import type { Route } from '../routing/route.ts';
import { isSuspect } from './doubt.ts';
import { heardStates } from './heard-states.ts';
import { type CoreState, isOpen, type MissionView } from './state.ts';
import type { Turn } from './turn.ts';

/**
 * From this on single holds do as well: on the oversaturated Shixin Road bands win with 120 s of maximum presence (holds of 72 s), and
 * in the mean with 180 s (132 s); with 240 s (192 s) they win nothing for certain and cost more, and with 300 s they lose.
 */
const LONG_HOLD_S = 150;

/**
 * The mission with a plan for its whole corridor, made anew every second from the one before, where the strategy makes one and a
 * junction ahead cannot be held for as long as its queue asks for; until queues no longer decide.
 */
export function planCorridor(turn: Turn, state: CoreState, mission: MissionView, forecast: readonly StopForecast[]): MissionView {
  const { route, progress } = mission;
  if (state.config.strategy.kind !== 'wavefront' || !isOpen(mission)) return mission;
  if (route === undefined || progress === undefined || mission.positionLost || isSuspect(mission))
    return withPlan(mission, undefined);
  const before = mission.plan?.links === route.links ? mission.plan : undefined;
  const isWhole = leftOut(state.config.strategy).without !== 'cumulative-lead';
  const isWanted = isWhole && mission.isJammed === true && (before !== undefined || needsBands(turn, forecast));
  if (!isWanted) return withPlan(mission, undefined);
  const ahead = route.stops[progress.passedStops];
  if (ahead === undefined) return withPlan(mission, undefined);
  const view = {
    index: turn.index,
    route,
    alongM: Math.min(deadReckon(route, progress, turn.nowMs).alongM, ahead.alongM),
    traffic: state.traffic,
    bars: barsOf(turn, state, mission, route, progress),
    urgency: mission.urgency,
    nowMs: turn.nowMs,
  };
  return withPlan(mission, planBands(view, before));
}

function withPlan(mission: MissionView, plan: CorridorPlan | undefined): MissionView {
  if (plan !== undefined) return { ...mission, plan };
  const { plan: _, ...rest } = mission;
  return mission.plan === undefined ? mission : rest;
}

/** A queue decides when the ambulance comes to a junction that cannot be held, once and shortly, for as long as this takes to clear. */
function needsBands({ index }: Turn, forecast: readonly StopForecast[]): boolean {
  return forecast.some((at) => {
    const holdS = longestHoldS(index, at.stop);
    return holdS < LONG_HOLD_S && at.transitionS + at.clearS > holdS && isQueueBound(at);
  });
}

function barsOf(
  turn: Turn,
  state: CoreState,
  mission: MissionView,
  route: Route,
  progress: Progress,
): readonly (BarView | undefined)[] {
  const states = heardStates(turn.index, state, turn.nowMs);
  const cycleOf = (junction: string, group: string) => state.junctions.get(junction)?.cycles.get(group);
  return route.stops.map((stop, bar) => {
    if (bar < progress.passedStops) return undefined;
    const request = mission.requests.findLast((r) => !r.passed && r.stop.linkIndex === stop.linkIndex);
    const asking = state.junctions.get(stop.junction)?.asking;
    return {
      stop,
      next: route.links[stop.linkIndex + 1]!,
      state: states.get(stop.junction),
      cycleOf,
      asking: asking?.request === request?.id ? asking : undefined,
      closed: request === undefined || isFinal(request.state),
    };
  });
}
