import { arrivalBand } from '../preemption/arrival-band.ts';
import type { StopForecast } from '../preemption/forecast.ts';
import type { MissionStatus, VehiclePlace } from '../preemption/mission.ts';
import { AMBULANCE_SPEED_FACTOR } from '../preemption/traffic-constants.ts';
import type { LiveConditions } from '../roadnet/live-conditions.ts';
import { type RouteLine, routeLine } from '../roadnet/route-line.ts';
import { delayedS, freeFlowEtaS } from '../routing/eta.ts';
import { deadReckon } from '../routing/progress.ts';
import type { Route } from '../routing/route.ts';
import { junctionOutlooks } from './junction-outlook.ts';
import { type CoreState, isOpen, type MissionView, withEntry } from './state.ts';
import type { Turn } from './turn.ts';
import { placeAlong, reckonUnheard, type Unheard } from './unheard.ts';

/** Dispatch sees a mission anew at least this often. */
const STATUS_MS = 2_000;

const lines = new WeakMap<Route, RouteLine>();

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
  const { incident, lastOrder, reason, route, progress, savedS, unaided } = mission;
  const isFollowed = isOpen(mission) && route !== undefined && progress !== undefined;
  const now = isFollowed ? reckonUnheard(turn.index, route, progress, forecast, turn.nowMs, state.live) : undefined;
  const shown = now === undefined ? mission : { ...mission, progress: now.progress };
  const expected = now === undefined || now.unreckonedS === 0 ? forecast : forecast.map((one) => earlier(one, now.unreckonedS));
  return {
    mission: mission.mission,
    vehicle: mission.vehicle,
    ...(incident === undefined ? {} : { incident }),
    atMs: turn.nowMs,
    phase: mission.phase,
    urgency: mission.urgency,
    destination: mission.destination,
    ...(reason === undefined ? {} : { reason }),
    ...(lastOrder === undefined ? {} : { lastOrder }),
    ...placeOf(turn, mission, now),
    ...(isFollowed && mission.uncertainStart !== undefined ? { uncertainStart: true } : {}),
    ...(isFollowed && now !== undefined ? arrivalOf(turn, route, now, forecast, state.live) : {}),
    ...(savedS === undefined || unaided === 'unknown' ? {} : { savedEstimateS: Math.round(savedS) }),
    route: route?.links ?? [],
    ...(mission.guided === undefined ? {} : { guided: mission.guided }),
    ...(route === undefined ? {} : { geometry: lineOf(turn, route) }),
    junctions: junctionOutlooks(turn, state, shown, expected),
  };
}

/** Drawn once per route. */
function lineOf(turn: Turn, route: Route): RouteLine {
  const known = lines.get(route);
  if (known !== undefined) return known;
  const line = routeLine(turn.index, route.links);
  lines.set(route, line);
  return line;
}

function earlier(forecast: StopForecast, byS: number): StopForecast {
  return { ...forecast, arrivalS: Math.max(0, forecast.arrivalS - byS) };
}

function placeOf(
  { index }: Turn,
  { at, match, trust, route }: MissionView,
  now: Unheard | undefined,
): { readonly position?: VehiclePlace } {
  if (at === undefined || match === undefined) return {};
  const isReckoned = now !== undefined && now.unheardS > 0 && route?.links.includes(at.link) === true;
  const { link, offsetM, lat, lon } = isReckoned
    ? placeAlong(index, route, now.progress.alongM)
    : { ...at, lat: match.lat, lon: match.lon };
  const sigmaM = isReckoned ? now.progress.uncertaintyM : at.sigmaM;
  const suspect = trust?.suspect?.reason;
  const place = { lat, lon, link, offsetM: tenths(offsetM), sigmaM: tenths(sigmaM), atMs: at.atMs };
  return { position: suspect === undefined ? place : { ...place, suspect } };
}

type Arrival = Pick<MissionStatus, 'remainingM' | 'etaMs' | 'etaEarlyMs' | 'etaLateMs'>;

/** Arrival at the last stop bar, then free driving to the end, with the delays on the way. */
function arrivalOf(
  { index, nowMs }: Turn,
  route: Route,
  now: Unheard,
  forecast: readonly StopForecast[],
  live: LiveConditions,
): Arrival {
  const { progress, unheardS, unreckonedS } = now;
  const last = forecast.at(-1);
  const fromM = last?.stop.alongM ?? progress.alongM;
  const freeS = freeFlowEtaS(index, route, fromM, route.lengthM, AMBULANCE_SPEED_FACTOR);
  const restS = freeS + delayedS(route, fromM, route.lengthM, live);
  const etaS = Math.max(0, (last?.arrivalS ?? 0) + restS - unreckonedS);
  // What was uncertain of the way when it was last heard is so still.
  const heardEtaS = etaS + unheardS;
  const { earlyS, lateS } = arrivalBand(heardEtaS, forecast, deadReckon(route, progress, nowMs));
  return {
    remainingM: Math.round(Math.max(0, route.lengthM - progress.alongM)),
    etaMs: Math.round(nowMs + etaS * 1000),
    etaEarlyMs: Math.round(nowMs + Math.max(0, earlyS - unheardS) * 1000),
    etaLateMs: Math.round(nowMs + (lateS - unheardS) * 1000),
  };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
