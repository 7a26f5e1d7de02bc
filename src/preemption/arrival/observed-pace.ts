import type { StopForecast } from '../forecast.ts';

/** An emergency vehicle's free speed over the limit before it has been seen to drive freely. */
export const INITIAL_FREE_FACTOR = 1.25;

/** Driving freely: moving, with hardly anybody in front, and far from the next stop bar. */
const MOVING_MPS = 5;
const NOBODY_VEH = 0.5;
const FAR_M = 80;
/** What drives freely may be slowed by what nobody reports, so a slower speed is believed more slowly than a faster one. */
const FASTER_WEIGHT = 0.3;
const SLOWER_WEIGHT = 0.05;
const [LEAST, MOST] = [0.8, 1.5];

/** Free speed over the limit after another look at a vehicle, from what is in front of it at its next stop bar and the limit there. */
export function observedFreeFactor(before: number, speedMps: number, limitMps: number, next: StopForecast | undefined): number {
  if (next === undefined || speedMps < MOVING_MPS || next.queueVeh > NOBODY_VEH || next.distanceM < FAR_M) return before;
  const seen = Math.min(MOST, Math.max(LEAST, speedMps / limitMps));
  return before + (seen > before ? FASTER_WEIGHT : SLOWER_WEIGHT) * (seen - before);
}
