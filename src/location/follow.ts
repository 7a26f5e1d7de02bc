import type { LinkId } from '../kernel/ids.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { PositionFix } from './fix.ts';
import { type Hypothesis, type Place, placeOf, predict } from './hypothesis.ts';
import { asideFit, betaM, decay, headingFit } from './likelihood.ts';
import { type AcceptedFix, sigmaOfM } from './plausibility.ts';

/** After a silence longer than this the belief starts anew from the roads near. */
const FORGET_AFTER_S = 30;
const STANDING_MPS = 0.6;
/** Metres per degree of latitude on turf's sphere. */
const DEGREE_M = (6371008.8 * Math.PI) / 180;

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

function stepTo(last: AcceptedFix, fix: PositionFix, radiusM: number): Step {
  const seconds = (fix.atMs - last.atMs) / 1000;
  const fixM2 = sigmaOfM(fix) ** 2;
  // The speed of a standing receiver is all noise and never negative: summed up, it would creep across the stop bar. So would the
  // noise of the fixes, were the belief not to settle while the vehicle stands.
  if (last.speedMps < STANDING_MPS && fix.speedMps < STANDING_MPS) {
    return { fix, seconds, travelledM: 0, driftM2: (0.05 * seconds) ** 2, fixM2, leastM2: 0, radiusM };
  }
  const meanMps = (last.speedMps + fix.speedMps) / 2;
  // Error of the speed reading, and what the speed may have done between the two readings.
  const driftM = seconds * (0.3 + 0.03 * meanMps) + 0.15 * seconds * seconds;
  // Errors of successive fixes are not independent, so the spread never falls to what averaging promises.
  return { fix, seconds, travelledM: meanMps * seconds, driftM2: driftM * driftM, fixM2, leastM2: 0.03 * fixM2, radiusM };
}

/** Where a fix lies seen from a place, metres: ahead along its heading, and to its side. */
export function seenFrom(place: Place, fix: PositionFix): { aheadM: number; asideM: number } {
  const northM = (fix.lat - place.lat) * DEGREE_M;
  const eastM = (fix.lon - place.lon) * DEGREE_M * Math.cos((place.lat * Math.PI) / 180);
  const heading = (place.headingDeg * Math.PI) / 180;
  const north = Math.cos(heading);
  const east = Math.sin(heading);
  return { aheadM: northM * north + eastM * east, asideM: eastM * north - northM * east };
}

/** What was believed before, moved on to the fix's time and weighed by the fix. */
export function follow(
  index: RoadIndex,
  last: AcceptedFix,
  beliefs: readonly Hypothesis[],
  fix: PositionFix,
  route: ReadonlySet<LinkId>,
  radiusM: number,
): Hypothesis[] {
  const step = stepTo(last, fix, radiusM);
  if (step.seconds > FORGET_AFTER_S) return [];
  const followed: Hypothesis[] = [];
  for (const belief of beliefs) {
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
  const aside = asideFit(asideM, sigmaOfM(fix));
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
