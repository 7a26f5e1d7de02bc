import { differenceSigmaM, lengthM, movedBetween, reckoned, states, type TrackPoint } from './track.ts';
import type { TrustReason } from './trust-reason.ts';

/** A track shorter than this says too little. */
const LEAST_S = 8;
/** Curves, lanes, and the ends of links that are drawn longer than they are: what honest positions differ by, beside noise. */
const SLACK_M = 25;
const SLACK_SHARE = 0.15;
const NOISE_SIGMAS = 4;
/** Standing still to this is no noise at all. */
const FROZEN_M = 0.5;
const FROZEN_DRIVEN_M = 60;
/** Cosine of 60 degrees. */
const OTHER_WAY = 0.5;
const OTHER_WAY_LEAST_M = 30;

/** What the positions of a stretch of track and the speeds and courses stated with them say against each other; those derived from them say nothing. */
export function contradictionOf(track: readonly TrackPoint[]): TrustReason | undefined {
  const [first, last] = [track[0], track.at(-1)];
  if (first === undefined || last === undefined || last.atMs - first.atMs < LEAST_S * 1000) return undefined;
  const noiseM = NOISE_SIGMAS * differenceSigmaM(first, last);
  const moved = movedBetween(first, last);
  const movedM = lengthM(moved);
  const stated = reckoned(track);
  const statedM = lengthM(stated);
  const statesSpeed = track.every((point) => states(point, 'speed'));
  const statesHeading = track.every((point) => states(point, 'heading'));
  if (statesSpeed && stated.drivenM > FROZEN_DRIVEN_M && isFrozen(track)) return 'frozen-position';
  if (statesHeading && movedM > OTHER_WAY_LEAST_M + noiseM && statedM > OTHER_WAY_LEAST_M) {
    const along = (moved.eastM * stated.eastM + moved.northM * stated.northM) / (movedM * statedM);
    if (along < OTHER_WAY) return 'heading-contradicts-movement';
  }
  if (!statesSpeed) return undefined;
  const isFarther = movedM > (1 + SLACK_SHARE) * stated.drivenM + SLACK_M + noiseM;
  const isLess = movedM < (1 - SLACK_SHARE) * statedM - SLACK_M - noiseM;
  return isFarther || isLess ? 'speed-contradicts-distance' : undefined;
}

function isFrozen(track: readonly TrackPoint[]): boolean {
  return track.every((point) => lengthM(movedBetween(track[0]!, point)) < FROZEN_M);
}
