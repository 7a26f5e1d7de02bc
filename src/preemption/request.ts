import { invariant } from '../kernel/assert.ts';
import type { JunctionId, MissionId, RequestId } from '../kernel/ids.ts';
import type { RouteStop } from '../routing/route.ts';
import type { RequestState } from './mission.ts';
import type { RequestRefusal } from './refusal.ts';

/** One mission's request for priority at one junction. */
export interface PriorityRequest {
  readonly id: RequestId;
  readonly mission: MissionId;
  readonly junction: JunctionId;
  readonly stop: RouteStop;
  readonly state: RequestState;
  readonly sinceMs: number;
  /** Why it is not active yet, or why it ended without having been served. */
  readonly reason?: RequestRefusal;
  /** Held to the maximum while the ambulance hardly moved: not asked for again before it has driven so far on its mission. */
  readonly againBeyondM?: number;
  /** Times in a row that the junction was held to the maximum for this stop bar while the ambulance hardly moved. */
  readonly heldInVain?: number;
  /** How long its junction has been commanded for it since the ambulance, then `fromM` on its mission, last got on. */
  readonly commanded?: { readonly fromM: number; readonly forMs: number; readonly lastMs: number };
  /** Since when the ambulance has stood before its green while nobody was counted standing in any lane of its movement. */
  readonly absentSinceMs?: number;
  /** The ambulance is beyond the stop bar, or goes another way. */
  readonly passed: boolean;
  /** It goes another way now, and never crossed the stop bar. */
  readonly offRoute?: true;
}

/** What may happen to a request. */
export type RequestTrigger =
  /** Taken up, but not its turn yet. */
  | { readonly kind: 'wait'; readonly reason: RequestRefusal }
  /** The junction is commanded for it. */
  | { readonly kind: 'activate' }
  | { readonly kind: 'reject'; readonly reason: RequestRefusal }
  /** Asked again too soon after its predecessor at the same junction ended. */
  | { readonly kind: 'cool-down' }
  /** The ambulance has passed, or the requester withdrew, with the reason when it goes another way. */
  | { readonly kind: 'finish'; readonly reason?: RequestRefusal }
  /** The requester fell silent, or is not believed, with the reason. */
  | { readonly kind: 'lose'; readonly reason?: RequestRefusal };

/** Life cycle of RSMP traffic-light SXL 1.2.1, S0033. An end state allows nothing more, so that it is reported exactly once. */
const NEXT: Readonly<Record<RequestState, Readonly<Partial<Record<RequestTrigger['kind'], RequestState>>>>> = {
  received: {
    wait: 'queued',
    activate: 'activated',
    reject: 'rejected',
    'cool-down': 'cooldown',
    finish: 'timeout',
    lose: 'timeout',
  },
  queued: { wait: 'queued', activate: 'activated', finish: 'timeout', lose: 'timeout' },
  activated: { activate: 'activated', finish: 'completed', lose: 'stale' },
  completed: {},
  rejected: {},
  timeout: {},
  cooldown: {},
  stale: {},
};

export function isFinal(state: RequestState): boolean {
  return Object.keys(NEXT[state]).length === 0;
}

/** The state that a trigger leads to, or undefined when the life cycle does not allow it. */
export function decide(state: RequestState, trigger: RequestTrigger): RequestState | undefined {
  return NEXT[state][trigger.kind];
}

/** The request after a trigger that the life cycle allows; the same object when nothing changed. */
export function evolve(request: PriorityRequest, trigger: RequestTrigger, atMs: number): PriorityRequest {
  const state = decide(request.state, trigger);
  invariant(state !== undefined, `request ${request.id}: ${trigger.kind} is not allowed when ${request.state}`);
  const reason = 'reason' in trigger ? trigger.reason : undefined;
  if (state === request.state && reason === request.reason) return request;
  const { reason: _, ...rest } = request;
  const sinceMs = state === request.state ? request.sinceMs : atMs;
  return reason === undefined ? { ...rest, state, sinceMs } : { ...rest, state, sinceMs, reason };
}
