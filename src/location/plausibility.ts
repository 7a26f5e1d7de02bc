import { distanceM } from '../roadnet/geometry.ts';
import type { PositionFix } from './fix.ts';
import type { FixRefusal } from './refusal.ts';

export const MAX_SPEED_MPS = 50;
/** A fix is of use when it is received no more than this after its date, and no more than `FUTURE_MS` before it. */
export const LATE_MS = 5000;
export const FUTURE_MS = 2000;
/** A stated accuracy beyond this is taken as this, so that no sender can widen the gate at will. */
const WORST_ACCURACY_M = 50;
/** Least sigma of the emission. */
const BEST_ACCURACY_M = 4;

/** One-sigma error used for a fix, metres: what the receiver states, within reason; the best when it states nothing usable. */
export function sigmaOfM(fix: { readonly accuracyM: number }): number {
  if (!(fix.accuracyM > BEST_ACCURACY_M)) return BEST_ACCURACY_M;
  return Math.min(fix.accuracyM, WORST_ACCURACY_M);
}

/** Roads further away than this are not looked at. */
export function searchRadiusM(fix: { readonly accuracyM: number }): number {
  return Math.max(30, 4 * sigmaOfM(fix));
}

/** What the gate remembers of the last accepted fix. */
export interface AcceptedFix {
  readonly atMs: number;
  readonly lat: number;
  readonly lon: number;
  readonly speedMps: number;
  readonly sigmaM: number;
}

export interface Implausible {
  readonly reason: FixRefusal;
  /** A sentence for people, with figures. */
  readonly detail: string;
}

/** First thing wrong with a fix, before any road is looked at; undefined when nothing is. Comparisons are written so that NaN fails them. */
export function findImplausible(last: AcceptedFix | undefined, fix: PositionFix, nowMs: number): Implausible | undefined {
  if (!(fix.atMs >= nowMs - LATE_MS)) {
    return { reason: 'late', detail: `${(nowMs - fix.atMs) / 1000} s old, at most ${LATE_MS / 1000} s` };
  }
  if (fix.atMs > nowMs + FUTURE_MS) {
    return { reason: 'future-dated', detail: `${(fix.atMs - nowMs) / 1000} s ahead, at most ${FUTURE_MS / 1000} s` };
  }
  if (last !== undefined && fix.atMs === last.atMs) return { reason: 'duplicate', detail: 'same time as the last accepted fix' };
  if (last !== undefined && fix.atMs < last.atMs) {
    return { reason: 'out-of-order', detail: `${(last.atMs - fix.atMs) / 1000} s before the last accepted fix` };
  }
  if (!(fix.speedMps >= 0 && fix.speedMps <= MAX_SPEED_MPS)) {
    return { reason: 'implausible-speed', detail: `${fix.speedMps} m/s, must be 0 to ${MAX_SPEED_MPS}` };
  }
  if (!(Math.abs(fix.lat) <= 90 && Math.abs(fix.lon) <= 180)) {
    return { reason: 'implausible-jump', detail: `latitude ${fix.lat}, longitude ${fix.lon} is no place` };
  }
  return last === undefined ? undefined : findJump(last, fix);
}

function findJump(last: AcceptedFix, fix: PositionFix): Implausible | undefined {
  const seconds = (fix.atMs - last.atMs) / 1000;
  const allowedM = MAX_SPEED_MPS * seconds + 3 * (last.sigmaM + sigmaOfM(fix));
  const movedM = distanceM(last, fix);
  if (movedM <= allowedM) return undefined;
  return { reason: 'implausible-jump', detail: `${movedM.toFixed(0)} m in ${seconds} s, at most ${allowedM.toFixed(0)} m` };
}
