import { isFinal } from '../preemption/request.ts';
import { type Route, routeOf } from '../routing/route.ts';
import { linkIndexOf } from './closed-ahead.ts';
import { isSuspect } from './doubt.ts';
import { BETTER_S, BETTER_SHARE, routeVia, SETTLED_STOPS, takeAtOnce } from './reroute.ts';
import { conditionsUnderPlan, costUnderPlan, type Pace } from './route-under-plan.ts';
import { type CoreState, isOpen, type MissionView } from './state.ts';
import type { Turn } from './turn.ts';

const PACES: readonly Pace[] = ['driving', 'queues'];
/** A better route is looked for so often. */
const REVIEW_MS = 10_000;
/** A green that is under way so near ahead stays what it was begun for. */
const COMMITTED_M = 300;
/** Nearer to its first stop bar than this, a vehicle that has just been told its route keeps the turn there. */
const TURNS_FROM_M = 150;

/**
 * Every 10 s, for a vehicle whose crew drives the route that it is shown: the route that costs least with queues and signals as they
 * are, taken where it is better than the present one by more than 15 s and 8 %. The next two junctions and greens that are near stay.
 */
export function reviewRoute(turn: Turn, state: CoreState, mission: MissionView): MissionView {
  const { at, route, progress, reviewedMs = Number.NEGATIVE_INFINITY } = mission;
  if (state.config.strategy.kind !== 'wavefront' || mission.guided === undefined || !isOpen(mission)) return mission;
  if (at === undefined || route === undefined || progress === undefined || turn.nowMs - reviewedMs < REVIEW_MS) return mission;
  const onIndex = linkIndexOf(mission);
  if (!isSteady(mission) || isInNode(turn, route, onIndex, progress.alongM)) return mission;
  const reviewed = { ...mission, reviewedMs: turn.nowMs };
  const viaIndex = Math.max(onIndex, settledIndex(mission, route) + 1);
  if (viaIndex >= route.links.length - 1) return reviewed;
  const costOf = (way: Route): number => costUnderPlan(turn, state, mission, way, progress.alongM - route.startsM[onIndex]!);
  const others = PACES.flatMap((pace) => {
    const live = conditionsUnderPlan(turn, state, mission, pace);
    const way = routeVia(turn, mission, route, onIndex, viaIndex, live);
    return way === undefined || isSameWay(way, route, onIndex) ? [] : [{ way, costS: costOf(way) }];
  });
  if (others.length === 0) return reviewed;
  const best = others.reduce((least, one) => (one.costS < least.costS ? one : least));
  const presentS = costOf(restOf(turn, route, onIndex));
  if (presentS - best.costS <= Math.max(BETTER_S, BETTER_SHARE * presentS)) return reviewed;
  return takeAtOnce(turn, reviewed, best.way, at, 'quicker-under-plan');
}

/** It is believed, heard, and on its route for all that is known. */
function isSteady(mission: MissionView): boolean {
  const { positionLost, uncertainStart, keeping } = mission;
  return !positionLost && uncertainStart === undefined && !isSuspect(mission) && (keeping?.kind ?? 'on-route') === 'on-route';
}

function isInNode({ index }: Turn, { links, startsM }: Route, onIndex: number, alongM: number): boolean {
  return alongM >= startsM[onIndex]! + index.link(links[onIndex]!).lengthM;
}

/** Index of the link up to whose end the route stays as it is, -1 for none. */
function settledIndex({ requests, progress, reviewedMs }: MissionView, { stops }: Route): number {
  const { alongM, passedStops } = progress!;
  const ahead = stops.slice(passedStops);
  // At the first look nobody has been told a route yet.
  const isNew = reviewedMs === undefined && (ahead[0]?.alongM ?? 0) - alongM >= TURNS_FROM_M;
  const near = requests.filter(
    (r) => r.state === 'activated' && !r.passed && !isFinal(r.state) && r.stop.alongM - alongM <= COMMITTED_M,
  );
  const settled = [...ahead.slice(0, isNew ? 0 : SETTLED_STOPS), ...near.map(({ stop }) => stop)];
  return Math.max(-1, ...settled.map(({ linkIndex }) => linkIndex));
}

function restOf({ index }: Turn, route: Route, onIndex: number): Route {
  const rest = routeOf(index, route.links.slice(onIndex));
  return { ...rest, lengthM: route.lengthM - route.startsM[onIndex]! };
}

function isSameWay(other: Route, { links }: Route, onIndex: number): boolean {
  return other.links.length === links.length - onIndex && other.links.every((link, i) => link === links[onIndex + i]);
}
