import { findRouteToLink } from '../roadnet/fastest-route.ts';
import type { MapLink } from '../roadnet/map.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { plausibleMps } from './fastest.ts';

/** A place that a vehicle may be at. */
export interface PossiblePlace {
  readonly link: MapLink['id'];
  /** Along the drawn line of the link, from its first node. */
  readonly drawnAtM: number;
  /** Share of the belief. */
  readonly weight: number;
}

/** Places that are looked at on either side, heaviest first. */
const PLACES = 3;
/** Less of the belief is no place to judge by. */
const LEAST_WEIGHT = 0.02;
/** Places along a road are known no better, and how links meet within a node is drawn no better. */
const SLACK_M = 100;
/** A way so much longer than the straight line says rather that one of its ends is on the wrong carriageway. */
const DETOUR = 1.5;

/**
 * Least seconds in which a vehicle can have driven from one place to another `straightM` off, at the most that is plausible on each
 * road; of several possible places the nearest pair counts. 0 when there is no way between any, which says more of the map.
 */
export function leastDriveS(
  index: RoadIndex,
  from: readonly PossiblePlace[],
  to: readonly PossiblePlace[],
  straightM: number,
): number {
  const heavy = (all: readonly PossiblePlace[]) => all.slice(0, PLACES).filter(({ weight }) => weight >= LEAST_WEIGHT);
  const times = heavy(from).flatMap((a) => heavy(to).flatMap((b) => timeBetweenS(index, a, b, straightM) ?? []));
  return times.length === 0 ? 0 : Math.min(...times);
}

function timeBetweenS(index: RoadIndex, a: PossiblePlace, b: PossiblePlace, straightM: number): number | undefined {
  const way = a.link === b.link ? [a.link] : findRouteToLink(index, a.link, b.link);
  if (way === undefined) return undefined;
  let metres = b.drawnAtM - a.drawnAtM - SLACK_M;
  let seconds = metres / topMps(index, b.link);
  for (const link of way.slice(0, -1)) {
    const { lengthM } = index.link(link);
    metres += lengthM;
    seconds += lengthM / topMps(index, link);
  }
  if (metres <= 0) return 0;
  return Math.max(0, seconds) * Math.min(1, (DETOUR * straightM) / metres);
}

function topMps(index: RoadIndex, link: MapLink['id']): number {
  return plausibleMps(index.link(link).speedLimitMps);
}
