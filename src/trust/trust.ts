import { contradictionOf } from './contradiction.ts';
import { plausibleMps } from './fastest.ts';
import { isImpossibleChange, isStepOfSpeed, isTooSharp, surelyMps } from './physics.ts';
import type { TrackPoint } from './track.ts';
import { type Followed, followTracks, type Tracks } from './tracks.ts';
import type { TrustReason } from './trust-reason.ts';

/** What speaks against a vehicle, and whether it is believed. Plain data, of bounded size. */
export interface Trust {
  readonly tracks: Tracks;
  /** Evidence by reason: 1 makes a suspect, and it wears off. */
  readonly evidence: ReadonlyMap<TrustReason, number>;
  /** Fingerprints of the positions it was at while it moved, oldest first. */
  readonly prints: readonly number[];
  readonly suspect?: Suspicion;
}

export interface Suspicion {
  readonly reason: TrustReason;
  readonly sinceMs: number;
  /** How long it has been heard of without anything that speaks against it. */
  readonly calmMs: number;
}

/** How a position fits the map and the mission, as the matcher sees it. */
export interface RoadFit {
  /** No road near, or farther from the one it was matched to than its stated accuracy explains. */
  readonly isOffRoad: boolean;
  /** Much farther from its destination, on the way that is left, than it has been before. */
  readonly drivesAway: boolean;
  /** The highest limit of the roads that it may be on; absent where that is not known. */
  readonly limitMps?: number;
  /** After a silence: no vehicle drives from where it was to here in that time. */
  readonly isOutOfReach?: boolean;
}

/** Suspects are believed again after they have been heard for so long without new evidence. */
const CALM_MS = 30_000;
/** What is left of the evidence by then; more speaks for waiting. */
const CALM_EVIDENCE = 0.5;
/** Evidence worn off per second. */
const WEAR_PER_S: Readonly<Record<TrustReason, number>> = {
  'too-fast': 0.02,
  'implausible-acceleration': 0.02,
  'speed-contradicts-distance': 0.05,
  'heading-contradicts-movement': 0.05,
  'implausible-jump': 0.01,
  'two-tracks': 0.02,
  'replayed-track': 0.02,
  'frozen-position': 0.05,
  'off-road': 0.05,
  'not-on-route': 0.05,
};
/** Evidence of one position; five in a row that contradict themselves are enough. */
const CONTRADICTED = 0.25;
const ONCE_IN_A_WHILE = 0.34;
const OUTLIER = 0.1;
/** A great lie shows over a short stretch, a small one or one under much noise over the whole minute only. */
const SHORT_MS = 20_000;
/** Off every road for ten seconds. */
const OFF_ROAD_PER_S = 0.15;
/** Driving away for twenty seconds. */
const DRIVES_AWAY_PER_S = 0.1;
/** Faster than anyone for four to five seconds. */
const TOO_FAST_PER_S = 0.25;
/** No more of the time between two positions counts, for a vehicle or against it. */
const LONGEST_STEP_S = 3;
const PRINTS = 1200;
/** Positions this recent are no replay. */
const RECENT_PRINTS = 30;
const PRINTED_FROM_MPS = 2;

export const NEW_TRUST: Trust = { tracks: { main: [] }, evidence: new Map(), prints: [] };

