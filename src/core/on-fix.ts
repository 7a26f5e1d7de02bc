import type { LinkId } from '../kernel/ids.ts';
import type { PositionFix } from '../location/fix.ts';
import type { Matched } from '../location/matched.ts';
import { matchFix } from '../location/matcher.ts';
import type { FixRefusal } from '../location/refusal.ts';
import { reportAll } from '../location/report.ts';
import { readClock, type VehicleClock } from '../location/vehicle-clock.ts';
import type { LiveConditions } from '../roadnet/live-conditions.ts';
import { keepRoute } from '../routing/off-route.ts';
import { findOnRoute, type Route } from '../routing/route.ts';
import { isSuspect, watchTrust } from './doubt.ts';
import { endMission } from './end-mission.ts';
import { hasBegun, likelyStart } from './likely-start.ts';
import { moveAll } from './requests.ts';
import { keepOrReroute } from './reroute.ts';
import { setOut } from './set-out.ts';
import { type CoreState, type InterruptedWay, isOpen, type MissionView, withEntry } from './state.ts';
import { onStranger } from './strangers.ts';
import { drive, takeRoute } from './take-route.ts';
import type { Turn } from './turn.ts';

/** Refused, but a sign of life: the vehicle's unit is on and its clock is right. */
const TIMELY: ReadonlySet<FixRefusal> = new Set(['implausible-jump', 'implausible-speed', 'no-road-near']);

/** No road that the vehicle may be on leads to its destination: believed after so many matches over so long ... */
const NO_ROUTE_MATCHES = 3;
const NO_ROUTE_MS = 2_000;
/** ... and over so long where it is not sure which road it is on. */
const NO_ROUTE_UNSURE_MS = 30_000;
const SURE_SHARE = 0.95;

const NOWHERE: readonly LinkId[] = [];

/** A position: matched to the road, then the mission's route, progress and passed stop bars follow from it. */
export function onFix(turn: Turn, state: CoreState, fix: PositionFix): CoreState {
  const mission = [...state.missions.values()].find((m) => m.vehicle === fix.vehicle && isOpen(m));
  if (mission === undefined) return onStranger(turn, state, fix);
  const { clock, atMs, isSettled } = readClock(mission.clock, fix.atMs, turn.nowMs);
  if (isSettled) tellOffset(turn, fix.vehicle, clock);
  const ours = { ...fix, atMs };
  const { state: match, outcome } = matchFix(turn.index, mission.match, ours, turn.nowMs, expectedLinks(mission));
  if (outcome.kind === 'refused') {
    const heardMs = TIMELY.has(outcome.reason) ? turn.nowMs : mission.heardMs;
    turn.refuse({ stage: 'match', reason: outcome.reason }, { vehicle: fix.vehicle, mission: mission.mission }, outcome.detail);
    const unmoved: MissionView = { ...mission, clock, heardMs, ...(match === undefined ? {} : { match }) };
    const judged = watchTrust(turn, mission, unmoved, ours, outcome);
    return { ...state, missions: withEntry(state.missions, mission.mission, judged) };
  }
  const matchedN = turn.emit({
    kind: 'matched',
    vehicle: fix.vehicle,
    cause: turn.inputN,
    link: outcome.link,
    offsetM: outcome.offsetM,
    errorM: outcome.errorM,
    probability: outcome.probability,
  });
  const located: MissionView = {
    ...mission,
    clock,
    match: match ?? mission.match,
    at: outcome,
    matchedN,
    lastFixMs: turn.nowMs,
    heardMs: turn.nowMs,
    positionLost: false,
  };
  const judged = watchTrust(turn, mission, located, ours, outcome);
  return { ...state, missions: withEntry(state.missions, mission.mission, follow(turn, judged, outcome, state.live)) };
}

/** Links that the vehicle is expected on. */
function expectedLinks({ route, interrupted }: MissionView): readonly LinkId[] {
  return route?.links ?? interrupted?.ahead ?? NOWHERE;
}

function tellOffset(turn: Turn, vehicle: string, { correctionMs }: VehicleClock): void {
  const side = correctionMs > 0 ? 'behind' : 'ahead of';
  const text =
    correctionMs === 0
      ? `The clock of ${vehicle} agrees with ours again.`
      : `The clock of ${vehicle} is ${Math.abs(correctionMs) / 1000} s ${side} ours; its times are corrected. Set it right.`;
  turn.alert({ code: 'clock-offset', vehicle, text });
}

