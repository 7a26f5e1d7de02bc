import { SATURATION_HEADWAY_S, STARTUP_LOST_S } from '../traffic-constants.ts';
import { STEP_S, stepAt } from './horizon.ts';

/** Per lane, at most so many make no queue. */
const NO_QUEUE_VEH = 0.7;
/**
 * Delay at a stop bar whose queue has gone `slackS` before the ambulance comes: `NEAR_SHARE` of how much less than `NEAR_S` that is,
 * smoothed over `NEAR_SPREAD_S`, because the last of the queue still get up to speed.
 */
const NEAR_S = 15;
const NEAR_SPREAD_S = 5;
const NEAR_SHARE = 0.42;
/**
 * Delay on the way behind it, per vehicle and lane let go before the ambulance: it gains on them until it is among them, unless they
 * turn off before or the way ends.
 */
const FAR_S = 1.4;
export const FAR_DECAY_S = 36;
/** Metres that it takes to make up one second. */
const GAIN_M_PER_S = 20;
/** Queue reckoned with where it was gone before now. */
const GONE_VEH = 2;
/** A plan that ends on red without having begun a hold: the wait until somebody does something. */
const RED_S = 20;

/** What a roll-out says of the ambulance's group, per step. */
export interface AtTheBar {
  readonly laneQueueVeh: Float64Array;
  readonly green: Uint8Array;
  /** Others on the road behind the stop bar before it, per lane, as many as still matter. */
  readonly joinedVeh: Float64Array;
}

/** An ambulance's passage of a stop bar. Seconds from now. */
export interface Passage {
  /** When it comes at the latest. */
  readonly passageS: number;
  /** What is left of its way behind the bar. */
  readonly remainingM: number;
  /** When the hold for it turns green; infinite where the plan makes none. */
  readonly waveFromS: number;
}

/**
 * Seconds that an ambulance loses which comes to a stop bar `atS` from now. The near part and the loss per vehicle are fitted on 840 passages of
 * Shixin Road in moderate traffic under leads drawn at random (least squares; a fifth of the variance explained, the rest is chance); how soon it
 * gains on them is chosen by what the whole drive took there.
 */
export function ambulanceDelayS(atBar: AtTheBar, atS: number, passage: Passage): number {
  const joinedS = FAR_S * atBar.joinedVeh[stepAt(Math.min(atS, passage.passageS - STEP_S))]!;
  return joinedS + queueDelayS(atBar, atS, passage);
}

function queueDelayS({ laneQueueVeh, green }: AtTheBar, atS: number, { passageS, remainingM, waveFromS }: Passage): number {
  const last = stepAt(passageS - STEP_S);
  let step = stepAt(Math.min(atS, passageS - STEP_S));
  let waitS = 0;
  while (step < last && green[step] === 0) {
    step++;
    waitS += STEP_S;
  }
  const queueVeh = laneQueueVeh[step]!;
  if (waitS > 0 || green[step] === 0) {
    const moreS = green[step] === 1 ? 0 : Number.isFinite(waveFromS) ? Math.max(0, waveFromS - passageS) : RED_S;
    return waitS + moreS + STARTUP_LOST_S + (SATURATION_HEADWAY_S + FAR_S) * queueVeh;
  }
  if (queueVeh > NO_QUEUE_VEH) return nearS(0) + (SATURATION_HEADWAY_S + FAR_S) * queueVeh;
  let gone = step;
  while (gone > 0 && isFree(laneQueueVeh, green, gone)) gone--;
  const slackS = Math.max(0, atS - gone * STEP_S);
  const reached = slackS * GAIN_M_PER_S <= remainingM;
  return nearS(slackS) + (reached ? FAR_S * longestBefore(laneQueueVeh, green, gone) * Math.exp(-slackS / FAR_DECAY_S) : 0);
}

/** From when on, seconds from now, the ambulance has green and no queue in front until its passage; undefined where it has not. */
export function freeFromS({ laneQueueVeh, green }: AtTheBar, passageS: number): number | undefined {
  let from = stepAt(passageS - STEP_S);
  if (!isFree(laneQueueVeh, green, from)) return undefined;
  while (from > 0 && isFree(laneQueueVeh, green, from - 1)) from--;
  return from * STEP_S;
}

function isFree(laneQueueVeh: Float64Array, green: Uint8Array, step: number): boolean {
  return green[step] === 1 && laneQueueVeh[step]! <= NO_QUEUE_VEH;
}

/** The queue that the green which goes on at a step began with, per lane. */
function longestBefore(laneQueueVeh: Float64Array, green: Uint8Array, step: number): number {
  if (step === 0 && laneQueueVeh[0]! <= NO_QUEUE_VEH) return GONE_VEH;
  let longest = laneQueueVeh[step]!;
  for (let at = step; at >= 0; at--) {
    longest = Math.max(longest, laneQueueVeh[at]!);
    if (green[at] === 0) break;
  }
  return longest;
}

function nearS(slackS: number): number {
  return NEAR_SHARE * NEAR_SPREAD_S * Math.log1p(Math.exp((NEAR_S - slackS) / NEAR_SPREAD_S));
}