/** Takes a position that came in time, used by the matcher or not. */
export function observe(before: Trust, point: TrackPoint, fit: RoadFit): Trust {
  const last = before.tracks.main.at(-1);
  const followed = followTracks(before.tracks, point);
  const seconds = last === undefined ? 0 : Math.max(0, (point.atMs - last.atMs) / 1000);
  const found = new Map<TrustReason, number>();
  const add = (reason: TrustReason, amount: number): void => void found.set(reason, (found.get(reason) ?? 0) + amount);
  if (followed.kind === 'continued') {
    const { main } = followed.tracks;
    addPhysics(main, add);
    const contradiction = contradictionOf(main.filter(({ atMs }) => point.atMs - atMs <= SHORT_MS)) ?? contradictionOf(main);
    if (contradiction !== undefined) add(contradiction, CONTRADICTED);
  }
  addTrackEvidence(followed, add);
  const stepS = Math.min(seconds, LONGEST_STEP_S);
  if (surelyMps(followed.tracks.main, point) > plausibleMps(fit.limitMps)) add('too-fast', TOO_FAST_PER_S * stepS);
  if (fit.isOutOfReach === true) add('implausible-jump', 1);
  if (fit.isOffRoad) add('off-road', OFF_ROAD_PER_S * stepS);
  if (fit.drivesAway) add('not-on-route', DRIVES_AWAY_PER_S * stepS);
  const print = printOf(point);
  const isMoving = point.speedMps > PRINTED_FROM_MPS && seconds > 0;
  if (isMoving && before.prints.slice(0, -RECENT_PRINTS).includes(print)) add('replayed-track', ONCE_IN_A_WHILE);
  return judge(
    {
      ...before,
      tracks: followed.tracks,
      evidence: weigh(before.evidence, found, seconds),
      prints: isMoving ? [...before.prints.slice(1 - PRINTS), print] : before.prints,
    },
    found,
    point.atMs,
    stepS * 1000,
  );
}

function addTrackEvidence(followed: Followed, add: (reason: TrustReason, amount: number) => void): void {
  if (followed.kind === 'alternated') add('two-tracks', ONCE_IN_A_WHILE);
  if (followed.kind === 'strayed') add('implausible-jump', OUTLIER);
  if (followed.kind === 'moved-over') add('implausible-jump', 1);
}

function addPhysics(track: readonly TrackPoint[], add: (reason: TrustReason, amount: number) => void): void {
  if (isImpossibleChange(track)) add('implausible-acceleration', ONCE_IN_A_WHILE);
  if (isStepOfSpeed(track)) add('implausible-acceleration', 1);
  if (isTooSharp(track)) add('too-fast', ONCE_IN_A_WHILE);
}

function weigh(
  evidence: ReadonlyMap<TrustReason, number>,
  found: ReadonlyMap<TrustReason, number>,
  seconds: number,
): ReadonlyMap<TrustReason, number> {
  if (evidence.size === 0 && found.size === 0) return evidence;
  const next = new Map<TrustReason, number>();
  for (const [reason, amount] of evidence) {
    const left = amount - WEAR_PER_S[reason] * seconds;
    if (left > 0) next.set(reason, left);
  }
  // Twice what makes a suspect is the most, so that a long attack is over some time after its end.
  for (const [reason, amount] of found) next.set(reason, Math.min(2, (next.get(reason) ?? 0) + amount));
  return next;
}

function judge(trust: Trust, found: ReadonlyMap<TrustReason, number>, nowMs: number, stepMs: number): Trust {
  const worst = [...trust.evidence].reduce<readonly [TrustReason, number] | undefined>(
    (most, next) => (most === undefined || next[1] > most[1] ? next : most),
    undefined,
  );
  const { suspect, ...rest } = trust;
  if (suspect === undefined) {
    if (worst === undefined || worst[1] < 1) return trust;
    return { ...rest, suspect: { reason: worst[0], sinceMs: nowMs, calmMs: 0 } };
  }
  const calmMs = found.size > 0 ? 0 : suspect.calmMs + stepMs;
  const isCalm = calmMs >= CALM_MS && (worst === undefined || worst[1] < CALM_EVIDENCE);
  return isCalm ? rest : { ...rest, suspect: { ...suspect, calmMs } };
}

/** Two receivers, or two passages, never err alike to the last digit. FNV-1a over the figures as sent. */
function printOf({ lat, lon, speedMps }: TrackPoint): number {
  let hash = 0x811c9dc5;
  for (const char of `${lat},${lon},${speedMps}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}
