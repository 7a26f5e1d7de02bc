import { FUTURE_MS, LATE_MS } from './plausibility.ts';

/** What is known of the clock of one vehicle. Plain data, always of the same size. */
export interface VehicleClock {
  /** Added to the vehicle's times; 0 while its clock is taken for right. */
  readonly correctionMs: number;
  /** When the last fix came that fitted the correction. */
  readonly fittedMs?: number;
  /** Least delay seen in this window and in the one before, after the correction; it moves with the drift of the clock. */
  readonly window?: Window;
  /** Fixes that do not fit the correction but agree with one another. */
  readonly misfits?: Misfits;
}

interface Window {
  readonly sinceMs: number;
  readonly fixes: number;
  readonly leastMs: number;
  readonly beforeMs?: number;
}

interface Misfits {
  readonly sinceMs: number;
  readonly lastAtMs: number;
  readonly fixes: number;
  readonly leastMs: number;
  readonly mostMs: number;
}

export interface ClockReading {
  readonly clock: VehicleClock;
  /** Time of the fix by our clock. */
  readonly atMs: number;
  /** The correction is new with this fix. */
  readonly isSettled: boolean;
}

/** Zones reach 14 h; more than that is no clock set to the wrong zone but an old fix. */
const CORRECTED_MOST_MS = 14.1 * 3_600_000;
const AGREEING_FIXES = 5;
const AGREEING_MS = 4_000;
/** Delays differ by so much at most while fixes are said to agree, so that a backlog sent in one go never does. */
const JITTER_MS = 2_000;
/** So long nothing may fit a correction before fixes that look older than it allows are believed. */
const DISTRUST_MS = 30_000;
const WINDOW_MS = 30_000;
const DRIFT_MOST_MS = 250;

/**
 * Reads one fix's time by our clock. Receipt minus the vehicle's time is the delay of the network, which is never negative, plus
 * what its clock is behind: the least of it is the offset. A clock whose fixes are in time is left as it is. One that is wrong is
 * corrected once five fixes over 4 s agree within 2 s; then it is followed by at most 250 ms in 30 s, and its steps like this:
 *
 * - fixes in time by our own clock are no replay: five over 4 s that agree end the correction, whatever else comes;
 * - as long as any fix fits the correction, all others are of somebody else or old, and change nothing;
 * - fixes that look newer than the correction allows are believed when five over 4 s agree and none between them fits;
 * - fixes that look older may be a replay: they must agree for 30 s in which none fits.
 *
 * Old fixes sent again as those of a vehicle that has not been heard yet cannot be told from a wrong clock: hence the alert.
 */
export function readClock(known: VehicleClock | undefined, fixAtMs: number, receivedMs: number): ClockReading {
  const clock = known ?? { correctionMs: 0 };
  const atMs = fixAtMs + clock.correctionMs;
  const delayMs = receivedMs - atMs;
  if (!Number.isFinite(delayMs)) return { clock, atMs, isSettled: false };
  if (isInTime(delayMs)) {
    const { misfits, ...rest } = clock;
    const kept = misfits !== undefined && isInTime(misfits.leastMs) ? { misfits } : {};
    return { clock: follow({ ...rest, ...kept, fittedMs: receivedMs }, delayMs, receivedMs), atMs, isSettled: false };
  }
  const misfits = agree(clock.misfits, fixAtMs, receivedMs);
  const correctionMs = misfits.leastMs;
  if (!isBelieved(clock, misfits, receivedMs)) return { clock: { ...clock, misfits }, atMs, isSettled: false };
  const settledMs = isInTime(correctionMs) ? 0 : correctionMs;
  return { clock: { correctionMs: settledMs, fittedMs: receivedMs }, atMs: fixAtMs + settledMs, isSettled: true };
}

function isInTime(delayMs: number): boolean {
  return delayMs >= -FUTURE_MS && delayMs <= LATE_MS;
}

function agree(before: Misfits | undefined, atMs: number, receivedMs: number): Misfits {
  const lagMs = receivedMs - atMs;
  const first: Misfits = { sinceMs: receivedMs, lastAtMs: atMs, fixes: 1, leastMs: lagMs, mostMs: lagMs };
  if (before === undefined) return first;
  const leastMs = Math.min(before.leastMs, lagMs);
  const mostMs = Math.max(before.mostMs, lagMs);
  if (mostMs - leastMs > JITTER_MS) return first;
  // What came twice or too late says nothing of the clock.
  if (atMs <= before.lastAtMs) return before;
  return { ...before, lastAtMs: atMs, fixes: before.fixes + 1, leastMs, mostMs };
}

function isBelieved({ correctionMs, fittedMs }: VehicleClock, misfits: Misfits, receivedMs: number): boolean {
  if (misfits.fixes < AGREEING_FIXES || Math.abs(misfits.leastMs) > CORRECTED_MOST_MS) return false;
  const looksOlder = fittedMs !== undefined && misfits.leastMs > correctionMs && !isInTime(misfits.leastMs);
  return receivedMs - misfits.sinceMs >= (looksOlder ? DISTRUST_MS : AGREEING_MS);
}

/** Drift of a clock that is being corrected, seen in the least delay of the last one to two windows. */
function follow(clock: VehicleClock, delayMs: number, receivedMs: number): VehicleClock {
  if (clock.correctionMs === 0) return clock;
  const { window } = clock;
  if (window === undefined) return { ...clock, window: { sinceMs: receivedMs, fixes: 1, leastMs: delayMs } };
  const fixes = window.fixes + 1;
  const leastMs = Math.min(window.leastMs, delayMs);
  if (receivedMs - window.sinceMs < WINDOW_MS || fixes < AGREEING_FIXES) {
    return { ...clock, window: { ...window, fixes, leastMs } };
  }
  const driftMs = Math.min(leastMs, window.beforeMs ?? leastMs);
  const movedMs = Math.min(DRIFT_MOST_MS, Math.max(-DRIFT_MOST_MS, driftMs));
  return {
    ...clock,
    correctionMs: clock.correctionMs + movedMs,
    window: { sinceMs: receivedMs, fixes: 1, leastMs: delayMs - movedMs, beforeMs: leastMs - movedMs },
  };
}
