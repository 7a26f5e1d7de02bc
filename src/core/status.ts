import type { ArrivalDistribution } from '../preemption/arrival/arrival-distribution.ts';
import { INITIAL_FREE_FACTOR, observedFreeFactor } from '../preemption/arrival/observed-pace.ts';
import type { StopForecast } from '../preemption/forecast.ts';
import type { MissionStatus, VehiclePlace } from '../preemption/mission.ts';
import { type RouteLine, routeLine } from '../roadnet/route-line.ts';
import type { Route } from '../routing/route.ts';
import { arrivalsAhead } from './arrivals-ahead.ts';
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
    const forecast = forecasts.get(id) ?? [];
    const seen = { ...watchPace(turn, mission, forecast), statusMs: turn.nowMs };
    turn.emit({ kind: 'status', status: statusOf(turn, state, seen, forecast) });
    state = { ...state, missions: withEntry(state.missions, id, seen) };
  }
  return state;
}

/** Learns how fast the vehicle drives where nothing holds it up. */
function watchPace({ index, nowMs }: Turn, mission: MissionView, forecast: readonly StopForecast[]): MissionView {
  const { progress, freeFactor = INITIAL_FREE_FACTOR } = mission;
  const [next] = forecast;
  if (progress === undefined || next === undefined || nowMs - progress.atMs > STATUS_MS) return mission;
  const limitMps = index.link(next.stop.link).speedLimitMps;
  const seen = observedFreeFactor(freeFactor, progress.speedMps, limitMps, next);
  return seen === freeFactor ? mission : { ...mission, freeFactor: seen };
}

function statusOf(turn: Turn, state: CoreState, mission: MissionView, forecast: readonly StopForecast[]): MissionStatus {
  const { incident, lastOrder, reason, route, progress, savedS, unaided } = mission;
  const isFollowed = isOpen(mission) && route !== undefined && progress !== undefined;
  const now = isFollowed ? reckonUnheard(turn.index, route, progress, forecast, turn.nowMs, state.live) : undefined;
  const shown = now === undefined ? mission : { ...mission, progress: now.progress };
  const arrivals =
    now === undefined || !isFollowed
      ? []
      : arrivalsAhead(turn, state, mission, route, progress).map((one) => sooner(one, now.unreckonedS));
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
    ...(isFollowed && now !== undefined ? arrivalOf(turn, route, now, arrivals) : {}),
    ...(savedS === undefined || unaided === 'unknown' ? {} : { savedEstimateS: Math.round(savedS) }),
    route: route?.links ?? [],
    ...(mission.guided === undefined ? {} : { guided: mission.guided }),
    ...(route === undefined ? {} : { geometry: lineOf(turn, route) }),
    junctions: junctionOutlooks(turn, state, shown, arrivals),
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

function sooner(one: ArrivalDistribution, byS: number): ArrivalDistribution {
  const earlyS = Math.max(0, one.earlyS - byS);
  const medianS = Math.max(0, one.medianS - byS);
  const green = one.greenS === undefined ? {} : { greenS: Math.max(0, one.greenS - byS) };
  return { ...one, earlyS, medianS, lateS: Math.max(0, one.lateS - byS), ...green };
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

function arrivalOf({ nowMs }: Turn, route: Route, { progress }: Unheard, arrivals: readonly ArrivalDistribution[]): Arrival {
  const end = arrivals.at(-1)!;
  return {
    remainingM: Math.round(Math.max(0, route.lengthM - progress.alongM)),
    etaMs: Math.round(nowMs + end.medianS * 1000),
    etaEarlyMs: Math.round(nowMs + end.earlyS * 1000),
    etaLateMs: Math.round(nowMs + end.lateS * 1000),
  };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
