import type { LinkId } from '../../src/kernel/ids.ts';
import type { Matched } from '../../src/location/matched.ts';
import { type MatchState, matchFix } from '../../src/location/matcher.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import { keepRoute, type RouteKeeping } from '../../src/routing/off-route.ts';
import { advance, type Progress } from '../../src/routing/progress.ts';
import { type Route, routeOf } from '../../src/routing/route.ts';
import type { Trip, TrueInstant } from './driven.ts';
import type { ReceivedFix } from './receiver.ts';

/** What the matcher and those who listen to it made of one fix. */
export interface FollowedFix {
  readonly truth: TrueInstant;
  /** Undefined where the fix was refused. */
  readonly match?: Matched;
  /** With a planned route only. */
  readonly progress?: Progress;
  readonly keeping?: RouteKeeping['kind'];
}

export interface FollowedTrip {
  readonly trip: Trip;
  readonly fixes: readonly FollowedFix[];
  readonly route?: Route;
}

/** Feeds a trip's fixes through matching, progress and route keeping as dispatch does; having left the route, it is watched for leaving once more. */
export function followTrip(index: RoadIndex, trip: Trip, received: readonly ReceivedFix[], withRoute: boolean): FollowedTrip {
  const route = withRoute ? routeOf(index, trip.planned) : undefined;
  const links: readonly LinkId[] = route?.links ?? [];
  let state: MatchState | undefined;
  let progress: Progress | undefined;
  let keeping: RouteKeeping | undefined;
  const fixes = received.map(({ fix, truth }): FollowedFix => {
    const next = matchFix(index, state, fix, fix.atMs, links);
    state = next.state;
    if (next.outcome.kind === 'refused') return { truth, ...(progress !== undefined && { progress }) };
    const match = next.outcome;
    if (route === undefined) return { truth, match };
    keeping = keepRoute(route, keeping, match);
    const seen = keeping.kind;
    if (seen === 'left-route') keeping = undefined;
    progress = advance(route, progress, match);
    return { truth, match, progress, keeping: seen };
  });
  return { trip, fixes, ...(route !== undefined && { route }) };
}
