import { DEGREE_M, distanceM } from '../roadnet/geometry.ts';
import { plausibleMps } from './fastest.ts';

/** One position report as a track holds it. Time of our clock. */
export interface TrackPoint {
  readonly atMs: number;
  readonly lat: number;
  readonly lon: number;
  readonly speedMps: number;
  readonly headingDeg: number;
  /** Per axis. */
  readonly sigmaM: number;
  /** What it does not state, but had derived from its positions: that is no word of the vehicle's to hold it to. */
  readonly derived?: readonly ('speed' | 'heading')[];
}

export function states({ derived }: TrackPoint, what: 'speed' | 'heading'): boolean {
  return derived === undefined || !derived.includes(what);
}

/** Beyond what the tyres of a heavy vehicle give. */
const ACCELERATION_MOST_MPS2 = 5;
const TURNING_MOST_MPS2 = 3;
/** Sigmas of the difference of two positions that noise explains; a Gaussian one exceeds it once in 3,000 fixes. */
const NOISE_SIGMAS = 4;
/** A course below this speed is noise. */
const HEADING_FROM_MPS = 2;

/** One-sigma error of the difference of two positions, per axis. */
export function differenceSigmaM(a: TrackPoint, b: TrackPoint): number {
  return Math.sqrt(a.sigmaM * a.sigmaM + b.sigmaM * b.sigmaM);
}

/** Whether a vehicle can have been at both points, with the speeds it states, whichever came first. */
export function canFollow(a: TrackPoint, b: TrackPoint): boolean {
  const seconds = Math.abs(b.atMs - a.atMs) / 1000;
  // Speeding up at the most for half of the time and back again in the other half.
  const reachM = ((a.speedMps + b.speedMps) / 2) * seconds + (ACCELERATION_MOST_MPS2 * seconds * seconds) / 4;
  const statedMps = [a, b].filter((point) => states(point, 'speed')).map(({ speedMps }) => speedMps);
  const mostM = Math.max(plausibleMps(), ...statedMps) * seconds;
  return distanceM(a, b) <= Math.min(reachM, mostM) + NOISE_SIGMAS * differenceSigmaM(a, b);
}

/** Whether a point lies where its course and speed would have brought a vehicle, within what it may have turned and sped up. */
export function isStraightOn(a: TrackPoint, b: TrackPoint): boolean {
  const seconds = (b.atMs - a.atMs) / 1000;
  const heading = (a.headingDeg * Math.PI) / 180;
  const { eastM, northM } = movedBetween(a, b);
  const offM = lengthM({
    eastM: eastM - a.speedMps * seconds * Math.sin(heading),
    northM: northM - a.speedMps * seconds * Math.cos(heading),
  });
  return offM <= (TURNING_MOST_MPS2 * seconds * seconds) / 2 + NOISE_SIGMAS * differenceSigmaM(a, b);
}

/** A vector in metres. */
export interface Displacement {
  readonly eastM: number;
  readonly northM: number;
}

export function lengthM({ eastM, northM }: Displacement): number {
  return Math.sqrt(eastM * eastM + northM * northM);
}

export function movedBetween(a: TrackPoint, b: TrackPoint): Displacement {
  const northM = (b.lat - a.lat) * DEGREE_M;
  return { northM, eastM: (b.lon - a.lon) * DEGREE_M * Math.cos((a.lat * Math.PI) / 180) };
}

/** What the speeds and courses of a track add up to: the way driven, and where it ends seen from where it begins. */
export function reckoned(track: readonly TrackPoint[]): Displacement & { readonly drivenM: number } {
  let [eastM, northM, drivenM] = [0, 0, 0];
  for (let i = 1; i < track.length; i++) {
    const [a, b] = [track[i - 1]!, track[i]!];
    const stepM = ((a.speedMps + b.speedMps) / 2) * ((b.atMs - a.atMs) / 1000);
    drivenM += stepM;
    if (b.speedMps < HEADING_FROM_MPS) continue;
    const heading = (b.headingDeg * Math.PI) / 180;
    eastM += stepM * Math.sin(heading);
    northM += stepM * Math.cos(heading);
  }
  return { eastM, northM, drivenM };
}
