import type { LinkId } from '../kernel/ids.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { applyFix } from './apply-fix.ts';
import type { PositionFix } from './fix.ts';
import type { MatchBelief } from './match-belief.ts';
import type { Matched } from './matched.ts';
import { type AcceptedFix, findImplausible, type Implausible, searchRadiusM, sigmaOfM } from './plausibility.ts';
import type { FixRefusal } from './refusal.ts';
import { report } from './report.ts';
import { findRewind, isKnown, type Remembered, remember } from './rewind.ts';

/** What is believed of one vehicle after its last accepted fix, and before the few before it. Plain data, bounded. */
export interface MatchState extends MatchBelief {
  /** Oldest first; a fix that comes late is worked in before them. */
  readonly recent: readonly Remembered[];
  /** Fixes refused as jumps that fit one another: the accepted one may have been the wrong one. */
  readonly doubt?: Doubt;
}

interface Doubt {
  readonly sinceMs: number;
  readonly last: AcceptedFix;
  readonly fixes: number;
}

export interface FixRefused {
  readonly kind: 'refused';
  readonly reason: FixRefusal;
  readonly detail: string;
}

export type MatchOutcome = Matched | FixRefused;

const DUPLICATE: FixRefused = { kind: 'refused', reason: 'duplicate', detail: 'a fix of this time has been taken' };

interface Taken {
  readonly state: MatchState | undefined;
  readonly outcome: MatchOutcome;
}

/** So many refused fixes in a row that fit one another are believed, and the belief starts anew from the last. */
const BELIEVED_AGAIN_FIXES = 5;
/** ... over at least this long, so that a burst of messages moves nobody. */
const BELIEVED_AGAIN_MS = 4000;

/**
 * Takes one fix: refuses it with a reason, or says on which directed link the vehicle is, and where. Forward hidden Markov
 * filter over directed links (Newson and Krumm 2009, online); in each hypothesis a Kalman filter follows the place along the road
 * together with the wandering part of the receiver's error, so that the transition compares what was travelled with a filtered
 * position instead of with the last fix.
 *
 * `previous` is undefined for a vehicle's first fix; `route` is empty when none is planned. A fix up to two seconds older than the
 * newest is worked in before the later ones. A refused fix leaves the belief as it was, except that five refused as jumps which
 * fit one another over four seconds are believed and begin it anew.
 */
export function matchFix(
  index: RoadIndex,
  previous: MatchState | undefined,
  fix: PositionFix,
  nowMs: number,
  route: readonly LinkId[],
): Taken {
  if (previous !== undefined && isKnown(previous, fix.atMs)) return { state: previous, outcome: DUPLICATE };
  const rewound = previous === undefined ? undefined : findRewind(previous, fix);
  if (previous !== undefined && rewound !== undefined) return workIn(index, previous, rewound, fix, nowMs, route);
  const implausible = findImplausible(previous, fix, nowMs);
  if (implausible !== undefined) return turnDown(index, previous, implausible, fix, nowMs, route);
  const next = applyFix(index, previous, fix, route);
  if (next === undefined) return { state: previous, outcome: noRoadNear(fix) };
  const recent = remember(previous?.recent ?? [], previous, fix);
  return { state: { ...next, recent }, outcome: report(index, next, route) };
}

/** Takes a late fix: the belief before it, then it, then those after it once more. */
function workIn(
  index: RoadIndex,
  previous: MatchState,
  { before, recent, later }: { before: MatchBelief | undefined; recent: readonly Remembered[]; later: readonly PositionFix[] },
  fix: PositionFix,
  nowMs: number,
  route: readonly LinkId[],
): Taken {
  let belief = before;
  let remembered = recent;
  for (const one of [fix, ...later]) {
    const implausible = findImplausible(belief, one, one === fix ? nowMs : one.atMs);
    if (implausible !== undefined) return { state: previous, outcome: { kind: 'refused', ...implausible } };
    const next = applyFix(index, belief, one, route);
    if (next === undefined) return { state: previous, outcome: noRoadNear(one) };
    remembered = remember(remembered, belief, one);
    belief = next;
  }
  return { state: { ...previous, ...belief!, recent: remembered }, outcome: report(index, belief!, route) };
}

/** Refuses, unless it is one jump too many in the same direction. */
function turnDown(
  index: RoadIndex,
  previous: MatchState | undefined,
  implausible: Implausible,
  fix: PositionFix,
  nowMs: number,
  route: readonly LinkId[],
): Taken {
  const doubt = previous === undefined ? undefined : doubtAfter(previous.doubt, fix, nowMs);
  const outcome: FixRefused = { kind: 'refused', ...implausible };
  if (previous === undefined || doubt === undefined || implausible.reason !== 'implausible-jump')
    return { state: previous, outcome };
  const isBelieved = doubt.fixes >= BELIEVED_AGAIN_FIXES && fix.atMs - doubt.sinceMs >= BELIEVED_AGAIN_MS;
  if (!isBelieved) return { state: { ...previous, doubt }, outcome };
  const anew = matchFix(index, undefined, fix, nowMs, route);
  return { state: anew.state, outcome: anew.outcome.kind === 'matched' ? { ...anew.outcome, restarted: true } : anew.outcome };
}

function noRoadNear(fix: PositionFix): FixRefused {
  return { kind: 'refused', reason: 'no-road-near', detail: `no road within ${searchRadiusM(fix).toFixed(0)} m` };
}

/** The doubt that a refused fix adds to; undefined when the fix is unusable in itself. */
function doubtAfter(doubt: Doubt | undefined, fix: PositionFix, nowMs: number): Doubt | undefined {
  if (findImplausible(undefined, fix, nowMs) !== undefined || fix.atMs > nowMs) return undefined;
  const { atMs, lat, lon, speedMps } = fix;
  const last = { atMs, lat, lon, speedMps, sigmaM: sigmaOfM(fix) };
  const fits = doubt !== undefined && findImplausible(doubt.last, fix, nowMs) === undefined;
  return fits ? { ...doubt, last, fixes: doubt.fixes + 1 } : { sinceMs: atMs, last, fixes: 1 };
}
