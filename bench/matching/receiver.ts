import type { RandomStream } from '../../src/kernel/random.ts';
import type { PositionFix } from '../../src/location/fix.ts';
import { DEGREE_M } from '../../src/roadnet/geometry.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import { PER_SECOND, type Trip, type TrueInstant } from './driven.ts';

/** How a receiver errs. */
export interface ReceiverNoise {
  /** Per axis. */
  readonly sigmaM: number;
  /**
   * `white`: every fix errs by itself. `correlated`: the error wanders as multipath does, a first-order Gauss-Markov process of
   * the same sigma with a time constant of 20 s, and 1 m of white noise.
   */
  readonly kind: 'white' | 'correlated';
  /** Silences of so many seconds; 0: none. */
  readonly gapS: number;
}

export interface ReceivedFix {
  readonly fix: PositionFix;
  readonly truth: TrueInstant;
}

const START_MS = 1_700_000_000_000;
const CORRELATION_S = 20;
const OUTLIER_SHARE = 0.005;
/** Mean seconds heard between two silences, in silences. */
const HEARD_PER_GAP = 5;
const SPEED_SIGMA_MPS = 0.3;

/** What a receiver reports once a second during a trip, sigma stated truly, 0.5 % of the fixes thrown 30 to 120 m aside; nothing in tunnels. */
export function receive(
  index: RoadIndex,
  trip: Trip,
  { sigmaM, kind, gapS }: ReceiverNoise,
  random: RandomStream,
): ReceivedFix[] {
  const white = random.fork('white');
  const wander = random.fork('wander');
  const outliers = random.fork('outliers');
  const gaps = random.fork('gaps');
  // exp(-1/20), so that the errors of two seconds are correlated by it.
  const keep = Math.exp(-1 / CORRELATION_S);
  let [east, north] = [wander.normal(0, sigmaM), wander.normal(0, sigmaM)];
  let silentUntilS = -1;
  const received: ReceivedFix[] = [];
  for (let tick = 0; tick < trip.instants.length; tick += PER_SECOND) {
    const truth = trip.instants[tick]!;
    const fresh = sigmaM * Math.sqrt(1 - keep * keep);
    [east, north] = [east * keep + wander.normal(0, fresh), north * keep + wander.normal(0, fresh)];
    const whiteM = kind === 'white' ? sigmaM : 1;
    const [whiteEast, whiteNorth] = [white.normal(0, whiteM), white.normal(0, whiteM)];
    const base = kind === 'white' ? [0, 0] : [east, north];
    const thrown = outliers.chance(OUTLIER_SHARE) ? outliers.uniform(30, 120) : 0;
    const towards = outliers.uniform(0, 2 * Math.PI);
    const errorEastM = base[0]! + whiteEast + thrown * Math.sin(towards);
    const errorNorthM = base[1]! + whiteNorth + thrown * Math.cos(towards);
    if (gapS > 0 && truth.atS > 20 && truth.atS >= silentUntilS + gapS && gaps.chance(1 / (HEARD_PER_GAP * gapS))) {
      silentUntilS = truth.atS + gapS;
    }
    const fix = fixOf(truth, errorEastM, errorNorthM, sigmaM, white);
    const isCovered = (index.link(trip.links[truth.linkIndex]!).level ?? 0) < 0;
    if (truth.atS >= silentUntilS && !isCovered) received.push({ fix, truth });
  }
  return received;
}

/** Course over ground gets vague as the vehicle slows, and is arbitrary when it stands. */
function fixOf(truth: TrueInstant, eastM: number, northM: number, sigmaM: number, random: RandomStream): PositionFix {
  const headingSigmaDeg = Math.min(120, 2 + 12 / Math.max(0.1, truth.speedMps));
  const headingDeg = truth.headingDeg + random.normal(0, headingSigmaDeg);
  return {
    vehicle: 'A1',
    atMs: START_MS + Math.round(truth.atS * 1000),
    lat: truth.lat + northM / DEGREE_M,
    lon: truth.lon + eastM / (DEGREE_M * Math.cos((truth.lat * Math.PI) / 180)),
    speedMps: Math.max(0, truth.speedMps + random.normal(0, SPEED_SIGMA_MPS)),
    headingDeg: ((headingDeg % 360) + 360) % 360,
    accuracyM: sigmaM,
  };
}
