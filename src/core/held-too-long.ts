import type { PriorityRequest } from '../preemption/request.ts';
import { move } from './requests.ts';
import { type Asking, type CoreState, drivenM, type MissionView, withEntry } from './state.ts';
import type { Turn } from './turn.ts';

/** An ambulance that has moved less than this during a hold of maximum presence stands for a reason of its own. */
const PARKED_M = 30;
/** So near to the stop bar, on either side, it may just as well be waiting for the light, or for those in front of it. */
const AT_BAR_M = 10;
/** Holds in vain at the stop bar before that is no longer believed. */
const IN_VAIN_MOST = 3;

/**
 * A hold has reached the maximum presence: its request ends and has to be made anew (NTCIP 1202 preemptMaximumPresence: the call
 * must drop before it counts again), and for an ambulance that has hardly moved meanwhile not before it moves.
 */
export function endHeldTooLong(turn: Turn, state: CoreState, asking: Asking): CoreState {
  for (const mission of state.missions.values()) {
    const request = mission.requests.find((r) => r.id === asking.request);
    if (request === undefined) continue;
    const ended = move(turn, mission, request, { kind: 'lose', reason: 'max-presence' });
    if (ended === request) return state;
    const kept = untilItMoves(turn, mission, ended, asking);
    const requests = mission.requests.map((r) => (r === request ? kept : r));
    return { ...state, missions: withEntry(state.missions, mission.mission, { ...mission, requests }) };
  }
  return state;
}

function untilItMoves(turn: Turn, mission: MissionView, request: PriorityRequest, asking: Asking): PriorityRequest {
  const { heldInVain: before = 0, ...ended } = request;
  if (drivenM(mission) - asking.heldFromM >= PARKED_M) return ended;
  const heldInVain = before + 1;
  const toBarM = request.stop.alongM - (mission.progress?.alongM ?? 0);
  const isAtBar = toBarM < PARKED_M + AT_BAR_M && toBarM > -AT_BAR_M;
  if (isAtBar && heldInVain < IN_VAIN_MOST) return { ...ended, heldInVain };
  if (isAtBar) {
    const text = `${request.junction} was held to its maximum ${heldInVain} times for ${mission.vehicle}, which stands; it is not asked again before it moves.`;
    turn.alert({ code: 'max-presence', junction: request.junction, vehicle: mission.vehicle, text });
  }
  return { ...ended, heldInVain, againBeyondM: drivenM(mission) + (isAtBar ? AT_BAR_M : PARKED_M) };
}
