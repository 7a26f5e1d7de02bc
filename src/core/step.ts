import { unreachable } from '../kernel/assert.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { JunctionCommand } from '../signal/command.ts';
import { release } from './commanding.ts';
import { leave } from './ended-missions.ts';
import type { CoreInput } from './input.ts';
import { onConditions } from './on-conditions.ts';
import { onFix } from './on-fix.ts';
import { onConfirmation, onJunction } from './on-junction.ts';
import { onOrder } from './on-order.ts';
import { onResumed } from './on-resumed.ts';
import { onTick } from './on-tick.ts';
import { type CoreState, initialState } from './state.ts';
import { type NumberedEvent, Turn } from './turn.ts';

export { type CoreState, initialState, type NumberedEvent };

export interface StepResult {
  readonly state: CoreState;
  /** To be sent to junctions; each also appears as a `commanded` event. */
  readonly commands: readonly JunctionCommand[];
  readonly events: readonly NumberedEvent[];
}

/**
 * The controller: takes one input, gives the next state, the commands and the evidence. No clock, timer, random number, file or
 * socket; the daemon, the simulator's runs and the replay all run this. The input has record number `state.nextN`, its events the
 * following ones. An invariant of our own that breaks, or any other error, releases every junction and stops commanding for good: the city is then on its
 * own programmes, which is the safe state.
 */
export function step(index: RoadIndex, state: CoreState, input: CoreInput): StepResult {
  const turn = new Turn(index, input.receivedMs, state.nextN);
  try {
    return finish(turn, take(turn, state, input));
  } catch (error) {
    const stopped = new Turn(index, input.receivedMs, state.nextN);
    return finish(stopped, stop(stopped, state, error instanceof Error ? error.message : String(error)));
  }
}

function take(turn: Turn, state: CoreState, input: CoreInput): CoreState {
  switch (input.kind) {
    case 'fix':
      return onFix(turn, state, input.fix);
    case 'order':
      return onOrder(turn, state, input.order);
    case 'junction':
      return onJunction(turn, state, input.state);
    case 'confirmation':
      return onConfirmation(turn, state, input.confirmation);
    case 'conditions':
      return onConditions(turn, state, input.conditions);
    case 'turned-away':
      turn.refuse({ stage: 'ingest', reason: input.reason }, input.subject, input.detail);
      return state;
    case 'resumed':
      return leave(turn, onResumed(turn, state, input.savedMs, input.missions), input.ended ?? []);
    case 'stopping':
      return { ...state, junctions: releaseAll(turn, state, state.failed) };
    case 'tick':
      return state.failed ? state : onTick(turn, state);
    default:
      return unreachable(input);
  }
}

function stop(turn: Turn, state: CoreState, why: string): CoreState {
  turn.alert({ code: 'controller-failed', text: `The controller stopped commanding: ${why}` });
  return { ...state, junctions: releaseAll(turn, state, true), failed: true };
}

function releaseAll(turn: Turn, state: CoreState, failed: boolean): CoreState['junctions'] {
  return new Map([...state.junctions].map(([id, view]) => [id, release(turn, id, view, failed)]));
}

function finish(turn: Turn, state: CoreState): StepResult {
  return { state: { ...state, nextN: turn.nextN }, commands: turn.commands, events: turn.events };
}
