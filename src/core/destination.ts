import type { LinkId } from '../kernel/ids.ts';
import type { Destination } from '../preemption/mission.ts';
import { findRouteToLink } from '../roadnet/fastest-route.ts';
import type { LatLon } from '../roadnet/geometry.ts';
import { type LinkNearby, linksNear } from '../roadnet/links-near.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { freeFlowS } from '../roadnet/travel-time.ts';
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

/** The fastest route from a point of a link to where dispatch wants the vehicle; undefined when there is none. */
export function routeTo(
  index: RoadIndex,
  from: { readonly link: LinkId; readonly offsetM: number },
  destination: Destination,
): Route | undefined {
  return typeof destination === 'string' ? planRoute(index, from.link, destination) : routeToPlace(index, from, destination);
}

/** To the point of the nearest road that can be reached, on its nearer side in time. */
function routeToPlace(index: RoadIndex, from: { link: LinkId; offsetM: number }, place: LatLon): Route | undefined {
  const near = linksNear(index, place, ROAD_WITHIN_M);
  for (const [i, first] of near.entries()) {
    const sides = near.slice(i).filter(({ distanceM }) => distanceM <= first.distanceM + SAME_ROAD_M);
    const ways = sides.flatMap((end) => wayTo(index, from, end));
    const best = ways.sort((a, b) => a.seconds - b.seconds)[0];
    if (best !== undefined) return best.route;
  }
  return undefined;
}

function wayTo(
  index: RoadIndex,
  from: { link: LinkId; offsetM: number },
  end: LinkNearby,
): { readonly route: Route; readonly seconds: number }[] {
  const isBehind = end.link === from.link && end.offsetM < from.offsetM;
  const links = isBehind ? aroundTo(index, end.link) : findRouteToLink(index, from.link, end.link);
  if (links === undefined) return [];
  const whole = routeOf(index, links);
  const route = { ...whole, lengthM: whole.startsM.at(-1)! + end.offsetM };
  const last = index.link(end.link);
  const seconds = freeFlowS(index, links) - (last.lengthM - end.offsetM) / last.speedLimitMps;
  return [{ route, seconds }];
}

/** The fastest way from the end of a link round to itself. */
function aroundTo(index: RoadIndex, link: LinkId): readonly LinkId[] | undefined {
  const rounds = index.movementsFrom(link).flatMap(({ to }) => {
    const way = findRouteToLink(index, to, link);
    return way === undefined ? [] : [[link, ...way]];
  });
  return rounds.sort((a, b) => freeFlowS(index, a) - freeFlowS(index, b))[0];
}
