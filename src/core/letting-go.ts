import type { PlanBasis } from '../preemption/proposal.ts';
import { exitStage } from '../preemption/recovery.ts';
import { isFinal, type PriorityRequest } from '../preemption/request.ts';
import { withBelievedLanes } from '../traffic/traffic-state.ts';
import { ask, release } from './commanding.ts';
import { type Asking, type CoreState, isOpen, type JunctionView, withEntry } from './state.ts';
import type { Turn } from './turn.ts';

/** An exit stage that has not shown by then is given up: the junction may be unable to, or not tell. */
const EXIT_WITHIN_MS = 90_000;

/** Lets go of every junction whose request has ended: first the exit stage for those it held up, then its own programme. */
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
  const exit =
    view.state === undefined || request?.passed !== true
      ? undefined
      : exitStage(turn.index, turn.index.junction(id), withBelievedLanes(turn.index, state.traffic, view.state), turn.nowMs);
  if (exit === undefined) return release(turn, id, view, state.failed);
  const outcome = ask(
    turn,
    view,
    {
      junction: id,
      request: asking.request,
      stage: exit.stage,
      purpose: 'recovery',
      basis: passedBasis(turn.nowMs),
      cause: asking.planN,
      drivenM: asking.heldFromM,
      untilMs: turn.nowMs + Math.round(exit.greenS * 1000),
    },
    state.failed,
  );
  return outcome.kind === 'withheld' ? release(turn, id, outcome.view, state.failed) : outcome.view;
}

/** The green of an exit stage counts from when it shows. */
function goOnRecovering(turn: Turn, state: CoreState, id: string, view: JunctionView, asking: Asking): JunctionView {
  const untilMs = asking.untilMs ?? turn.nowMs;
  const shown = view.state?.stage === asking.stage;
  if (turn.nowMs >= untilMs || turn.nowMs - asking.sinceMs >= EXIT_WITHIN_MS) return release(turn, id, view, state.failed);
  const { request, stage, purpose, planN } = asking;
  const outcome = ask(
    turn,
    view,
    {
      junction: id,
      request,
      stage,
      purpose,
      basis: passedBasis(turn.nowMs),
      cause: planN,
      drivenM: asking.heldFromM,
      untilMs: shown ? untilMs : untilMs + 1000,
    },
    state.failed,
  );
  if (outcome.kind === 'withheld') return release(turn, id, outcome.view, state.failed);
  return outcome.kind === 'asked' || shown ? outcome.view : { ...view, asking: { ...asking, untilMs: untilMs + 1000 } };
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
  return { etaMs: nowMs, distanceM: 0, queueVeh: 0, cumulativeVeh: 0, transitionS: 0, clearS: 0, marginS: 0 };
}
