import type { Matched } from '../location/matched.ts';
import { type Progress, positionOf } from './progress.ts';
import { findOnRoute, type Route } from './route.ts';

/** Whether a vehicle still follows its route. Plain data. */
export type RouteKeeping =
  | { readonly kind: 'on-route' }
  /** Seen beside the route, not yet often or long enough. */
  | { readonly kind: 'doubtful'; readonly sinceMs: number; readonly fixes: number }
  /** It has left: plan anew from the link of the match. */
  | { readonly kind: 'left-route' };

const LEFT_AFTER_FIXES = 3;
const LEFT_AFTER_MS = 2000;
/** A match less certain than this to be on the route or off it says nothing. */
const CONFIDENT = 0.8;

/**
 * Takes a match: `left-route` after three in a row over two seconds or more that are sure to be off the route, whichever link they
 * are on; one sure to be on it clears the doubt. With the `progress` before it, a part of the route that the vehicle cannot have come
 * to counts as off it.
 */
export function keepRoute(route: Route, previous: RouteKeeping | undefined, match: Matched, progress?: Progress): RouteKeeping {
  const before = previous ?? { kind: 'on-route' };
  const isOn = (progress === undefined ? findOnRoute(route, match.link, 0) : positionOf(route, progress, match)) !== undefined;
  const isOutOfReach = !isOn && route.links.includes(match.link);
  const onShare = isOutOfReach
    ? 1 - match.probability
    : (match.plannedShare ?? (isOn ? match.probability : 1 - match.probability));
  if (Math.max(onShare, 1 - onShare) < CONFIDENT || before.kind === 'left-route') return before;
  if (onShare >= CONFIDENT) return { kind: 'on-route' };
  const sinceMs = before.kind === 'doubtful' ? before.sinceMs : match.atMs;
  const fixes = before.kind === 'doubtful' ? before.fixes + 1 : 1;
  if (fixes >= LEFT_AFTER_FIXES && match.atMs - sinceMs >= LEFT_AFTER_MS) return { kind: 'left-route' };
  return { kind: 'doubtful', sinceMs, fixes };
}
