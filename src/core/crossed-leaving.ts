import { decide, type PriorityRequest } from '../preemption/request.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { MissionView } from './state.ts';

/**
 * A mission that has just taken another route, with the junction that it crossed meanwhile: it had driven up to the next stop bar of
 * the route before, and is on a road that leads away from it, by another turn or before it was sure to be beyond the bar.
 */
export function withCrossed(index: RoadIndex, before: MissionView, after: MissionView): MissionView {
  const request = nextUpTo(before);
  if (request === undefined || before.uncertainStart !== undefined || after.at === undefined) return after;
  const movement = index.findMovement(request.stop.link, after.at.link);
  if (movement === undefined || movement.turn === 'uturn') return after;
  const now = after.requests.find(({ id }) => id === request.id);
  if (now !== undefined && now.offRoute === undefined) return after;
  const state = now?.state ?? decide(request.state, { kind: 'finish' }) ?? request.state;
  const { reason: _, ...rest } = request;
  const behind = before.requests.filter(isBehind).length;
  return { ...after, crossed: [...(after.crossed ?? []), { request: { ...rest, state, passed: true }, behind }] };
}

/** Requests whose stop bars the vehicle has passed, and junctions that it crossed leaving, in the order of the drive. */
export function requestsBehind({ requests, crossed = [] }: MissionView): readonly PriorityRequest[] {
  const behind = requests.filter(isBehind);
  for (const [i, one] of crossed.entries()) behind.splice(one.behind + i, 0, one.request);
  return behind;
}

function isBehind({ passed, offRoute }: PriorityRequest): boolean {
  return passed && offRoute === undefined;
}

/** The request for the next stop bar, where the vehicle has come to the road that ends there. */
function nextUpTo({ route, progress, requests }: MissionView): PriorityRequest | undefined {
  if (route === undefined || progress === undefined) return undefined;
  const stop = route.stops[progress.passedStops];
  if (stop === undefined || progress.alongM < route.startsM[stop.linkIndex]!) return undefined;
  return requests.find((r) => !r.passed && r.stop.linkIndex === stop.linkIndex);
}
