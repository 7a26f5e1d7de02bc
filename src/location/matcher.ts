import type { LinkId } from '../kernel/ids.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { appear } from './appear.ts';
import type { PositionFix } from './fix.ts';
import { follow, seenFrom } from './follow.ts';
import { type Hypothesis, normalise, placeOf } from './hypothesis.ts';
import { type AcceptedFix, findImplausible, sigmaOfM } from './plausibility.ts';
import type { FixRefusal } from './refusal.ts';

/** What is believed of one vehicle after its last accepted fix. Plain data: survives JSON. */
export interface MatchState extends AcceptedFix {
  /** Heaviest first. */
  readonly hypotheses: readonly Hypothesis[];
  /** Fixes refused as jumps that fit one another: the accepted one may have been the wrong one. */
  readonly doubt?: Doubt;
}

interface Doubt {
  readonly sinceMs: number;
  readonly last: AcceptedFix;
  readonly fixes: number;
}

export interface Matched {
  readonly kind: 'matched';
  /** Directed link; while the vehicle is inside a node, the one it has just left. */
  readonly link: LinkId;
  /** From the link's start, filtered; beyond the link's length while inside the node. */
  readonly offsetM: number;
  /** From the fix to the matched point. */
  readonly errorM: number;
  /** One-sigma spread of `offsetM`. */
  readonly sigmaM: number;
  /** Share of the belief in ways that lead over `link` here; `sigmaM` says how sure the place along them is. */
  readonly probability: number;
  readonly atMs: number;
  readonly speedMps: number;
  /** The belief began anew from this fix: where the vehicle was thought to be before was wrong. */
  readonly restarted?: true;
}

export interface FixRefused {
  readonly kind: 'refused';
  readonly reason: FixRefusal;
  readonly detail: string;
}

export type MatchOutcome = Matched | FixRefused;

/** So many refused fixes in a row that fit one another are believed, and the belief starts anew from the last. */
const BELIEVED_AGAIN_FIXES = 5;
/** ... over at least this long, so that a burst of messages moves nobody. */
const BELIEVED_AGAIN_MS = 4000;
/** Least variance reported, as a share of the fix's: what remained in generated drives of every noise level. */
const REPORTED_SHARE = 0.05;

/**
 * Takes one fix: refuses it with a reason, or says on which directed link the vehicle is, and where. Forward hidden Markov
 * filter over directed links (Newson and Krumm 2009, online), with a scalar Kalman filter of the offset in each hypothesis: the
 * transition term exp(-|travelled - route distance| / beta) then compares with the filtered position, and beta is widened by its
 * spread, because the published constants hold for noise of about 4 m only.
 *
 * `previous` is undefined for a vehicle's first fix; `route` is empty when none is planned. A refused fix leaves the belief as it was,
 * except that five refused as jumps which fit one another over four seconds are believed and begin it anew.
 */
export function matchFix(
  index: RoadIndex,
  previous: MatchState | undefined,
  fix: PositionFix,
  nowMs: number,
  route: readonly LinkId[],
): { state: MatchState | undefined; outcome: MatchOutcome } {
  const implausible = findImplausible(previous, fix, nowMs);
  if (implausible !== undefined) {
    const doubt = previous === undefined ? undefined : doubtAfter(previous.doubt, fix, nowMs);
    if (previous === undefined || doubt === undefined || implausible.reason !== 'implausible-jump')
      return { state: previous, outcome: { kind: 'refused', ...implausible } };
    const isBelieved = doubt.fixes >= BELIEVED_AGAIN_FIXES && fix.atMs - doubt.sinceMs >= BELIEVED_AGAIN_MS;
    if (!isBelieved) return { state: { ...previous, doubt }, outcome: { kind: 'refused', ...implausible } };
    const { state, outcome } = matchFix(index, undefined, fix, nowMs, route);
    return { state, outcome: outcome.kind === 'matched' ? { ...outcome, restarted: true } : outcome };
  }
  const planned = new Set(route);
  const sigmaM = sigmaOfM(fix);
  const radiusM = Math.max(30, 4 * sigmaM);
  const followed = previous === undefined ? [] : follow(index, previous, previous.hypotheses, fix, planned, radiusM);
  const appeared = appear(index, followed, fix, planned, radiusM);
  const hypotheses = normalise([...followed, ...appeared]);
  if (hypotheses.length === 0) {
    const detail = `no road within ${radiusM.toFixed(0)} m`;
    return { state: previous, outcome: { kind: 'refused', reason: 'no-road-near', detail } };
  }
  const { atMs, lat, lon, speedMps } = fix;
  const state = { atMs, lat, lon, speedMps, sigmaM, hypotheses };
  return { state, outcome: report(index, hypotheses, fix) };
}

function report(index: RoadIndex, hypotheses: readonly Hypothesis[], fix: PositionFix): Matched {
  const shares = new Map<LinkId, number>();
  const places = hypotheses.map((hypothesis) => placeOf(index, hypothesis));
  hypotheses.forEach(({ weight }, i) => {
    const { link } = places[i]!;
    shares.set(link, (shares.get(link) ?? 0) + weight);
  });
  const [link, probability] = [...shares].reduce((best, next) => (next[1] > best[1] ? next : best));
  const at = places.findIndex((place) => place.link === link);
  const place = places[at]!;
  const { aheadM, asideM } = seenFrom(place, fix);
  return {
    kind: 'matched',
    link,
    offsetM: place.offsetM,
    errorM: Math.sqrt(aheadM * aheadM + asideM * asideM),
    sigmaM: Math.sqrt(Math.max(hypotheses[at]!.varianceM2, REPORTED_SHARE * sigmaOfM(fix) ** 2)),
    probability: Math.min(1, probability),
    atMs: fix.atMs,
    speedMps: fix.speedMps,
  };
}

/** The doubt that a refused fix adds to; undefined when the fix is unusable in itself. */
function doubtAfter(doubt: Doubt | undefined, fix: PositionFix, nowMs: number): Doubt | undefined {
  if (findImplausible(undefined, fix, nowMs) !== undefined || fix.atMs > nowMs) return undefined;
  const { atMs, lat, lon, speedMps } = fix;
  const last = { atMs, lat, lon, speedMps, sigmaM: sigmaOfM(fix) };
  const fits = doubt !== undefined && findImplausible(doubt.last, fix, nowMs) === undefined;
  return fits ? { ...doubt, last, fixes: doubt.fixes + 1 } : { sinceMs: atMs, last, fixes: 1 };
}
