import type { JunctionId } from '../kernel/ids.ts';
import type { LiveConditions } from '../roadnet/live-conditions.ts';
import type { Junction } from '../roadnet/map.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { delayedS } from '../routing/eta.ts';
import type { Route, RouteStop } from '../routing/route.ts';
import { transitionS } from '../signal/clearance.ts';
import type { JunctionState } from '../signal/junction-state.ts';
import { laneTraffic, type TrafficState } from '../traffic/traffic-state.ts';
import { queueAhead } from './queue-ahead.ts';
import { stageFor } from './stage-choice.ts';
import { starvedServiceLeftS } from './starved-service.ts';
import { stayShare } from './stay-share.ts';
import { AMBULANCE_SPEED_FACTOR, AMBULANCE_SPEED_FACTOR_MAX, SATURATION_HEADWAY_S, STARTUP_LOST_S } from './traffic-constants.ts';

/** Share of the queue ahead that is certain to hold the ambulance up: the rest it may get round, or was miscounted. */
export const QUEUE_CERTAIN = 0.7;

/** An ambulance among traffic that flows needs so much longer than on a free road: it has to get round the others. */
export const FLOWING_FACTOR = 1.02;

/** What lies ahead at one stop bar of the route, if its green began now. Seconds from now. */
export interface StopForecast {
  readonly stop: RouteStop;
  readonly distanceM: number;
  /** Vehicles per lane on this approach, and on all approaches up to here that stay on the route. */
  readonly queueVeh: number;
  readonly cumulativeVeh: number;
  /** What minimum greens, pedestrians, yellow and all-red still take before the green can begin; 0 when it shows green. */
  readonly transitionS: number;
  /** Time the vehicles ahead need to cross the stop bar from the start of green. */
  readonly clearS: number;
  /** It will hardly be here earlier. */
  readonly earliestS: number;
  /** Arrival when the junctions before it have gone green in time: free driving, or the discharge of what is in front. */
  readonly arrivalS: number;
  /** Arrival by driving alone, at the pace of an ambulance in traffic that flows. */
  readonly drivingS: number;
}

/**
 * Those ahead make a jam if they take so long to cross a stop bar, and so large a part of the time in which it could be driven to; it is
 * over when they take less than that of both.
 */
const JAM_S = 60;
const JAM_SHARE = 0.8;
const OVER = 2 / 3;

/** A turn is driven slowly, and speed gained again after it. */
const TURN_S = 5.9;

/** What driving on from a stop bar takes longer because the route turns there. */
export function turningS(index: RoadIndex, before: RouteStop | undefined): number {
  return before === undefined || index.movement(before.movement).turn === 'through' ? 0 : TURN_S;
}

/** An arrival within this of the queue's clearing is the queue's. */
const QUEUE_BOUND_S = 1;

/** True where the queue in front of a stop bar, not driving, decides when the ambulance comes to it. */
export function isQueueBound({ arrivalS, transitionS, clearS }: StopForecast): boolean {
  return arrivalS <= transitionS + clearS + QUEUE_BOUND_S;
}

/** True where queues, not driving, decide when the ambulance comes to some stop bar ahead; `before`: a second ago they did. */
export function isJammed(forecast: readonly StopForecast[], before: boolean): boolean {
  const factor = before ? OVER : 1;
  return forecast.some(({ clearS, drivingS }) => clearS > JAM_S * factor && clearS > JAM_SHARE * factor * drivingS);
}

/**
 * Rolls the corridor forward from the ambulance to the end of its route with the cumulative queue (every vehicle between it and
 * the stop bar, less those that turn off): T_clear,k = t_L + N_k h_s, and arrival_k = max(arrival_k-1 + free driving and
 * the delays that operators report, transition_k + T_clear,k). Junctions that are silent, and those with a dark head, have no transition to
 * wait for. A junction that serves those whom a hold has starved is not crossed before that is over.
 */
export function forecastRoute(
  index: RoadIndex,
  route: Route,
  alongM: number,
  states: ReadonlyMap<JunctionId, JunctionState>,
  traffic: TrafficState | undefined,
  nowMs: number,
  live: LiveConditions,
): readonly StopForecast[] {
  const forecasts: StopForecast[] = [];
  let fromM = alongM;
  let before: RouteStop | undefined;
  let cumulativeVeh = 0;
  let arrivalS = 0;
  let earliestS = 0;
  let drivingS = 0;
  for (const stop of route.stops) {
    if (stop.alongM < alongM) continue;
    const link = index.link(stop.link);
    const distanceM = stop.alongM - alongM;
    const state = states.get(stop.junction);
    const remainingM = Math.min(link.lengthM, distanceM);
    const lanes = laneTraffic(index, traffic, stop.junction);
    const queueVeh = queueAhead(lanes, stop.link, stop.lanes, link.lengthM, remainingM).vehicles;
    const stayingVeh = before === undefined ? 0 : cumulativeVeh * stayShare(index, traffic, before, stop);
    cumulativeVeh = stayingVeh + queueVeh;
    const { transitionS, closedS } = lightAt(index.junction(stop.junction), stop, state, nowMs);
    const startupS = transitionS === 0 ? 0 : STARTUP_LOST_S;
    const clearS = startupS + cumulativeVeh * SATURATION_HEADWAY_S;
    const drivenM = stop.alongM - fromM;
    const soonestS = earliestS + drivenM / (link.speedLimitMps * AMBULANCE_SPEED_FACTOR_MAX);
    earliestS = Math.max(soonestS, clearS * QUEUE_CERTAIN, closedS);
    const driveS = drivenM / (link.speedLimitMps * AMBULANCE_SPEED_FACTOR) + delayedS(route, fromM, stop.alongM, live);
    arrivalS = Math.max(arrivalS + driveS, transitionS + clearS, closedS + clearS);
    drivingS = Math.max(drivingS + driveS * FLOWING_FACTOR + turningS(index, before), closedS);
    forecasts.push({ stop, distanceM, queueVeh, cumulativeVeh, transitionS, clearS, earliestS, arrivalS, drivingS });
    fromM = stop.alongM;
    before = stop;
  }
  return forecasts;
}

/** What a light still owes before it can be green, and for how long its junction will not listen; nothing where nobody knows. */
function lightAt(
  junction: Junction,
  { group }: RouteStop,
  state: JunctionState | undefined,
  nowMs: number,
): { readonly transitionS: number; readonly closedS: number } {
  const stage = stageFor(junction, group);
  if (state === undefined || stage === undefined) return { transitionS: 0, closedS: 0 };
  const owedS = transitionS(junction, state, stage.id, nowMs);
  return { transitionS: Number.isFinite(owedS) ? owedS : 0, closedS: starvedServiceLeftS(junction, state, stage.id, nowMs) };
}
