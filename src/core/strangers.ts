import type { PositionFix } from '../location/fix.ts';
import { type CoreState, withEntry } from './state.ts';
import type { Turn } from './turn.ts';

/** The operator is called for the same vehicle again after so long. */
const ALERT_AGAIN_MS = 600_000;
/** So many vehicles are kept in mind; a flood of invented names calls the operator no more than this, and once more to say so. */
const STRANGERS_MOST = 64;

/** A position of a vehicle without an open mission: refused and counted, and told to the operator unless its mission has just ended. */
export function onStranger(turn: Turn, state: CoreState, { vehicle }: PositionFix): CoreState {
  turn.refuse({ stage: 'match', reason: 'unknown-vehicle' }, { vehicle }, 'no open mission has this vehicle');
  if ([...state.missions.values()].some((mission) => mission.vehicle === vehicle)) return state;
  const toldMs = state.strangers.get(vehicle);
  if (toldMs !== undefined && turn.nowMs - toldMs < ALERT_AGAIN_MS) return state;
  const recent = new Map([...state.strangers].filter(([, atMs]) => turn.nowMs - atMs < ALERT_AGAIN_MS));
  if (recent.size >= STRANGERS_MOST) return tellTooMany(turn, state);
  const text = `${vehicle} sends positions and has no mission; it gets no green.`;
  turn.alert({ code: 'position-without-mission', vehicle, text });
  return { ...state, strangers: withEntry(recent, vehicle, turn.nowMs) };
}

/** Whoever comes now is not told of by name, which a flood of invented names must not do in silence. */
function tellTooMany(turn: Turn, state: CoreState): CoreState {
  if (state.strangersFullMs !== undefined && turn.nowMs - state.strangersFullMs < ALERT_AGAIN_MS) return state;
  const text = `${STRANGERS_MOST} vehicles and more without a mission send positions. Further ones get no alert of their own, and no green; look for who sends.`;
  turn.alert({ code: 'many-without-mission', text });
  return { ...state, strangersFullMs: turn.nowMs };
}
