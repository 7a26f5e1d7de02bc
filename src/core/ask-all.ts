import type { JunctionId, RequestId } from '../kernel/ids.ts';
import type { PriorityRequest } from '../preemption/request.ts';
import { commonStage } from '../preemption/stage-choice.ts';
import { ask } from './commanding.ts';
import { type Contention, contend } from './contention.ts';
import { countCommanded, endHeldTooLong, isInVain } from './held-too-long.ts';
import { type Claim, LOST_TO_OTHER } from './propose-all.ts';
import { move } from './requests.ts';
import { type CoreState, drivenM, type JunctionView, withEntry } from './state.ts';
import type { Turn } from './turn.ts';

const HELD_BY_OTHER = { kind: 'wait', reason: 'held-by-other-request' } as const;

/** Two that arrive within this of each other may change places from second to second. */
const SAME_ARRIVAL_MS = 3_000;

type Due = Claim & Required<Pick<Claim, 'proposal'>>;

/** Asks each junction that is wanted for those who come first in its order; the others wait and are told so. */
export function askAll(turn: Turn, before: CoreState, claims: readonly Claim[]): CoreState {
  let state = before;
  for (const [junction, here] of byJunction(claims)) {
    const contention = contend(turn, state, junction, here);
    if (contention.view !== state.junctions.get(junction))
      state = { ...state, junctions: withEntry(state.junctions, junction, contention.view) };
    state = serve(turn, state, contention);
  }
  return withoutOldOrders(state, claims);
}

function byJunction(claims: readonly Claim[]): ReadonlyMap<JunctionId, readonly Claim[]> {
  const all = new Map<JunctionId, Claim[]>();
  for (const claim of claims) {
    const here = all.get(claim.ask.junction);
    if (here === undefined) all.set(claim.ask.junction, [claim]);
    else here.push(claim);
  }
  return all;
}

/** Where nobody wants the junction any more there is no order either. */
function withoutOldOrders(state: CoreState, claims: readonly Claim[]): CoreState {
  const wanted = new Set(claims.map(({ ask: request }) => request.junction));
  let junctions: Map<JunctionId, JunctionView> | undefined;
  for (const [id, view] of state.junctions) {
    if (view.order === undefined || wanted.has(id)) continue;
    const { order: _, ...rest } = view;
    junctions ??= new Map(state.junctions);
    junctions.set(id, rest);
  }
  return junctions === undefined ? state : { ...state, junctions };
}

/** One wave of ambulances gets the junction: its first one asks, for a stage that serves all of them. */
function serve(turn: Turn, before: CoreState, { view, wave, others }: Contention): CoreState {
  const due = wave.filter(isDue);
  const leader = leaderOf(due, view.asking?.request);
  const sharing = due.filter((one) => one !== leader);
  let state = before;
  if (leader === undefined) {
    for (const loser of others.filter(isDue)) state = moveIn(turn, state, loser.ask, HELD_BY_OTHER);
    return state;
  }
  const stage = stageForAll(leader, sharing);
  state = askFor(turn, state, { ...leader, proposal: { ...leader.proposal, stage } });
  for (const one of sharing) state = share(turn, state, one);
  for (const loser of others.filter(isDue)) state = yieldTo(turn, state, loser, stage);
  return state;
}

/** The one that arrives first; the one that has asked already as long as it is hardly later. */
function leaderOf(due: readonly Due[], asking: RequestId | undefined): Due | undefined {
  const arrivalMs = ({ ask: request, proposal }: Due): number =>
    proposal.basis.etaMs - (request.id === asking ? SAME_ARRIVAL_MS : 0);
  return due.toSorted((a, b) => arrivalMs(a) - arrivalMs(b))[0];
}

function isDue(claim: Claim): claim is Due {
  return claim.proposal !== undefined;
}

/** What the first of a wave wants, unless that shuts out another one; while streets in between are served it shuts out all. */
function stageForAll({ proposal, ask: request, outlook: { junction } }: Due, sharing: readonly Due[]): Due['proposal']['stage'] {
  if (proposal.purpose !== 'green-wave' || sharing.length === 0) return proposal.stage;
  const groups = [request.stop.group, ...sharing.map((one) => one.ask.stop.group)];
  const wanted = junction.stages.find(({ id }) => id === proposal.stage);
  if (groups.every((group) => wanted?.groups.includes(group))) return proposal.stage;
  return commonStage(junction, groups)?.id ?? proposal.stage;
}

/** The wave's first one has asked for the green that serves this one as well. */
function share(turn: Turn, state: CoreState, { ask: request, mission }: Due): CoreState {
  if (request.commanded !== undefined && isInVain(turn, request))
    return endHeldTooLong(turn, state, request.id, request.commanded.fromM);
  if (request.state !== 'activated') return moveIn(turn, state, request, { kind: 'activate' });
  return withRequest(state, countCommanded(turn, mission, request));
}

function askFor(turn: Turn, state: CoreState, one: Due): CoreState {
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

/** The loser waits while it has not been served; what it holds already passes to the winner, unless that keeps it green. */
function yieldTo(turn: Turn, state: CoreState, loser: Due, stage: Due['proposal']['stage']): CoreState {
  const served = loser.outlook.junction.stages.find(({ id }) => id === stage);
  const keepsGreen = served?.groups.includes(loser.ask.stop.group) === true;
  if (loser.ask.state === 'activated' && keepsGreen) return state;
  return moveIn(turn, state, loser.ask, loser.ask.state === 'activated' ? LOST_TO_OTHER : HELD_BY_OTHER);
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
