import type { MovementId } from '../kernel/ids.ts';
import { type BarOutlook, barDelay, heldUpS } from '../preemption/bar-delay.ts';
import { forecastRoute } from '../preemption/forecast.ts';
import { stageFor } from '../preemption/stage-choice.ts';
import { AMBULANCE_SPEED_FACTOR } from '../preemption/traffic-constants.ts';
import { OTHERS_PER_S } from '../preemption/urgency-rate.ts';
import { distanceM, type LatLon, pointOnLink } from '../roadnet/geometry.ts';
import type { LiveConditions, TurnDelay } from '../roadnet/live-conditions.ts';
import type { Junction, VehicleGroup } from '../roadnet/map.ts';
import { delayedS } from '../routing/eta.ts';
import type { Route, RouteStop } from '../routing/route.ts';
import { laneTraffic } from '../traffic/traffic-state.ts';
import { restS } from './destination.ts';
import { heardState, heardStates } from './heard-states.ts';
import type { CoreState, MissionView } from './state.ts';
import type { Turn } from './turn.ts';

/** Junctions are looked at that a way of so much more than the present one could lead over. */
const WIDER_SHARE = 1.4;
const WIDER_M = 500;
/** Speed as the crow flies of an ambulance that nothing holds up. */
const SOONEST_MPS = 15;
/** Commands turned down in a row before a junction counts as one that does not do what it is asked. */
const UNWILLING_AFTER = 3;
/** A round that serves all who wait takes so long, with getting under way again. */
const ROUND_S = 45;

/**
 * What decides when an ambulance comes: `driving`, so that queues have as long to go as it takes to drive there; or the queues before it,
 * which use up that time, so that each has only as long to go as its own road takes. Which of them holds is only known of a whole way.
 */
export type Pace = 'driving' | 'queues';

/** What everything on the way costs as signals and queues stand, for a search of ways: free flow, and delays on top of it. */
export function conditionsUnderPlan(turn: Turn, state: CoreState, mission: MissionView, pace: Pace): LiveConditions {
  const { index } = turn;
  const { at, route, progress } = mission;
  if (at === undefined || route === undefined || progress === undefined) return state.live;
  const from = pointOnLink(index, at.link, at.offsetM);
  const to = endOf(turn, route);
  const withinM = WIDER_SHARE * (route.lengthM - progress.alongM) + WIDER_M;
  const turnDelays = index.map.junctions.flatMap((junction): readonly TurnDelay[] => {
    const node = index.node(junction.node);
    const awayM = distanceM(from, node);
    if (awayM + distanceM(node, to) > withinM) return [];
    return delaysAt(turn, state, mission, junction, pace === 'driving' ? awayM / SOONEST_MPS : 0);
  });
  return { ...state.live, turnDelays };
}

/** Seconds that the rest of a route costs from a point of it: the ambulance's own, and the others' at the rate of its urgency. */
export function costUnderPlan(turn: Turn, state: CoreState, mission: MissionView, route: Route, alongM: number): number {
  const { index, nowMs } = turn;
  const states = heardStates(index, state, nowMs);
  const drivenS = alongM / index.link(route.links[0]!).speedLimitMps;
  let costS = restS(index, route, 0, state.live) - drivenS;
  let fromM = alongM;
  let freeS = 0;
  let heldBackS = 0;
  let roundsS = 0;
  for (const { stop, arrivalS, transitionS, clearS } of forecastRoute(
    index,
    route,
    alongM,
    states,
    state.traffic,
    nowMs,
    state.live,
  )) {
    const { speedLimitMps } = index.link(stop.link);
    freeS += (stop.alongM - fromM) / (speedLimitMps * AMBULANCE_SPEED_FACTOR) + delayedS(route, fromM, stop.alongM, state.live);
    fromM = stop.alongM;
    heldBackS = Math.max(0, arrivalS - freeS);
    const junction = index.junction(stop.junction);
    const bar = outlookOf(turn, state, junction, stop, arrivalS);
    if (!bar.isWilling || bar.state === undefined) {
      costS += barDelay(index, bar, nowMs).delayS;
      continue;
    }
    const stage = stageFor(junction, stop.group);
    if (stage === undefined) continue;
    const holdS = transitionS + clearS;
    roundsS = Math.max(roundsS, Math.floor(holdS / junction.maxPresenceS) * ROUND_S);
    costS += heldUpS(index, junction, stage, bar.traffic, Math.min(holdS, junction.maxPresenceS)) / OTHERS_PER_S[mission.urgency];
  }
  return costS + heldBackS + roundsS;
}

function endOf({ index }: Turn, route: Route): LatLon {
  const last = route.links.at(-1)!;
  return pointOnLink(index, last, route.lengthM - route.startsM.at(-1)!);
}

function delaysAt(turn: Turn, state: CoreState, { urgency }: MissionView, junction: Junction, soonestS: number): TurnDelay[] {
  const groups = junction.groups.filter((group): group is VehicleGroup => group.kind === 'vehicle');
  return groups.flatMap(({ id: group, movements }) =>
    movements.map((movement): TurnDelay => {
      const stop = { group, ...approachOf(turn, movement) };
      const alongS = turn.index.link(stop.link).lengthM / SOONEST_MPS;
      const outlook = outlookOf(turn, state, junction, stop, Math.max(soonestS, alongS));
      const { delayS, othersS } = barDelay(turn.index, outlook, turn.nowMs);
      return { movement, seconds: delayS + othersS / OTHERS_PER_S[urgency] };
    }),
  );
}

function approachOf({ index }: Turn, id: MovementId): Pick<RouteStop, 'link' | 'lanes'> {
  const { from, lanes } = index.movement(id);
  return { link: from, lanes: [...new Set(lanes.map(([lane]) => lane))] };
}

function outlookOf(
  turn: Turn,
  state: CoreState,
  junction: Junction,
  { link, lanes, group }: Pick<RouteStop, 'link' | 'lanes' | 'group'>,
  soonestS: number,
): BarOutlook {
  const view = state.junctions.get(junction.id);
  const heard = heardState(turn.index, state, view, turn.nowMs);
  const traffic = laneTraffic(turn.index, state.traffic, junction.id);
  const isWilling = heard !== undefined && heard.mode !== 'fault' && (view?.rejections ?? 0) < UNWILLING_AFTER;
  return { junction, group, link, lanes, state: heard, traffic, isWilling, cycle: view?.cycles.get(group), soonestS };
}
