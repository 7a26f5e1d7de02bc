import { decide, evolve, isFinal, type PriorityRequest, type RequestTrigger } from '../preemption/request.ts';
import type { RouteStop } from '../routing/route.ts';
import type { MissionView } from './state.ts';
import type { Turn } from './turn.ts';

/** A request asked for again sooner than this after its predecessor ended without a passage is turned away once. */
const COOLDOWN_MS = 10_000;

/** New requests for stops of a mission's route, in order. A stop whose last request went stale a moment ago cools down first. */
export function openRequests(turn: Turn, mission: MissionView, stops: readonly RouteStop[]): MissionView {
  let serial = mission.serial;
  const made = stops.map((stop): PriorityRequest => {
    serial += 1;
    const before = mission.requests.findLast((r) => r.junction === stop.junction);
    const request: PriorityRequest = {
      id: `${mission.mission}/${stop.junction}/${serial}`,
      mission: mission.mission,
      junction: stop.junction,
      stop,
      state: 'received',
      sinceMs: turn.nowMs,
      passed: false,
    };
    report(turn, mission, undefined, request);
    const tooSoon = before?.state === 'stale' && turn.nowMs - before.sinceMs < COOLDOWN_MS;
    return tooSoon ? move(turn, mission, request, { kind: 'cool-down' }) : request;
  });
  const replaced = new Set(stops.map((stop) => stop.junction));
  const kept = mission.requests.filter((r) => !replaced.has(r.junction));
  const requests = [...kept, ...made].sort((a, b) => a.stop.alongM - b.stop.alongM);
  return { ...mission, serial, requests };
}

/** Requests that ended without a passage are asked for again: the stale ones at once, the cooled-down after the cooldown. */
export function reopenRequests(turn: Turn, mission: MissionView): MissionView {
  const alongM = mission.progress?.alongM ?? 0;
  const again = mission.requests.filter((r) => {
    if (r.passed || alongM < (r.againBeyondM ?? 0)) return false;
    return r.state === 'stale' || (r.state === 'cooldown' && turn.nowMs - r.sinceMs >= COOLDOWN_MS);
  });
  return again.length === 0
    ? mission
    : openRequests(
        turn,
        mission,
        again.map((r) => r.stop),
      );
}

/** The request after a trigger, reported when its state or reason changed; untouched when its life cycle does not allow the trigger. */
export function move(turn: Turn, mission: MissionView, request: PriorityRequest, trigger: RequestTrigger): PriorityRequest {
  if (decide(request.state, trigger) === undefined) return request;
  const next = evolve(request, trigger, turn.nowMs);
  if (next === request) return request;
  report(turn, mission, request, next);
  if (next.reason !== undefined) {
    turn.refuse(
      { stage: 'request', reason: next.reason },
      { mission: mission.mission, vehicle: mission.vehicle, junction: next.junction, request: next.id },
      `${next.state} since ${next.sinceMs}`,
    );
  }
  return next;
}

/** The mission with one trigger applied to all its requests that `which` picks. */
export function moveAll(
  turn: Turn,
  mission: MissionView,
  trigger: RequestTrigger,
  which: (request: PriorityRequest) => boolean,
): MissionView {
  const requests = mission.requests.map((r) => (which(r) && !isFinal(r.state) ? move(turn, mission, r, trigger) : r));
  return { ...mission, requests };
}

function report(turn: Turn, mission: MissionView, before: PriorityRequest | undefined, after: PriorityRequest): void {
  turn.emit({
    kind: 'request',
    request: after.id,
    mission: mission.mission,
    junction: after.junction,
    ...(before === undefined ? {} : { from: before.state }),
    to: after.state,
    cause: mission.matchedN,
    ...(after.reason === undefined ? {} : { reason: after.reason }),
  });
}
