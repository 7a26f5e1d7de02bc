import { SILENT_AFTER_MS } from '../signal/interlock.ts';
import { type CoreState, type JunctionView, withEntry } from './state.ts';
import type { Turn } from './turn.ts';

/** A command that the junction has not answered within this is an operator's matter. */
const UNCONFIRMED_MS = 3_000;

/** Raises an alert, once each, for commands without an answer and for junctions that fall silent while they are being asked. */
export function watchJunctions(turn: Turn, before: CoreState): CoreState {
  let state = before;
  for (const [id, view] of before.junctions) {
    const next = watch(turn, id, view);
    if (next !== view) state = { ...state, junctions: withEntry(state.junctions, id, next) };
  }
  return state;
}

function watch(turn: Turn, id: string, view: JunctionView): JunctionView {
  const { asking } = view;
  if (asking === undefined) return view;
  if (!view.silentAlerted && turn.nowMs - view.receivedMs > SILENT_AFTER_MS) {
    turn.alert({
      code: 'junction-silent',
      junction: id,
      text: `${id} has not reported for ${turn.nowMs - view.receivedMs} ms; it is left to its own programme.`,
    });
    return { ...view, silentAlerted: true };
  }
  if (!asking.confirmed && !asking.unconfirmedAlerted && turn.nowMs - asking.sinceMs > UNCONFIRMED_MS) {
    turn.alert({
      code: 'command-not-confirmed',
      junction: id,
      text: `${id} has not answered ${asking.command} within ${UNCONFIRMED_MS / 1000} s.`,
    });
    return { ...view, asking: { ...asking, unconfirmedAlerted: true } };
  }
  return view;
}
