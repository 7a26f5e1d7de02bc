import type { PlanBasis } from '../preemption/plan-basis.ts';
import { type Leg, wayBack } from '../preemption/recovery/way-back.ts';
import { isFinal, type PriorityRequest } from '../preemption/request.ts';
import { leftOut } from '../preemption/strategy.ts';
import { ask, release } from './commanding.ts';
import { heardStates } from './heard-states.ts';
import { type Asking, type CoreState, isOpen, type JunctionView, withEntry } from './state.ts';
import type { Turn } from './turn.ts';

/** An exit stage that has not shown by then is given up: the junction may be unable to, or not tell. */
const EXIT_WITHIN_MS = 90_000;

/** Lets go of every junction whose request has ended: those that it held up are shown the stages of their way back, then its own programme runs. */
export function letGo(turn: Turn, before: CoreState): CoreState {
  let state = before;
  for (const [id, view] of before.junctions) {
    if (view.asking === undefined) continue;
    const next =
      view.asking.purpose === 'recovery'
        ? goOnRecovering(turn, state, id, view, view.asking)
        : endOf(turn, state, id, view, view.asking);
    if (next !== view) state = { ...state, junctions: withEntry(state.junctions, id, next) };
  }
  return state;
}

function endOf(turn: Turn, state: CoreState, id: string, view: JunctionView, asking: Asking): JunctionView {
  const request = requestOf(state, asking.request);
  if (request !== undefined && !isFinal(request.state)) return view;
  const legs =
    request?.passed === true && leftOut(state.config.strategy).without !== 'recovery' ? wayBackOf(turn, state, id, view) : [];
  return show(turn, state, id, view, asking, legs);
}

function wayBackOf(turn: Turn, state: CoreState, id: string, { clock }: JunctionView): readonly Leg[] {
  const states = heardStates(turn.index, state, turn.nowMs);
  const own = states.get(id);
  return own === undefined ? [] : wayBack(turn.index, turn.index.junction(id), states, own, clock, turn.nowMs).legs;
}

function goOnRecovering(turn: Turn, state: CoreState, id: string, view: JunctionView, asking: Asking): JunctionView {
  const { way = [], stage, sinceMs } = asking;
  const isShown = view.state?.stage === stage;
  if (!isShown && turn.nowMs - sinceMs >= EXIT_WITHIN_MS) return release(turn, id, view, state.failed);
  const left = way.filter(({ untilMs }) => turn.nowMs < untilMs);
  return show(turn, state, id, view, asking, left);
}

/** Asks for the first of the stages left, and releases when there is none. */
function show(
  turn: Turn,
  { failed }: CoreState,
  id: string,
  view: JunctionView,
  asking: Asking,
  way: readonly Leg[],
): JunctionView {
  const [leg] = way;
  if (leg === undefined) return release(turn, id, view, failed);
  const { request, planN, heldFromM } = asking;
  const outcome = ask(
    turn,
    view,
    {
      junction: id,
      request,
      stage: leg.stage,
      purpose: 'recovery',
      basis: passedBasis(turn.nowMs),
      cause: planN,
      drivenM: heldFromM,
      way,
    },
    failed,
  );
  return outcome.kind === 'withheld' ? release(turn, id, outcome.view, failed) : outcome.view;
}

function requestOf(state: CoreState, id: string): PriorityRequest | undefined {
  for (const mission of state.missions.values()) {
    const request = mission.requests.find((r) => r.id === id);
    if (request !== undefined) return isOpen(mission) || isFinal(request.state) ? request : undefined;
  }
  return undefined;
}

/** The ambulance is through: nothing is ahead of it here. */
function passedBasis(nowMs: number): PlanBasis {
  return { kind: 'way-back', etaMs: nowMs, distanceM: 0, queueVeh: 0, cumulativeVeh: 0, transitionS: 0, clearS: 0 };
}
