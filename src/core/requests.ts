import type { JunctionId, MissionId, RequestId } from '../kernel/ids.ts';
import { decide, evolve, isFinal, type PriorityRequest, type RequestTrigger } from '../preemption/request.ts';
import type { RouteStop } from '../routing/route.ts';
import { drivenM, type MissionView } from './state.ts';
import type { Turn } from './turn.ts';

/** A request asked for again sooner than this after its predecessor ended without a passage is turned away once. */
const COOLDOWN_MS = 10_000;
/** No message, and no mission book, has longer ids. */
const ID_MOST = 128;

/**
 * The requests of a mission that goes another way: those for stop bars that it still comes to, by the same signal group, go on as
 * they are; those for others end with the reason; new ones are made for the rest.
 */
export function carryOver(turn: Turn, mission: MissionView, stops: readonly RouteStop[]): MissionView {
  const goesOn = new Map<PriorityRequest, RouteStop>();
  for (const stop of stops) {
    const same = mission.requests.find((r) => canGoOn(r) && !goesOn.has(r) && isSameBar(r.stop, stop));
    if (same !== undefined) goesOn.set(same, stop);
  }
  const requests = mission.requests.map((r): PriorityRequest => {
    const stop = goesOn.get(r);
    if (stop !== undefined) return { ...r, stop };
    if (r.passed) return r;
    return { ...move(turn, mission, r, { kind: 'finish', reason: 'no-longer-on-route' }), passed: true, offRoute: true };
  });
  const kept = new Set(goesOn.values());
  const others = stops.filter((stop) => !kept.has(stop));
  return openRequests(
    turn,
    { ...mission, requests },
    others.map((stop) => ({ stop })),
  );
}

/** The junction is in it for readers only: the number is the mission's own. */
function requestId(mission: MissionId, junction: JunctionId, serial: number): RequestId {
  const id = `${mission}/${junction}/${serial}`;
  return id.length <= ID_MOST ? id : `${mission}/${serial}`;
}

/** Those that ended without a passage are asked for again in their time. */
function canGoOn({ passed, state }: PriorityRequest): boolean {
  return !passed && state !== 'completed' && state !== 'timeout';
}

function isSameBar(a: RouteStop, b: RouteStop): boolean {
  return a.junction === b.junction && a.link === b.link && a.group === b.group;
}

/** A stop bar to ask at, and the request there that ended without a passage, if this one takes its place. */
interface Wish {
  readonly stop: RouteStop;
  readonly instead?: PriorityRequest;
}

/**
 * New requests for stops of a mission's route, which may come to one junction more than once. A stop whose last request went stale
 * a moment ago cools down first. They take the place of those that the vehicle never drove up to at the same junction.
 */
function openRequests(turn: Turn, mission: MissionView, wishes: readonly Wish[]): MissionView {
  let serial = mission.serial;
  const made = wishes.map(({ stop, instead }): PriorityRequest => {
    serial += 1;
    const before = instead ?? mission.requests.findLast((r) => r.offRoute === true && r.junction === stop.junction);
    const request: PriorityRequest = {
      id: requestId(mission.mission, stop.junction, serial),
      mission: mission.mission,
      junction: stop.junction,
      stop,
      state: 'received',
      sinceMs: turn.nowMs,
      ...heldBefore(before),
      passed: false,
    };
    report(turn, mission, undefined, request);
    const tooSoon = before?.state === 'stale' && !isOvertaken(before) && turn.nowMs - before.sinceMs < COOLDOWN_MS;
    return tooSoon ? move(turn, mission, request, { kind: 'cool-down' }) : request;
  });
  const replaced = new Set(wishes.map(({ instead }) => instead));
  const asked = new Set(wishes.map(({ stop }) => stop.junction));
  const kept = mission.requests.filter((r) => !replaced.has(r) && !(r.offRoute === true && asked.has(r.junction)));
  return { ...mission, serial, requests: inDrivingOrder([...kept, ...made]) };
}

/** It did not end by itself: another request was served before it. */
function isOvertaken({ reason }: PriorityRequest): boolean {
  return reason === 'held-by-other-request';
}

/** Asking anew, or a way that comes and goes, does not make a vehicle move. */
function heldBefore(before: PriorityRequest | undefined): Partial<PriorityRequest> {
  if (before === undefined) return {};
  const { heldInVain, againBeyondM, commanded } = before;
  return {
    ...(heldInVain === undefined ? {} : { heldInVain }),
    ...(againBeyondM === undefined ? {} : { againBeyondM }),
    ...(commanded === undefined ? {} : { commanded }),
  };
}

/** What is passed keeps its order, since its place is one on a route that may have been left. */
function inDrivingOrder(requests: readonly PriorityRequest[]): readonly PriorityRequest[] {
  const ahead = requests.filter((r) => !r.passed).sort((a, b) => a.stop.alongM - b.stop.alongM);
  return [...requests.filter((r) => r.passed), ...ahead];
}

/** Requests that ended without a passage are asked for again: the stale ones at once, the cooled-down after the cooldown. */
export function reopenRequests(turn: Turn, mission: MissionView): MissionView {
  const again = mission.requests.filter((r) => {
    if (r.passed || drivenM(mission) < (r.againBeyondM ?? Number.NEGATIVE_INFINITY)) return false;
    return r.state === 'stale' || (r.state === 'cooldown' && turn.nowMs - r.sinceMs >= COOLDOWN_MS);
  });
  return again.length === 0
    ? mission
    : openRequests(
        turn,
        mission,
        again.map((r) => ({ stop: r.stop, instead: r })),
      );
}

/** A later visit of the route to a junction that the vehicle has not crossed for the first time yet. */
export function isLaterVisit({ requests }: MissionView, { junction, stop }: PriorityRequest): boolean {
  return requests.some((r) => !r.passed && r.junction === junction && r.stop.linkIndex < stop.linkIndex);
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
