import type { LinkId } from '../kernel/ids.ts';
import { type LinkNearby, linksNear } from '../roadnet/geometry.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { PositionFix } from './fix.ts';
import { type Hypothesis, type Place, placeOf, predict } from './hypothesis.ts';
import { betaM, decay, headingFit, studentT4 } from './likelihood.ts';
import { type AcceptedFix, findImplausible, sigmaOfM } from './plausibility.ts';
import type { FixRefusal } from './refusal.ts';

/** What is believed of one vehicle after its last accepted fix. Plain data: survives JSON. */
export interface MatchState extends AcceptedFix {
  /** Heaviest first. */
  readonly hypotheses: readonly Hypothesis[];
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
}

export interface FixRefused {
  readonly kind: 'refused';
  readonly reason: FixRefusal;
  readonly detail: string;
}

export type MatchOutcome = Matched | FixRefused;

/** After a silence longer than this the belief starts anew from the roads near. */
const FORGET_AFTER_S = 30;
/** Belief given at each fix to a road that no hypothesis leads to: a U-turn, a drive out of a yard, an error of the map. */
const SURPRISE = 1e-4;
/** How much likelier a first fix is on the planned route than beside it. */
const ON_ROUTE_ODDS = 4;
/** How likely a vehicle appears on a road about to end: it rather is about to drive in, on the other direction of that road. */
const DEAD_END_ODDS = 0.1;
/** A vehicle drives this far beside the drawn centre line. */
const LANE_SPREAD_M = 5;
const MAX_HYPOTHESES = 8;
const LEAST_SHARE = 1e-6;
const STANDING_MPS = 0.6;
/** Least variance reported, as a share of the fix's: what remained in generated drives of every noise level. */
const REPORTED_SHARE = 0.05;
/** Metres per degree of latitude on turf's sphere. */
const DEGREE_M = (6371008.8 * Math.PI) / 180;

/**
 * Takes one fix: refuses it with a reason, or says on which directed link the vehicle is, and where. Forward hidden Markov
 * filter over directed links (Newson and Krumm 2009, online), with a scalar Kalman filter of the offset in each hypothesis: the
 * transition term exp(-|travelled - route distance| / beta) then compares with the filtered position, and beta is widened by its
 * spread, because the published constants hold for noise of about 4 m only.
 *
 * `previous` is undefined for a vehicle's first fix; `route` is empty when none is planned. A refused fix leaves the state as it was.
 */
