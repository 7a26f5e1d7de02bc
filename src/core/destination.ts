import type { LinkId } from '../kernel/ids.ts';
import type { Destination } from '../preemption/mission.ts';
import { findRouteToLink } from '../roadnet/fastest-route.ts';
import { distanceM, type LatLon } from '../roadnet/geometry.ts';
import { type LinkNearby, linksNear } from '../roadnet/links-near.ts';
import { type LiveConditions, throughClosed } from '../roadnet/live-conditions.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { wayS } from '../roadnet/travel-time.ts';
import { planRoute, type Route, routeOf } from '../routing/route.ts';

/** A place farther than this from every road is none that a vehicle can be sent to. */
const ROAD_WITHIN_M = 100;
/** Roads that are nearer than this to each other are the two directions of one, and the vehicle takes whichever it is at sooner. */
const SAME_ROAD_M = 15;

/** Why a vehicle cannot be sent there from anywhere; undefined when it can. */
export function unreachable(
  index: RoadIndex,
  destination: Destination,
): 'unknown-destination' | 'destination-too-far' | undefined {
  if (typeof destination === 'string') return index.findNode(destination) === undefined ? 'unknown-destination' : undefined;
  return linksNear(index, destination, ROAD_WITHIN_M).length === 0 ? 'destination-too-far' : undefined;
}

/** As the crow flies. */
export function airDistanceM(index: RoadIndex, from: LatLon, destination: Destination): number {
  return distanceM(from, typeof destination === 'string' ? index.node(destination) : destination);
}

/** A destination counts as reached this close to it. */
export const ARRIVED_M = 20;
const STANDING_MPS = 2;

/** Where a vehicle is. */
export interface RoadPoint {
  readonly link: LinkId;
  readonly offsetM: number;
  readonly speedMps: number;
}

/**
 * The fastest route under live conditions from where a vehicle is to where dispatch wants the vehicle. Where every way there is closed it leads over as
 * few closures as can be: an ambulance gets through where others do not, and may be wanted behind them. Undefined when there is no way at all.
 */
export function routeAnyhow(
  index: RoadIndex,
  from: RoadPoint,
  destination: Destination,
  live: LiveConditions,
): Route | undefined {
  const passable = throughClosed(live);
  const each = passable === live ? [live] : [live, passable];
  if (typeof destination !== 'string') return routeToPlace(index, from, destination, each);
  return firstOf(each, (one) => planRoute(index, from.link, destination, one));
}

/** Seconds from the start of one of a route's links to the route's end, closures on it at their cost. */
export function restS(index: RoadIndex, route: Route, fromIndex: number, live: LiveConditions): number {
  const last = index.link(route.links.at(-1)!);
  const beyondM = last.lengthM - (route.lengthM - route.startsM.at(-1)!);
  return wayS(index, route.links.slice(fromIndex), throughClosed(live)) - beyondM / last.speedLimitMps;
}

/** To the point of the nearest road that can be reached, on its nearer side in time; closed itself, the nearest road is still the one that is meant. */
function routeToPlace(index: RoadIndex, from: RoadPoint, place: LatLon, each: readonly LiveConditions[]): Route | undefined {
  const near = linksNear(index, place, ROAD_WITHIN_M);
  for (const [i, first] of near.entries()) {
    const sides = near.slice(i).filter(({ distanceM }) => distanceM <= first.distanceM + SAME_ROAD_M);
    const route = firstOf(each, (live) => {
      const ways = sides.flatMap((end) => wayTo(index, from, end, live));
      return ways.sort((a, b) => a.seconds - b.seconds)[0]?.route;
    });
    if (route !== undefined) return route;
  }
  return undefined;
}

function firstOf(each: readonly LiveConditions[], search: (live: LiveConditions) => Route | undefined): Route | undefined {
  for (const live of each) {
    const route = search(live);
    if (route !== undefined) return route;
  }
  return undefined;
}

function wayTo(
  index: RoadIndex,
  from: RoadPoint,
  end: LinkNearby,
  live: LiveConditions,
): { readonly route: Route; readonly seconds: number }[] {
  // One that stands just beyond the place has arrived; one that drives past it has to come back.
  const reachedM = from.speedMps < STANDING_MPS ? ARRIVED_M : 0;
  const isBehind = end.link === from.link && end.offsetM < from.offsetM - reachedM;
  const links = isBehind ? aroundTo(index, end.link, live) : findRouteToLink(index, from.link, end.link, live);
  if (links === undefined) return [];
  const whole = routeOf(index, links);
  const route = { ...whole, lengthM: whole.startsM.at(-1)! + end.offsetM };
  return [{ route, seconds: restS(index, route, 0, live) }];
}

/** The fastest way from the end of a link round to itself. */
function aroundTo(index: RoadIndex, link: LinkId, live: LiveConditions): readonly LinkId[] | undefined {
  const rounds = index.movementsFrom(link).flatMap(({ to }) => {
    const way = findRouteToLink(index, to, link, live);
    return way === undefined ? [] : [[link, ...way]];
  });
  const best = rounds.sort((a, b) => wayS(index, a, live) - wayS(index, b, live))[0];
  return best === undefined || wayS(index, best, live) === Number.POSITIVE_INFINITY ? undefined : best;
}
