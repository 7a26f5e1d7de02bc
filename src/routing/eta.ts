import { delaysByLink, type LiveConditions } from '../roadnet/live-conditions.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { endM, type Route } from './route.ts';

/** Least speed of the usual triggers' arrival estimate (ETA = distance / max(speed, 5 m/s)). */
export const TRIGGER_FLOOR_MPS = 5;

/** Arrival as the usual triggers estimate it: distance over the present speed, a standing vehicle counted as rolling at 5 m/s. */
export function etaS(distanceM: number, speedMps: number): number {
  return Math.max(0, distanceM) / Math.max(speedMps, TRIGGER_FLOOR_MPS);
}

/**
 * Seconds from one point of a route to another with nobody in the way and every signal green: each link, and the node behind it,
 * at `speedFactor` times the link's limit. 0 when `toM` is not ahead of `fromM`.
 */
export function freeFlowEtaS(index: RoadIndex, route: Route, fromM: number, toM: number, speedFactor: number): number {
  let seconds = 0;
  for (let i = 0; i < route.links.length && route.startsM[i]! < toM; i++) {
    const drivenM = Math.min(toM, endM(route, i)) - Math.max(fromM, route.startsM[i]!);
    if (drivenM > 0) seconds += drivenM / (index.link(route.links[i]!).speedLimitMps * speedFactor);
  }
  return seconds;
}

/** What the roads are slower than that between two points of a route, seconds; a delay spreads evenly along its link. */
export function delayedS(route: Route, fromM: number, toM: number, live: LiveConditions): number {
  const delays = delaysByLink(live);
  if (delays.size === 0) return 0;
  return route.links.reduce((sum, link, i) => {
    const delayS = delays.get(link);
    if (delayS === undefined) return sum;
    const [startM, nextM] = [route.startsM[i]!, endM(route, i)];
    const drivenM = Math.min(toM, nextM) - Math.max(fromM, startM);
    return drivenM <= 0 ? sum : sum + (delayS * drivenM) / (nextM - startM);
  }, 0);
}
