import type { JunctionId } from '../kernel/ids.ts';
import { type Contender, comesBefore } from '../preemption/arbitration.ts';
import { forecastRoute, type StopForecast } from '../preemption/forecast.ts';
import type { Outlook, Proposal } from '../preemption/proposal.ts';
import { isFinal, type PriorityRequest } from '../preemption/request.ts';
import { propose } from '../preemption/strategy-proposal.ts';
import { DEAD_RECKONING_S, deadReckon } from '../routing/progress.ts';
import { SILENT_AFTER_MS } from '../signal/interlock.ts';
import { ask } from './commanding.ts';
import { isSuspect, withhold } from './doubt.ts';
import { endMission } from './end-mission.ts';
import { forgetEnded } from './ended-missions.ts';
import { heardStates } from './heard-states.ts';
import { countCommanded, endHeldTooLong, isInVain, waitsUntilItMoves } from './held-too-long.ts';
import { letGo } from './letting-go.ts';
import { planCorridor } from './plan-corridor.ts';
import { reckonUnaided } from './reckon-unaided.ts';
import { isLaterVisit, move, moveAll, reopenRequests } from './requests.ts';
import { type CoreState, drivenM, isOpen, type MissionView, withEntry } from './state.ts';
import { reportStatus } from './status.ts';
import type { Turn } from './turn.ts';
import { watchJunctions } from './watch.ts';

/** A mission whose vehicle has not been heard for so long is given up: dispatch may be gone as well. */
const GIVEN_UP_MS = 600_000;

const TOO_EARLY = { kind: 'wait', reason: 'too-early' } as const;
const STANDS = { kind: 'wait', reason: 'max-presence' } as const;
/** Another request has the junction. */
const LOST_TO_OTHER = { kind: 'lose', reason: 'held-by-other-request' } as const;

type Serve = Extract<Proposal, { kind: 'serve' }>;

/** One request that wants its junction now. */
interface Wanted extends Contender {
  readonly mission: MissionView;
  readonly ask: PriorityRequest;
  readonly proposal: Serve;
}

