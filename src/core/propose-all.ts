import type { Contender } from '../preemption/arbitration.ts';
import type { StopForecast } from '../preemption/forecast.ts';
import type { Outlook, Proposal } from '../preemption/proposal.ts';
import { isFinal, type PriorityRequest } from '../preemption/request.ts';
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

/** One request that wants its junction now. */
export interface Wanted extends Contender {
  readonly mission: MissionView;
  readonly ask: PriorityRequest;
  readonly proposal: Serve;
}

/** Lets the strategy speak for each request that still can be served; those that must wait or are turned away say why. */
export function proposeAll(
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
    ...(mission.plan === undefined ? {} : { plan: mission.plan }),
  };
}
