import type { LinkId } from '../kernel/ids.ts';
import type { StopForecast } from '../preemption/forecast.ts';
import { AMBULANCE_SPEED_FACTOR } from '../preemption/traffic-constants.ts';
import { type LatLon, pointOnLink } from '../roadnet/geometry.ts';
import type { LiveConditions } from '../roadnet/live-conditions.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { delayedS, freeFlowEtaS } from '../routing/eta.ts';
import { deadReckon, type Progress } from '../routing/progress.ts';
import { endM, type Route } from '../routing/route.ts';

/** A vehicle that was heard this long ago is shown where it was heard. */
const UNHEARD_MS = 3_000;

/** How dispatch is shown a vehicle on its route that has not been heard for a while. */
export interface Unheard {
  /** Reckoned to now. */
  readonly progress: Progress;
  /** Since its last position; 0 when that is new. */
  readonly unheardS: number;
  /**
   * What of it no forecast accounts for: a vehicle is reckoned forward for some seconds only, and not over a stop bar. Below 0 where
   * it is reckoned forward over more than a slow road lets it drive.
   */
  readonly unreckonedS: number;
}

/** A vehicle that is not heard is taken to drive on, so that its arrival stays where it was expected, while it becomes less certain. */
export function reckonUnheard(
  index: RoadIndex,
  route: Route,
  heard: Progress,
  forecast: readonly StopForecast[],
  nowMs: number,
  live: LiveConditions,
): Unheard {
  if (nowMs - heard.atMs <= UNHEARD_MS) return { progress: heard, unheardS: 0, unreckonedS: 0 };
  const progress = deadReckon(route, heard, nowMs);
  const unheardS = (nowMs - heard.atMs) / 1000;
  const [next] = forecast;
  const forecastFromM = next === undefined ? progress.alongM : next.stop.alongM - next.distanceM;
  const reckonedM = Math.max(heard.alongM, forecastFromM);
  const freeS = freeFlowEtaS(index, route, heard.alongM, reckonedM, AMBULANCE_SPEED_FACTOR);
  const reckonedS = freeS + delayedS(route, heard.alongM, reckonedM, live);
  return { progress, unheardS, unreckonedS: unheardS - reckonedS };
}

/** The place `alongM` from the start of a route. */
export function placeAlong(
  index: RoadIndex,
  route: Route,
  alongM: number,
): LatLon & { readonly link: LinkId; readonly offsetM: number } {
  const ahead = route.links.findIndex((_, i) => endM(route, i) > alongM);
  const at = ahead < 0 ? route.links.length - 1 : ahead;
  const link = route.links[at]!;
  const offsetM = alongM - route.startsM[at]!;
  const { lat, lon } = pointOnLink(index, link, offsetM);
  return { link, offsetM, lat, lon };
}