/** A second has passed: every request's outlook is taken anew, and each junction is asked, renewed or let go. */
export function onTick(turn: Turn, before: CoreState): CoreState {
  let state = before;
  const wanted: Wanted[] = [];
  const forecasts = new Map<string, readonly StopForecast[]>();
  for (const id of before.missions.keys()) {
    const heard = reckonUnaided(turn, state, listen(turn, state.missions.get(id)!));
    const forecast = forecastOf(turn, state, heard);
    const mission = planCorridor(turn, state, heard, forecast);
    forecasts.set(id, forecast);
    const proposed = proposeAll(turn, state, mission, forecast);
    wanted.push(...proposed.wanted);
    if (proposed.mission !== before.missions.get(id))
      state = { ...state, missions: withEntry(state.missions, id, proposed.mission) };
  }
  state = askAll(turn, state, wanted);
  state = letGo(turn, state);
  state = watchJunctions(turn, state);
  return forgetEnded(turn, reportStatus(turn, state, forecasts));
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

function forecastOf(turn: Turn, state: CoreState, mission: MissionView): readonly StopForecast[] {
  if (!isOpen(mission) || mission.route === undefined || mission.progress === undefined) return [];
  const alongM = deadReckon(mission.route, mission.progress, turn.nowMs).alongM;
  const ahead = mission.route.stops[mission.progress.passedStops]?.alongM ?? Number.POSITIVE_INFINITY;
  const states = heardStates(state, turn.nowMs);
  return forecastRoute(turn.index, mission.route, Math.min(alongM, ahead), states, turn.nowMs, state.live);
}

/** Lets the strategy speak for each request that still can be served; those that must wait or are turned away say why. */
function proposeAll(
  turn: Turn,
  state: CoreState,
  mission: MissionView,
  forecast: readonly StopForecast[],
): { mission: MissionView; wanted: readonly Wanted[] } {
  const wanted: Wanted[] = [];
  if (forecast.length === 0 || mission.positionLost || isSuspect(mission)) return { mission, wanted };
  const requests = mission.requests.map((request) => {
    const at = forecast.find((f) => f.stop.linkIndex === request.stop.linkIndex);
    if (request.passed || isFinal(request.state) || at === undefined) return request;
    if (isLaterVisit(mission, request))
      return move(turn, mission, request, request.state === 'activated' ? LOST_TO_OTHER : TOO_EARLY);
    if (request.state !== 'activated' && waitsUntilItMoves(mission, request)) return move(turn, mission, request, STANDS);
    const proposal = propose(state.config.strategy, outlookOf(turn, state, mission, request, at));
    if (proposal.kind === 'wait')
      return move(turn, mission, request, { kind: isForGood(proposal.reason) ? 'reject' : 'wait', reason: proposal.reason });
    wanted.push({ mission, ask: request, proposal, request: request.id, urgency: mission.urgency, etaMs: proposal.basis.etaMs });
    return request;
  });
  const changed = requests.some((r, i) => r !== mission.requests[i]);
  return { mission: changed ? { ...mission, requests } : mission, wanted };
}

function isForGood(reason: Extract<Proposal, { kind: 'wait' }>['reason']): boolean {
  return reason === 'strategy-gives-no-priority' || reason === 'no-stage-for-movement';
}

function outlookOf(
  turn: Turn,
  state: CoreState,
  mission: MissionView,
  request: PriorityRequest,
  forecast: StopForecast,
): Outlook {
  const view = state.junctions.get(request.junction);
  const heard = view !== undefined && turn.nowMs - view.receivedMs <= SILENT_AFTER_MS;
  return {
    index: turn.index,
    request,
    urgency: mission.urgency,
    junction: turn.index.junction(request.junction),
    state: heard ? view.state : undefined,
    forecast,
    asking: view?.asking?.request === request.id ? view.asking : undefined,
    speedMps: mission.progress?.speedMps ?? 0,
    nowMs: turn.nowMs,
    ...(mission.plan === undefined ? {} : { plan: mission.plan }),
  };
}

/** Asks each wanted junction for the request that comes first; the others wait and are told so. */
function askAll(turn: Turn, before: CoreState, wanted: readonly Wanted[]): CoreState {
  let state = before;
  const first = new Map<JunctionId, Wanted>();
  for (const one of wanted) {
    const other = first.get(one.ask.junction);
    if (other === undefined || comesBefore(one, other)) first.set(one.ask.junction, one);
  }
  for (const one of wanted) {
    const winner = first.get(one.ask.junction)!;
    state = winner === one ? askFor(turn, state, one) : yieldTo(turn, state, one, winner);
  }
  return state;
}

function askFor(turn: Turn, state: CoreState, one: Wanted): CoreState {
  const { ask: request, proposal } = one;
  const { commanded } = request;
  if (commanded !== undefined && isInVain(turn, request)) return endHeldTooLong(turn, state, request.id, commanded.fromM);
  const outcome = ask(
    turn,
    state.junctions.get(request.junction),
    {
      ...proposal,
      junction: request.junction,
      request: request.id,
      cause: one.mission.matchedN,
      group: request.stop.group,
      drivenM: drivenM(one.mission),
    },
    state.failed,
  );
  const asked = { ...state, junctions: withEntry(state.junctions, request.junction, outcome.view) };
  const { asking } = outcome.view;
  if (outcome.kind === 'withheld' && outcome.reason === 'max-presence' && asking?.request === request.id)
    return endHeldTooLong(turn, asked, request.id, asking.heldFromM);
  if (outcome.kind === 'withheld') return moveIn(turn, asked, request, { kind: 'wait', reason: waitingFor(outcome.reason) });
  if (request.state === 'activated') return withRequest(asked, countCommanded(turn, one.mission, request));
  return moveIn(turn, asked, request, { kind: 'activate' });
}

function waitingFor(
  reason: Extract<ReturnType<typeof ask>, { kind: 'withheld' }>['reason'],
): 'junction-silent' | 'junction-fault' | 'junction-refuses' {
  return reason === 'junction-silent' || reason === 'junction-fault' ? reason : 'junction-refuses';
}

/** The loser waits while it has not been served; what it holds already passes to the winner. */
function yieldTo(turn: Turn, state: CoreState, loser: Wanted, winner: Wanted): CoreState {
  const sameStage = loser.proposal.stage === winner.proposal.stage;
  if (loser.ask.state === 'activated' && sameStage) return state;
  const trigger = loser.ask.state === 'activated' ? LOST_TO_OTHER : ({ kind: 'wait', reason: 'held-by-other-request' } as const);
  return moveIn(turn, state, loser.ask, trigger);
}

function moveIn(turn: Turn, state: CoreState, request: PriorityRequest, trigger: Parameters<typeof move>[3]): CoreState {
  const mission = state.missions.get(request.mission)!;
  const current = mission.requests.find((r) => r.id === request.id)!;
  const moved = move(turn, mission, current, trigger);
  return moved === current ? state : withRequest(state, moved);
}

function withRequest(state: CoreState, request: PriorityRequest): CoreState {
  const mission = state.missions.get(request.mission)!;
  const requests = mission.requests.map((r) => (r.id === request.id ? request : r));
  return { ...state, missions: withEntry(state.missions, mission.mission, { ...mission, requests }) };
}