export function matchFix(
  index: RoadIndex,
  previous: MatchState | undefined,
  fix: PositionFix,
  nowMs: number,
  route: readonly LinkId[],
): { state: MatchState | undefined; outcome: MatchOutcome } {
  const implausible = findImplausible(previous, fix, nowMs);
  if (implausible !== undefined) return { state: previous, outcome: { kind: 'refused', ...implausible } };
  const planned = new Set(route);
  const sigmaM = sigmaOfM(fix);
  const radiusM = Math.max(30, 4 * sigmaM);
  const followed = previous === undefined ? [] : follow(index, previous, fix, planned, radiusM);
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

/** Where a fix lies seen from a place, metres: ahead along its heading, and to its side. */
function seenFrom(place: Place, fix: PositionFix): { aheadM: number; asideM: number } {
  const northM = (fix.lat - place.lat) * DEGREE_M;
  const eastM = (fix.lon - place.lon) * DEGREE_M * Math.cos((place.lat * Math.PI) / 180);
  const heading = (place.headingDeg * Math.PI) / 180;
  const north = Math.cos(heading);
  const east = Math.sin(heading);
  return { aheadM: northM * north + eastM * east, asideM: eastM * north - northM * east };
}

/** What happened between the last accepted fix and this one, and how much either is to be trusted. */
interface Step {
  readonly fix: PositionFix;
  readonly seconds: number;
  readonly travelledM: number;
  /** Variance of `travelledM`. */
  readonly driftM2: number;
  /** Variance of the fix, per axis. */
  readonly fixM2: number;
  /** Variance of an offset that no averaging goes below. */
  readonly leastM2: number;
  readonly radiusM: number;
}

function stepTo(previous: MatchState, fix: PositionFix, radiusM: number): Step {
  const seconds = (fix.atMs - previous.atMs) / 1000;
  const fixM2 = sigmaOfM(fix) ** 2;
  // The speed of a standing receiver is all noise and never negative: summed up, it would creep across the stop bar. So would the
  // noise of the fixes, were the belief not to settle while the vehicle stands.
  if (previous.speedMps < STANDING_MPS && fix.speedMps < STANDING_MPS) {
    return { fix, seconds, travelledM: 0, driftM2: (0.05 * seconds) ** 2, fixM2, leastM2: 0, radiusM };
  }
  const meanMps = (previous.speedMps + fix.speedMps) / 2;
  // Error of the speed reading, and what the speed may have done between the two readings.
  const driftM = seconds * (0.3 + 0.03 * meanMps) + 0.15 * seconds * seconds;
  // Errors of successive fixes are not independent, so the spread never falls to what averaging promises.
  return { fix, seconds, travelledM: meanMps * seconds, driftM2: driftM * driftM, fixM2, leastM2: 0.03 * fixM2, radiusM };
}

/** What was believed before, moved on to the fix's time and weighed by the fix. */
function follow(
  index: RoadIndex,
  previous: MatchState,
  fix: PositionFix,
  route: ReadonlySet<LinkId>,
  radiusM: number,
): Hypothesis[] {
  const step = stepTo(previous, fix, radiusM);
  if (step.seconds > FORGET_AFTER_S) return [];
  const followed: Hypothesis[] = [];
  for (const belief of previous.hypotheses) {
    for (const predicted of predict(index, belief, step.travelledM, step.driftM2, route)) {
      const weighed = weigh(index, predicted, step);
      if (weighed !== undefined) followed.push(weighed);
    }
  }
  return followed;
}

/** A hypothesis after its fix; undefined when the fix lies out of its reach. */
function weigh(index: RoadIndex, predicted: Hypothesis, step: Step): Hypothesis | undefined {
  const { fix, fixM2 } = step;
  const place = placeOf(index, predicted);
  const { aheadM, asideM } = seenFrom(place, fix);
  const reachM = step.radiusM + 3 * Math.sqrt(predicted.varianceM2);
  if (aheadM * aheadM + asideM * asideM > reachM * reachM) return undefined;
  const spreadM2 = predicted.varianceM2 + fixM2;
  const scaleM = betaM(step.seconds) + 0.7 * Math.sqrt(spreadM2);
  const heading = Math.max(
    headingFit(fix.headingDeg, fix.speedMps, place.headingDeg),
    place.nextHeadingDeg === undefined ? 0 : headingFit(fix.headingDeg, fix.speedMps, place.nextHeadingDeg),
  );
  const aside = studentT4((asideM * asideM) / (fixM2 + LANE_SPREAD_M * LANE_SPREAD_M));
  // Student-t again: a fix far from where it was expected moves the belief less than a Gaussian would let it.
  const trustedM2 = (fixM2 * (4 + (aheadM * aheadM) / spreadM2)) / 5;
  const gain = predicted.varianceM2 / (predicted.varianceM2 + trustedM2);
  return {
    ...predicted,
    offsetM: predicted.offsetM + gain * aheadM,
    varianceM2: Math.max((1 - gain) * predicted.varianceM2, step.leastM2),
    weight: (predicted.weight * aside * heading * decay(Math.abs(aheadM) / scaleM)) / scaleM,
  };
}

/** Roads near that no hypothesis covers. */
function appear(
  index: RoadIndex,
  followed: readonly Hypothesis[],
  fix: PositionFix,
  route: ReadonlySet<LinkId>,
  radiusM: number,
): Hypothesis[] {
  const sigmaM = sigmaOfM(fix);
  const places = followed.map((hypothesis) => placeOf(index, hypothesis));
  const appeared: Hypothesis[] = [];
  for (const near of linksNear(index, fix, radiusM)) {
    const covered = (p: { link: LinkId; offsetM: number }): boolean =>
      p.link === near.link && Math.abs(p.offsetM - near.offsetM) < radiusM;
    if (followed.some(covered) || places.some(covered)) continue;
    const aside = studentT4((near.distanceM * near.distanceM) / (sigmaM * sigmaM + LANE_SPREAD_M * LANE_SPREAD_M));
    const heading = headingFit(fix.headingDeg, fix.speedMps, near.headingDeg);
    const odds = (route.has(near.link) ? ON_ROUTE_ODDS : 1) * (isAboutToEnd(index, near, sigmaM) ? DEAD_END_ODDS : 1);
    const weight = (SURPRISE * odds * aside * heading) / (8 * sigmaM);
    appeared.push({ link: near.link, offsetM: near.offsetM, varianceM2: sigmaM * sigmaM, weight });
  }
  return appeared;
}

function isAboutToEnd(index: RoadIndex, near: LinkNearby, sigmaM: number): boolean {
  return index.movementsFrom(near.link).length === 0 && near.offsetM > index.link(near.link).lengthM - 3 * sigmaM;
}

/** Merges beliefs that have met, keeps the heaviest, and makes the weights add up to 1. */
function normalise(hypotheses: readonly Hypothesis[]): Hypothesis[] {
  const heaviestFirst = [...hypotheses].sort((a, b) => b.weight - a.weight);
  const kept: Hypothesis[] = [];
  for (const one of heaviestFirst) {
    const twin = kept.findIndex((other) => haveMet(other, one));
    if (twin >= 0) kept[twin] = { ...kept[twin]!, weight: kept[twin]!.weight + one.weight };
    else if (kept.length < MAX_HYPOTHESES && one.weight > LEAST_SHARE * heaviestFirst[0]!.weight) kept.push(one);
  }
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  return kept.map((one) => ({ ...one, weight: one.weight / total })).sort((a, b) => b.weight - a.weight);
}

function haveMet(a: Hypothesis, b: Hypothesis): boolean {
  if (a.link !== b.link || Math.abs(a.offsetM - b.offsetM) > 5) return false;
  return a.after === b.after || (a.offsetM >= 0 && b.offsetM >= 0);
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
