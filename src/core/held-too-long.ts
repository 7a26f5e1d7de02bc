import type { RequestId } from '../kernel/ids.ts';
import type { PriorityRequest } from '../preemption/request.ts';
import { LEASE_MAX_MS } from '../signal/interlock.ts';
import { move } from './requests.ts';
import { type CoreState, drivenM, type MissionView, withEntry } from './state.ts';
import type { Turn } from './turn.ts';

/** An ambulance that has moved less than this during a hold of maximum presence stands for a reason of its own. */
const PARKED_M = 30;
/** So near to the stop bar, on either side, it may just as well be waiting for the light, or for those in front of it. */
const AT_BAR_M = 10;
/** Holds in vain at the stop bar before that is no longer believed. */
const IN_VAIN_MOST = 3;

/** The request after another second in which its junction was commanded for it, to its own stage or to others in between. */
export function countCommanded(turn: Turn, mission: MissionView, request: PriorityRequest): PriorityRequest {
  const nowM = drivenM(mission);
  const { commanded } = request;
  const hasMoved = commanded === undefined || nowM - commanded.fromM >= PARKED_M;
  if (hasMoved) return { ...request, commanded: { fromM: nowM, forMs: 0, lastMs: turn.nowMs } };
  const sinceMs = turn.nowMs - commanded.lastMs;
  const forMs = commanded.forMs + (sinceMs <= LEASE_MAX_MS ? sinceMs : 0);
  return { ...request, commanded: { ...commanded, forMs, lastMs: turn.nowMs } };
}

/** Commanded for the junction's maximum presence while the ambulance hardly moved: service rounds in between have kept the hold itself short. */
export function isInVain(turn: Turn, { junction, commanded }: PriorityRequest): boolean {
  return commanded !== undefined && commanded.forMs >= turn.index.junction(junction).maxPresenceS * 1000;
}

/** It stands, and this junction, or one that it comes to before, was given back for that. */
export function waitsUntilItMoves(mission: MissionView, { stop }: PriorityRequest): boolean {
  const nowM = drivenM(mission);
  return mission.requests.some(
    (r) => !r.passed && r.stop.linkIndex <= stop.linkIndex && nowM < (r.againBeyondM ?? Number.NEGATIVE_INFINITY),
  );
}

/**
 * A hold has reached the maximum presence: its request ends and has to be made anew (NTCIP 1202 preemptMaximumPresence: the call
 * must drop before it counts again), and for an ambulance that has hardly moved since `fromM` not before it moves.
 */
export function endHeldTooLong(turn: Turn, state: CoreState, id: RequestId, fromM: number): CoreState {
  for (const mission of state.missions.values()) {
    const request = mission.requests.find((r) => r.id === id);
    if (request === undefined) continue;
    const ended = move(turn, mission, request, { kind: 'lose', reason: 'max-presence' });
    if (ended === request) return state;
    const kept = untilItMoves(turn, mission, ended, fromM);
    const requests = mission.requests.map((r) => (r === request ? kept : r));
    return { ...state, missions: withEntry(state.missions, mission.mission, { ...mission, requests }) };
  }
  return state;
}

function untilItMoves(turn: Turn, mission: MissionView, request: PriorityRequest, fromM: number): PriorityRequest {
  const { heldInVain: before = 0, commanded: _, ...ended } = request;
  if (drivenM(mission) - fromM >= PARKED_M) return ended;
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
