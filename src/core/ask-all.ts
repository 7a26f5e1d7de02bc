import type { JunctionId } from '../kernel/ids.ts';
import { comesBefore } from '../preemption/arbitration.ts';
import type { PriorityRequest } from '../preemption/request.ts';
import { ask } from './commanding.ts';
import { countCommanded, endHeldTooLong, isInVain } from './held-too-long.ts';
import { LOST_TO_OTHER, type Wanted } from './propose-all.ts';
import { move } from './requests.ts';
import { type CoreState, drivenM, withEntry } from './state.ts';
import type { Turn } from './turn.ts';

/** Asks each wanted junction for the request that comes first; the others wait and are told so. */
export function askAll(turn: Turn, before: CoreState, wanted: readonly Wanted[]): CoreState {
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
