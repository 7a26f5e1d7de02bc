import { differenceSigmaM, lengthM, movedBetween, states, type TrackPoint } from './track.ts';

/** Beyond what the tyres of a heavy vehicle give, with what stated speeds differ by in noise. */
const ACCELERATES_MOST_MPS2 = 7;
const BRAKES_MOST_MPS2 = 11;
const SPEED_NOISE_MPS = 1.5;
/** Changes are looked at over no less, so that a sender of ten positions a second is measured as one of one. */
const CHANGE_S = 0.9;
const CHANGE_LEAST_S = 0.3;
const CHANGE_MOST_S = 3;
/** A step of speed so far beyond physics, and kept up for three positions, is no slip of a receiver. */
const STEP_MPS = 5;
const STEP_POINTS = 3;
/** A turn is looked at over so long; tyres bear no more to the side. */
const TURN_S = 2.9;
const TURN_MOST_S = 4;
const SIDEWAYS_MOST_MPS2 = 8;
/** What two courses of a moving receiver differ by in noise. */
const COURSE_NOISE_DEG = 17;
/** Positions alone say how fast a vehicle was over so long at the least; over longer it may have stood in between. */
const MOVED_S = 10;
const MOVED_MOST_S = 15;
const NOISE_SIGMAS = 4;

/** Whether the speed stated last differs from that of about a second before, or from the one just before, by more than engine and brakes give. */
export function isImpossibleChange(track: readonly TrackPoint[]): boolean {
  const [before, last] = track.slice(-2);
  if (before === undefined || last === undefined) return false;
  // Two senders that take turns differ from one position to the next, each of them alone does not.
  return isBeyondPhysics(before, last) || isBeyondPhysics(pointBefore(track, last.atMs, CHANGE_S), last);
}

function isBeyondPhysics(before: TrackPoint | undefined, last: TrackPoint): boolean {
  if (before === undefined || !states(before, 'speed') || !states(last, 'speed')) return false;
  const seconds = (last.atMs - before.atMs) / 1000;
  if (seconds < CHANGE_LEAST_S || seconds > CHANGE_MOST_S) return false;
  const change = last.speedMps - before.speedMps;
  return change > ACCELERATES_MOST_MPS2 * seconds || change < -BRAKES_MOST_MPS2 * seconds;
}

/** Whether the last points are all far faster than those before them can have become. */
export function isStepOfSpeed(track: readonly TrackPoint[]): boolean {
  const since = track.slice(-STEP_POINTS);
  const before = track.slice(-2 * STEP_POINTS, -STEP_POINTS);
  const last = before.at(-1);
  if (last === undefined || ![...before, ...since].every((point) => states(point, 'speed'))) return false;
  const seconds = (since[0]!.atMs - last.atMs) / 1000;
  // A receiver that had lost its speed for a second finds it again.
  const wasMps = Math.max(...before.map(({ speedMps }) => speedMps));
  const reachedMps = wasMps + ACCELERATES_MOST_MPS2 * seconds + SPEED_NOISE_MPS + STEP_MPS;
  return seconds <= CHANGE_MOST_S && since.every(({ speedMps }) => speedMps > reachedMps);
}

/** Whether the courses of the last three seconds make a turn that is too sharp for the least speed stated on it. */
export function isTooSharp(track: readonly TrackPoint[]): boolean {
  const last = track.at(-1);
  const before = last === undefined ? undefined : pointBefore(track, last.atMs, TURN_S);
  if (last === undefined || before === undefined) return false;
  const seconds = (last.atMs - before.atMs) / 1000;
  if (seconds > TURN_MOST_S) return false;
  const apart = Math.abs(last.headingDeg - before.headingDeg) % 360;
  const turnedDeg = (apart > 180 ? 360 - apart : apart) - COURSE_NOISE_DEG;
  const turn = track.filter(({ atMs }) => atMs >= before.atMs);
  if (!turn.every((point) => states(point, 'speed') && states(point, 'heading'))) return false;
  const leastMps = Math.min(...turn.map(({ speedMps }) => speedMps));
  return (leastMps * turnedDeg * Math.PI) / 180 / seconds > SIDEWAYS_MOST_MPS2;
}

/** What it was driving at the least of late: as it states, or as its positions show beyond their noise. */
export function surelyMps(track: readonly TrackPoint[], last: TrackPoint): number {
  if (states(last, 'speed')) return last.speedMps;
  const before = pointBefore(track, last.atMs, MOVED_S);
  const seconds = before === undefined ? 0 : (last.atMs - before.atMs) / 1000;
  if (before === undefined || seconds > MOVED_MOST_S) return 0;
  return (lengthM(movedBetween(before, last)) - NOISE_SIGMAS * differenceSigmaM(before, last)) / seconds;
}

/** The newest point that is at least so much older. */
function pointBefore(track: readonly TrackPoint[], atMs: number, seconds: number): TrackPoint | undefined {
  return track.findLast((point) => atMs - point.atMs >= seconds * 1000);
}
