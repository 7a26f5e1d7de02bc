import type { Matched } from '../location/matched.ts';
import { MAX_SPEED_MPS } from '../location/plausibility.ts';
import { endM, findOnRoute, type Route } from './route.ts';

/** How far a vehicle has come along its route. Plain data. */
export interface Progress {
  /** Front, from the route's start; never decreases. */
  readonly alongM: number;
  /** Smoothed over some seconds. */
  readonly speedMps: number;
  readonly atMs: number;
  /** How far it can have driven since the last match that it was placed by; absent before the first. */
  readonly unplacedM?: number;
  /** Stops of the route behind the vehicle: the first `passedStops` of `route.stops`. Never decreases. */
  readonly passedStops: number;
  /** One-sigma error of `alongM`. */
  readonly uncertaintyM: number;
  /** Matches in a row that put a vehicle which stands, or crawls, clearly beyond the next stop bar. */
  readonly standingBeyond?: { readonly matches: number; readonly sinceMs: number };
}

/** How long a vehicle that is not heard of is carried forward; beyond that it is lost. */
export const DEAD_RECKONING_S = 15;
const SMOOTHING_S = 3;
/** A stop bar counts as passed this far beyond it, or this many sigmas, whichever is more. */
const BEYOND_BAR_M = 3;
const BEYOND_BAR_SIGMAS = 2;
/** A vehicle that stands is not passing, whatever a single match says. */
const PASSING_MPS = 2;
/** It may have crept over the bar, or crossed it unheard: so far beyond it, or so many sigmas, for so long, no noise puts it. */
const CLEARLY_BEYOND_M = 15;
const CLEARLY_BEYOND_SIGMAS = 4;
const CLEARLY_BEYOND_PROBABILITY = 0.8;
const CLEARLY_BEYOND_MATCHES = 4;
const CLEARLY_BEYOND_MS = 5_000;
/** It may have sped up by so much between two matches. */
const GAINED_MPS2 = 2;
/** Speeds are stated wrong, places err for long, and paths inside nodes are drawn longer or shorter than they are. */
const REACH_SLACK_M = 100;
/** Error before the first match on the route. */
const UNKNOWN_M = 50;

/**
 * Takes a match. Noise never moves the vehicle back: `alongM` stays where a match lies behind it, and a stop once passed stays
 * passed. A stop is passed when the vehicle moves and the match itself, not the forward-only `alongM` that noise can push ahead of a standing vehicle,
 * lies beyond the stop bar by more than its error explains; or when match after match lies on a later link clearly beyond it, moving or not.
 * A match off the route, or further ahead than a vehicle gets in the time, moves nothing; see `off-route.ts`.
 */
export function advance(route: Route, progress: Progress | undefined, match: Matched): Progress {
  const before = progress ?? startAt(match);
  const stayed = stayAt(before, match);
  const position = positionOf(route, before, match);
  if (position === undefined) return stayed;
  const matchedM = Math.min(Math.max(0, route.startsM[position]! + match.offsetM), endM(route, position));
  const { sigmaM } = match;
  const next = route.stops[before.passedStops];
  const standingBeyond =
    next !== undefined && next.linkIndex < position && isClearlyBeyond(match, matchedM - next.alongM)
      ? { matches: (before.standingBeyond?.matches ?? 0) + 1, sinceMs: before.standingBeyond?.sinceMs ?? match.atMs }
      : undefined;
  const isBeyond = match.speedMps >= PASSING_MPS || isLasting(standingBeyond, match.atMs);
  const clearM = matchedM - Math.max(BEYOND_BAR_M, BEYOND_BAR_SIGMAS * sigmaM);
  let passedStops = before.passedStops;
  while (isBeyond && passedStops < route.stops.length && route.stops[passedStops]!.alongM < clearM) passedStops++;
  const isStillOpen = standingBeyond !== undefined && passedStops === before.passedStops;
  return {
    alongM: Math.max(before.alongM, matchedM),
    speedMps: stayed.speedMps,
    atMs: stayed.atMs,
    unplacedM: 0,
    passedStops,
    uncertaintyM: sigmaM,
    ...(isStillOpen ? { standingBeyond } : {}),
  };
}

/**
 * Position in the route of the link of a match; undefined where it is off the route or further ahead than the vehicle can have
 * driven: then the match is wrong, or of the later passage of a link that comes twice.
 */
export function positionOf(route: Route, progress: Progress, match: Matched): number | undefined {
  const { alongM, unplacedM } = progress;
  const farM = unplacedM === undefined ? Number.POSITIVE_INFINITY : drivableM(progress, match);
  const notBeyondM = alongM + farM + REACH_SLACK_M;
  const position = findOnRoute(route, match.link, alongM, notBeyondM - Math.max(0, match.offsetM));
  return position === undefined || route.startsM[position]! + match.offsetM > notBeyondM ? undefined : position;
}

/** Since it was last placed, up to a match. */
function drivableM({ speedMps, atMs, unplacedM = 0 }: Progress, match: Matched): number {
  const seconds = Math.max(0, (match.atMs - atMs) / 1000);
  const mostMps = Math.min(MAX_SPEED_MPS, Math.max(speedMps, match.speedMps) + (GAINED_MPS2 * seconds) / 2);
  return unplacedM + mostMps * seconds;
}

function isClearlyBeyond({ sigmaM, probability }: Matched, beyondM: number): boolean {
  return probability >= CLEARLY_BEYOND_PROBABILITY && beyondM >= Math.max(CLEARLY_BEYOND_M, CLEARLY_BEYOND_SIGMAS * sigmaM);
}

function isLasting(beyond: Progress['standingBeyond'], nowMs: number): boolean {
  return beyond !== undefined && beyond.matches >= CLEARLY_BEYOND_MATCHES && nowMs - beyond.sinceMs >= CLEARLY_BEYOND_MS;
}

/** The same after a match that places it nowhere. */
export function stayAt(before: Progress, match: Matched): Progress {
  const seconds = Math.max(0, (match.atMs - before.atMs) / 1000);
  const speedMps = before.speedMps + ((match.speedMps - before.speedMps) * seconds) / (seconds + SMOOTHING_S);
  const unplaced = before.unplacedM === undefined ? {} : { unplacedM: drivableM(before, match) };
  return { ...before, speedMps, atMs: Math.max(before.atMs, match.atMs), ...unplaced };
}

function startAt(match: Matched): Progress {
  return { alongM: 0, speedMps: match.speedMps, atMs: match.atMs, passedStops: 0, uncertaintyM: UNKNOWN_M };
}

/**
 * Where the vehicle probably is by now, unheard since `progress.atMs`: forward at its last speed for at most `DEAD_RECKONING_S`,
 * with an error that grows as fast as the vehicle may have slowed or sped up. Passes no stop, because it may just as well be
 * standing before it: `alongM` may therefore lie beyond the bar of a stop that is not passed. Meant for planning; keep the
 * progress of the last match for `advance`.
 */
export function deadReckon(route: Route, progress: Progress, nowMs: number): Progress {
  const unheardS = Math.max(0, (nowMs - progress.atMs) / 1000);
  const carriedS = Math.min(unheardS, DEAD_RECKONING_S);
  const alongM = Math.max(progress.alongM, Math.min(route.lengthM, progress.alongM + progress.speedMps * carriedS));
  const uncertaintyM = Math.min(route.lengthM, progress.uncertaintyM + unheardS * Math.max(2, 0.3 * progress.speedMps));
  return { ...progress, alongM, uncertaintyM, atMs: Math.max(progress.atMs, nowMs) };
}
