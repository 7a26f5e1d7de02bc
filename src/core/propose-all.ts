import type { StopForecast } from '../preemption/forecast.ts';
import type { Outlook, Proposal } from '../preemption/proposal.ts';
import { isBeforeItsTime } from '../preemption/refusal.ts';
import { isFinal, type PriorityRequest } from '../preemption/request.ts';
import { leftOut } from '../preemption/strategy.ts';
import { propose } from '../preemption/strategy-proposal.ts';
import { isSuspect } from './doubt.ts';
import { heardState } from './heard-states.ts';
import { waitsUntilItMoves } from './held-too-long.ts';
import { isLaterVisit, move } from './requests.ts';
import type { CoreState, MissionView } from './state.ts';
import type { Turn } from './turn.ts';

const TOO_EARLY = { kind: 'wait', reason: 'too-early' } as const;
const STANDS = { kind: 'wait', reason: 'max-presence' } as const;
/** Another request has the junction. */
export const LOST_TO_OTHER = { kind: 'lose', reason: 'held-by-other-request' } as const;

type Serve = Extract<Proposal, { kind: 'serve' }>;

/** So far ahead an ambulance is reckoned with where several want one junction. */
const HORIZON_S = 120;

/** What one request wants of its junction. */
export interface Claim {
  readonly mission: MissionView;
  readonly ask: PriorityRequest;
  readonly outlook: Outlook;
  /** See `Contender`. */
  readonly slackS: number;
  /** Absent: it is too early yet. */
  readonly proposal?: Serve;
}

/** Lets the strategy speak for each request that still can be served; those that must wait or are turned away say why. */
export function proposeAll(
  turn: Turn,
  state: CoreState,
  mission: MissionView,
  forecast: readonly StopForecast[],
  slackAt: ReadonlyMap<number, number>,
): { mission: MissionView; claims: readonly Claim[] } {
  const claims: Claim[] = [];
  if (forecast.length === 0 || mission.positionLost || mission.astray === true || isSuspect(mission)) return { mission, claims };
  const requests = mission.requests.map((request) => {
    const at = forecast.find((f) => f.stop.linkIndex === request.stop.linkIndex);
    if (request.passed || isFinal(request.state) || at === undefined) return request;
    if (isLaterVisit(mission, request))
      return move(turn, mission, request, request.state === 'activated' ? LOST_TO_OTHER : TOO_EARLY);
    if (request.state !== 'activated' && waitsUntilItMoves(mission, request)) return move(turn, mission, request, STANDS);
    const outlook = outlookOf(turn, state, mission, request, at);
    const slackS = slackAt.get(request.stop.linkIndex) ?? 0;
    const proposal = propose(state.config.strategy, outlook);
    if (proposal.kind === 'serve') {
      claims.push({ mission, ask: request, outlook, slackS, proposal });
      return request;
    }
    const { reason } = proposal;
    const moved = move(turn, mission, request, isForGood(reason) ? { kind: 'reject', reason } : { kind: 'wait', reason });
    if (isBeforeItsTime(reason) && at.arrivalS - at.clearS <= HORIZON_S) claims.push({ mission, ask: moved, outlook, slackS });
    return moved;
  });
  const changed = requests.some((r, i) => r !== mission.requests[i]);
  return { mission: changed ? { ...mission, requests } : mission, claims };
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
  return {
    index: turn.index,
    request,
    urgency: mission.urgency,
    junction: turn.index.junction(request.junction),
    state: heardState(turn.index, state, view, turn.nowMs),
    forecast,
    asking: view?.asking?.request === request.id ? view.asking : undefined,
    speedMps: mission.progress?.speedMps ?? 0,
    nowMs: turn.nowMs,
    isJammed: mission.isJammed === true,
    remainingM: (mission.route?.lengthM ?? 0) - request.stop.alongM,
    traffic: state.traffic,
    cycleOf: (id, group) => state.junctions.get(id)?.cycles.get(group),
    ...leftOut(state.config.strategy),
    ...(mission.plan === undefined ? {} : { plan: mission.plan }),
  };
}
