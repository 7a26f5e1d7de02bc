import { move } from './requests.ts';
import { type Asking, type CoreState, drivenM, withEntry } from './state.ts';
import type { Turn } from './turn.ts';

/** An ambulance that has moved less than this during a hold of maximum presence stands for a reason of its own. */
const PARKED_M = 30;
/** So near to the stop bar it may just as well be waiting for the light. */
const AT_BAR_M = 10;

/**
 * A hold has reached the maximum presence: its request ends and has to be made anew (NTCIP 1202 preemptMaximumPresence: the call
 * must drop before it counts again), and for an ambulance that has hardly moved meanwhile not before it moves.
 */
export function endHeldTooLong(turn: Turn, state: CoreState, asking: Asking): CoreState {
  for (const mission of state.missions.values()) {
    const request = mission.requests.find((r) => r.id === asking.request);
    if (request === undefined) continue;
    const ended = move(turn, mission, request, { kind: 'lose' });
    if (ended === request) return state;
    const alongM = mission.progress?.alongM ?? 0;
    const isFarFromBar = alongM + PARKED_M + AT_BAR_M <= request.stop.alongM;
    const isParked = drivenM(mission) - asking.heldFromM < PARKED_M && isFarFromBar;
    const kept = isParked ? { ...ended, againBeyondM: drivenM(mission) + PARKED_M } : ended;
    const requests = mission.requests.map((r) => (r === request ? kept : r));
    return { ...state, missions: withEntry(state.missions, mission.mission, { ...mission, requests }) };
  }
  return state;
}
