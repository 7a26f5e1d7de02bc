import type { LinkId } from '../kernel/ids.ts';
import { lean } from '../location/lean.ts';
import type { Matched } from '../location/matched.ts';
import type { MatchState } from '../location/matcher.ts';
import { reportAll } from '../location/report.ts';
import type { LiveConditions } from '../roadnet/live-conditions.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { Route } from '../routing/route.ts';
import { restS, routeAnyhow } from './destination.ts';
import type { MissionView } from './state.ts';

/** A road less likely than this is none to begin a route on. */
const MAY_BE_SHARE = 0.05;
/** With less of the belief on it, the route's start is uncertain. */
const SURE_SHARE = 0.95;
/** A road this much less likely than the likeliest may still be the one, when the way from there is quicker. */
const AS_LIKELY = 0.5;
/** Links of a route that count as its start: it may come back over the other direction of its first. */
const NEAR_LINKS = 2;
/** How much likelier who was sent somewhere stands in the direction that leads there. */
const SENT_ODDS = 4;

/** Where a route may begin. */
export interface LikelyStart {
  readonly route: Route;
  readonly at: Matched;
  /** The belief, which leans to a first route's start. */
  readonly match: MatchState;
  readonly isUncertain: boolean;
}

interface Way {
  readonly at: Matched;
  readonly route: Route;
  readonly seconds: number;
}

/**
 * The route from the likeliest link that has a way to the destination. Of several that are about as likely, two directions of a road on which a vehicle
 * stands, the first route of a mission begins on the one that leads there sooner. Undefined when none has a way.
 */
export function likelyStart(
  index: RoadIndex,
  mission: Pick<MissionView, 'destination' | 'route'>,
  match: MatchState,
  live: LiveConditions,
): LikelyStart | undefined {
  const ways = reportAll(index, match, [])
    .filter(({ probability }, _, all) => probability >= least(all[0]!.probability, mission))
    .flatMap((at): Way[] => {
      const route = routeAnyhow(index, at, mission.destination, live);
      if (route === undefined) return [];
      return [{ at, route, seconds: restS(index, route, 0, live) - at.offsetM / index.link(at.link).speedLimitMps }];
    });
  const likeliest = ways[0];
  if (likeliest === undefined) return undefined;
  const chosen = mission.route === undefined ? soonest(index, likeliest, ways) : likeliest;
  const { route, at } = chosen;
  const isUncertain = at.probability < SURE_SHARE;
  if (!isUncertain || mission.route !== undefined) return { route, at, match, isUncertain };
  const leant = lean(match, new Set(route.links.slice(0, NEAR_LINKS)), SENT_ODDS);
  const place = reportAll(index, leant, route.links).find(({ link }) => link === at.link) ?? at;
  return { route, at: place, match: leant, isUncertain };
}

/** Whether a match shows that the vehicle has begun its route, or that it has not; undefined while neither is sure. */
export function hasBegun({ links }: Route, at: Matched): boolean | undefined {
  return at.probability < SURE_SHARE ? undefined : links.slice(0, NEAR_LINKS).includes(at.link);
}

/** A route that it has is not given up for a road that it is hardly on. */
function least(likeliest: number, { route }: Pick<MissionView, 'route'>): number {
  return route === undefined ? Math.min(likeliest, MAY_BE_SHARE) : AS_LIKELY * likeliest;
}

function soonest(index: RoadIndex, likeliest: Way, ways: readonly Way[]): Way {
  let best = likeliest;
  for (const one of ways) {
    if (one.at.probability < AS_LIKELY * likeliest.at.probability || one.seconds >= best.seconds) continue;
    if (!isNext(index, one.at.link, best.at.link) && !isNext(index, best.at.link, one.at.link)) best = one;
  }
  return best;
}

/** On one way, a node between them: which side of it the vehicle is on is told by its place, not by what is sooner. */
function isNext(index: RoadIndex, from: LinkId, to: LinkId): boolean {
  const movement = index.findMovement(from, to);
  return movement !== undefined && movement.turn !== 'uturn';
}
