import type { JunctionId, MissionId } from '../kernel/ids.ts';
import type { Place } from '../preemption/arbitration/standing-order.ts';
import { slackAhead, withWaits } from '../preemption/arbitration/with-waits.ts';
import { forecastRoute, type StopForecast } from '../preemption/forecast.ts';
import { DEAD_RECKONING_S, deadReckon } from '../routing/progress.ts';
import type { RouteStop } from '../routing/route.ts';
import type { JunctionState } from '../signal/junction-state.ts';
import { askAll } from './ask-all.ts';
import { isSuspect, withhold } from './doubt.ts';
import { endMission } from './end-mission.ts';
import { forgetEnded } from './ended-missions.ts';
import { heardStates } from './heard-states.ts';
import { letGo } from './letting-go.ts';
import { planCorridor } from './plan-corridor.ts';
import { type Claim, proposeAll } from './propose-all.ts';
import { reckonUnaided } from './reckon-unaided.ts';
import { moveAll, reopenRequests } from './requests.ts';
import { reviewRoute } from './review-route.ts';
import { seeJam } from './see-jam.ts';
import { seeTraffic } from './see-traffic.ts';
import { endStandingOnGreen } from './stands-on-green.ts';
import { type CoreState, isOpen, type MissionView, withEntry } from './state.ts';
import { reportStatus } from './status.ts';
import type { Turn } from './turn.ts';
import { watchJunctions } from './watch.ts';

/** A mission whose vehicle has not been heard for so long is given up: dispatch may be gone as well. */
const GIVEN_UP_MS = 600_000;

/** A second has passed: every request's outlook is taken anew, and each junction is asked, renewed or let go. */
export function onTick(turn: Turn, before: CoreState): CoreState {
  let state = seeTraffic(turn, before);
  const claims: Claim[] = [];
  const forecasts = new Map<MissionId, readonly StopForecast[]>();
  const states = heardStates(turn.index, state, turn.nowMs);
  for (const id of before.missions.keys()) {
    const heard = reckonUnaided(turn, state, reviewRoute(turn, state, seeStanding(turn, state, state.missions.get(id)!)));
    const free = forecastOf(turn, state, heard, states);
    const forecast = withWaits(turn.index, free, waitsOf(state, id), 'reached');
    const mission = planCorridor(turn, state, seeJam(heard, forecast), forecast);
    forecasts.set(id, free);
    const slackAt = slackAhead(free, forecast, (stop) => placeOf(state, id, stop)?.greenMs, turn.nowMs);
    const proposed = proposeAll(turn, state, mission, forecast, slackAt);
    claims.push(...proposed.claims);
    if (proposed.mission !== before.missions.get(id))
      state = { ...state, missions: withEntry(state.missions, id, proposed.mission) };
  }
  state = askAll(turn, state, claims);
  state = letGo(turn, state);
  state = watchJunctions(turn, state);
  return forgetEnded(turn, reportStatus(turn, state, withLatestWaits(turn, state, forecasts)));
}

/** What a mission waits at a stop bar for others, as last decided there. */
function waitsOf(state: CoreState, mission: MissionId): (stop: RouteStop) => number {
  return (stop) => placeOf(state, mission, stop)?.waitS ?? 0;
}

function placeOf(state: CoreState, mission: MissionId, { junction }: RouteStop): Place | undefined {
  return state.junctions.get(junction)?.order?.places.find((one) => one.mission === mission);
}

function withLatestWaits(
  turn: Turn,
  state: CoreState,
  forecasts: ReadonlyMap<MissionId, readonly StopForecast[]>,
): ReadonlyMap<MissionId, readonly StopForecast[]> {
  return new Map([...forecasts].map(([id, free]) => [id, withWaits(turn.index, free, waitsOf(state, id), 'crossed')]));
}

function seeStanding(turn: Turn, state: CoreState, mission: MissionView): MissionView {
  return endStandingOnGreen(turn, state, listen(turn, mission));
}

/** Notices that a vehicle has gone silent: what it holds is let go, and asked for again when it is heard. */
function listen(turn: Turn, mission: MissionView): MissionView {
  if (!isOpen(mission)) return mission;
  const silentMs = turn.nowMs - mission.lastFixMs;
  if (turn.nowMs - mission.heardMs > GIVEN_UP_MS) return giveUp(turn, mission);
  if (mission.route === undefined) return mission;
  if (silentMs <= DEAD_RECKONING_S * 1000) return isSuspect(mission) ? withhold(turn, mission) : reopenRequests(turn, mission);
  if (mission.positionLost) return mission;
  turn.alert({
    code: 'position-lost',
    vehicle: mission.vehicle,
    text: `${mission.vehicle} has not been heard for ${Math.round(silentMs / 1000)} s; its junctions are let go.`,
  });
  const lost = moveAll(turn, mission, { kind: 'lose', reason: 'position-lost' }, (r) => r.state === 'activated');
  return { ...moveAll(turn, lost, { kind: 'wait', reason: 'position-lost' }, () => true), positionLost: true };
}

function giveUp(turn: Turn, mission: MissionView): MissionView {
  turn.refuse(
    { stage: 'mission', reason: 'no-position' },
    { mission: mission.mission, vehicle: mission.vehicle },
    `last heard at ${mission.heardMs}`,
  );
  return endMission(turn, mission, 'cancelled', 'no-position');
}

function forecastOf(
  turn: Turn,
  state: CoreState,
  mission: MissionView,
  states: ReadonlyMap<JunctionId, JunctionState>,
): readonly StopForecast[] {
  if (!isOpen(mission) || mission.route === undefined || mission.progress === undefined) return [];
  const alongM = deadReckon(mission.route, mission.progress, turn.nowMs).alongM;
  const ahead = mission.route.stops[mission.progress.passedStops]?.alongM ?? Number.POSITIVE_INFINITY;
  return forecastRoute(turn.index, mission.route, Math.min(alongM, ahead), states, state.traffic, turn.nowMs, state.live);
}