function follow(turn: Turn, before: MissionView, at: Matched, live: LiveConditions): MissionView {
  const mission = before.route === undefined ? before : backOnRoute(before, before.route, at);
  if (mission.route === undefined && mission.interrupted !== undefined && (at.plannedShare ?? 0) >= 0.5)
    return goOn(turn, mission, mission.interrupted, live);
  if (mission.route === undefined || at.restarted === true) return routeFrom(turn, mission, at, live);
  // What a suspect says of places that it cannot have come to moves no route.
  const keeping = keepRoute(mission.route, mission.keeping, at, isSuspect(mission) ? undefined : mission.progress);
  if (keeping.kind === 'left-route') return routeFrom(turn, mission, at, live);
  if (mission.uncertainStart === undefined) return drive(turn, { ...mission, keeping }, mission.route, at);
  const begun = hasBegun(mission.route, at);
  if (begun === false) return routeFrom(turn, mission, at, live);
  const { uncertainStart: _, ...sure } = mission;
  return drive(turn, { ...(begun === true ? sure : mission), keeping }, mission.route, at);
}

/** Goes on along the way that it was on before the controller ended. */
function goOn(turn: Turn, mission: MissionView, { route, progress, ahead }: InterruptedWay, live: LiveConditions): MissionView {
  const at = reportAll(turn.index, mission.match!, ahead).find(({ link }) => ahead.includes(link))!;
  const { interrupted: _, noRoute: __, ...rest } = mission;
  return keepOrReroute(turn, takeRoute(turn, { ...rest, at }, route, at, 'resumed', progress), live);
}

/** Plans (or re-plans) from where the vehicle is, as far as that is known. */
function routeFrom(turn: Turn, mission: MissionView, at: Matched, live: LiveConditions): MissionView {
  const start = mission.match === undefined ? undefined : likelyStart(turn.index, mission, mission.match, live);
  if (start === undefined) return withoutRoute(turn, mission, at);
  return setOut(turn, mission, start, live);
}

/** What is held for it is given back; its route and its requests wait for it to come back. */
function goAstray(turn: Turn, mission: MissionView): MissionView {
  if (mission.astray === true) return mission;
  const left = moveAll(turn, mission, { kind: 'lose', reason: 'no-longer-on-route' }, (r) => r.state === 'activated');
  return { ...left, astray: true };
}

/** It is seen on its route again, as surely as it was seen beside it. */
function backOnRoute(mission: MissionView, route: Route, at: Matched): MissionView {
  if (mission.noRoute === undefined || at.probability < SURE_SHARE || findOnRoute(route, at.link, 0) === undefined)
    return mission;
  const { noRoute: _, astray: __, ...rest } = mission;
  return rest;
}

/** One match alone may be wrong, and what a suspect says may be another's, so neither ends a mission. */
function withoutRoute(turn: Turn, mission: MissionView, at: Matched): MissionView {
  const noRoute = { matches: (mission.noRoute?.matches ?? 0) + 1, sinceMs: mission.noRoute?.sinceMs ?? at.atMs };
  const forMs = at.probability >= SURE_SHARE ? NO_ROUTE_MS : NO_ROUTE_UNSURE_MS;
  const isLasting = noRoute.matches >= NO_ROUTE_MATCHES && at.atMs - noRoute.sinceMs >= forMs;
  const isBelieved = isLasting && !isSuspect(mission);
  if (isBelieved || noRoute.matches === 1 || mission.route !== undefined) {
    turn.refuse(
      { stage: 'mission', reason: 'no-route' },
      { mission: mission.mission, vehicle: mission.vehicle },
      `from ${at.link} to ${JSON.stringify(mission.destination)}`,
    );
  }
  // A re-route that finds nothing is more likely a wrong match than a wrong road: the route it had stays, and waits for it where it is surely off it.
  if (mission.route !== undefined) {
    const kept: MissionView = { ...mission, keeping: { kind: 'on-route' }, noRoute };
    return isBelieved ? goAstray(turn, kept) : kept;
  }
  return isBelieved ? endMission(turn, mission, 'refused', 'no-route') : { ...mission, noRoute };
}
