import type { PositionFix } from '../location/fix.ts';
import type { Matched } from '../location/matched.ts';
import { matchFix } from '../location/matcher.ts';
import type { FixRefusal } from '../location/refusal.ts';
import { readClock, type VehicleClock } from '../location/vehicle-clock.ts';
import type { LiveConditions } from '../roadnet/live-conditions.ts';
import { keepRoute } from '../routing/off-route.ts';
import { tellClosedAhead } from './closed-ahead.ts';
import { routeAnyhow } from './destination.ts';
import { watchTrust } from './doubt.ts';
import { endMission } from './end-mission.ts';
import { type CoreState, isOpen, type MissionView, withEntry } from './state.ts';
import { onStranger } from './strangers.ts';
import { drive, takeRoute } from './take-route.ts';
import type { Turn } from './turn.ts';

/** Refused, but a sign of life: the vehicle's unit is on and its clock is right. */
const TIMELY: ReadonlySet<FixRefusal> = new Set(['implausible-jump', 'implausible-speed', 'no-road-near']);

/** A position: matched to the road, then the mission's route, progress and passed stop bars follow from it. */
export function onFix(turn: Turn, state: CoreState, fix: PositionFix): CoreState {
  const mission = [...state.missions.values()].find((m) => m.vehicle === fix.vehicle && isOpen(m));
  if (mission === undefined) return onStranger(turn, state, fix);
  const { clock, atMs, isSettled } = readClock(mission.clock, fix.atMs, turn.nowMs);
  if (isSettled) tellOffset(turn, fix.vehicle, clock);
  const ours = { ...fix, atMs };
  const { state: match, outcome } = matchFix(turn.index, mission.match, ours, turn.nowMs, mission.route?.links ?? []);
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
  const judged = watchTrust(turn, mission, follow(turn, located, outcome, state.live), ours, outcome);
  return { ...state, missions: withEntry(state.missions, mission.mission, judged) };
}

function tellOffset(turn: Turn, vehicle: string, { correctionMs }: VehicleClock): void {
  const side = correctionMs > 0 ? 'behind' : 'ahead of';
  const text =
    correctionMs === 0
      ? `The clock of ${vehicle} agrees with ours again.`
      : `The clock of ${vehicle} is ${Math.abs(correctionMs) / 1000} s ${side} ours; its times are corrected. Set it right.`;
  turn.alert({ code: 'clock-offset', vehicle, text });
}

function follow(turn: Turn, mission: MissionView, at: Matched, live: LiveConditions): MissionView {
  if (mission.route === undefined || at.restarted === true) return routeFrom(turn, mission, at, live);
  const keeping = keepRoute(mission.route, mission.keeping, at);
  if (keeping.kind === 'left-route') return routeFrom(turn, mission, at, live);
  return drive(turn, { ...mission, keeping }, mission.route, at);
}

/** Plans (or re-plans) from where the vehicle is. */
function routeFrom(turn: Turn, mission: MissionView, at: Matched, live: LiveConditions): MissionView {
  const route = routeAnyhow(turn.index, at, mission.destination, live);
  if (route !== undefined) return tellClosedAhead(turn, takeRoute(turn, mission, route, at), live);
  turn.refuse(
    { stage: 'mission', reason: 'no-route' },
    { mission: mission.mission, vehicle: mission.vehicle },
    `from ${at.link} to ${JSON.stringify(mission.destination)}`,
  );
  // A re-route that finds nothing is more likely a wrong match than a wrong road: the route it had stays.
  return mission.route === undefined
    ? endMission(turn, mission, 'refused', 'no-route')
    : { ...mission, keeping: { kind: 'on-route' } };
}
