import type { RoadIndex } from '../roadnet/road-index.ts';
import { endM, routeOf } from '../routing/route.ts';
import type { SavedWay } from './saved-mission.ts';
import type { InterruptedWay } from './state.ts';

/** Noise may have put it ahead of where it was. */
const NOT_BEFORE_M = 50;
/** Error of a place that is some time old. */
const UNKNOWN_M = 50;

/** A saved way on this map; undefined where the map does not have it, being another one now. */
export function interruptedWay(index: RoadIndex, saved: SavedWay, savedMs: number): InterruptedWay | undefined {
  const { links } = saved;
  const isWhole = links.every((link, i) => {
    const from = links[i - 1];
    return index.findLink(link) !== undefined && (from === undefined || index.findMovement(from, link) !== undefined);
  });
  if (!isWhole || links.length === 0) return undefined;
  const whole = routeOf(index, links);
  const route = { ...whole, lengthM: Math.min(whole.lengthM, saved.lengthM) };
  const alongM = Math.min(route.lengthM, saved.alongM);
  const passedStops = Math.min(route.stops.length, saved.passedStops);
  const { atMs = savedMs, unplacedM } = saved;
  // Not known how far it can have driven, it may be anywhere ahead.
  const unplaced = unplacedM === undefined ? {} : { unplacedM };
  const progress = { alongM, speedMps: 0, atMs, ...unplaced, passedStops, uncertaintyM: UNKNOWN_M };
  return { route, progress, ahead: links.filter((_, i) => endM(route, i) >= alongM - NOT_BEFORE_M) };
}
