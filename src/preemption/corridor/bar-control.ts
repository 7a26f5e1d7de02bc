import { STEP_S } from './corridor.ts';
import type { OthersDelay } from './others-delay.ts';
import { HORIZON_STEPS } from './roll-out.ts';

/** What the light at one stop bar may show from now on, in seconds from now. */
export interface BarLight {
  /** Per step of the horizon: what its own programme will probably show the ambulance's group. */
  readonly own: Uint8Array;
  /** Undefined where nothing can be asked: then its own programme is all there is. */
  readonly hold: Hold | undefined;
  /** What turns in behind it from other approaches while it is closed, per lane. */
  readonly turnInVehPerS: number;
}

/** What may be done at one stop bar, and what it means for others. */
export interface BarControl extends BarLight {
  /** What the others lose by a hold; undefined where nothing can be asked. */
  readonly others: OthersDelay | undefined;
}

export interface Hold {
  /** Until it is green if asked now, and what that takes at some other time, if its own programme shows red then. */
  readonly transitionNowS: number;
  readonly transitionS: number;
  /** A round of those who wait, and how long it may be held before the first and between two. */
  readonly pauseS: number;
  readonly firstS: number;
  readonly laterS: number;
  /** Present while it is held: how long it still may be, and how long the round under way will go on, or 0. */
  readonly now: { readonly leftS: number; readonly servingS: number } | undefined;
}

/** When to begin to hold a junction, and when to pause first, or next; `NEVER` stands for not at all, and for as late as it can be. */
export interface Decision {
  readonly beginS: number;
  readonly pauseS: number;
}

export const NEVER = Number.POSITIVE_INFINITY;

/** Writes the greens that a decision leads to: a hold that comes to its limit pauses by itself. */
export function writeGreens(control: BarLight, { beginS, pauseS }: Decision, greens: Uint8Array, bar: number): void {
  const row = greens.subarray(bar * HORIZON_STEPS, (bar + 1) * HORIZON_STEPS);
  row.set(control.own);
  const { hold } = control;
  if (hold === undefined) return;
  if (hold.now !== undefined) goOn(row, hold, hold.now, pauseS);
  else if (beginS !== NEVER) begin(row, hold, beginS, pauseS);
}

function begin(row: Uint8Array, hold: Hold, beginS: number, pauseS: number): void {
  const isGreen = row[Math.min(stepOf(beginS), HORIZON_STEPS - 1)] === 1;
  const transitionS = beginS < STEP_S ? hold.transitionNowS : isGreen ? 0 : hold.transitionS;
  paint(row, beginS, beginS + transitionS, 0);
  holdOn(row, hold, beginS + transitionS, Math.min(pauseS, beginS + hold.firstS));
}

function goOn(row: Uint8Array, hold: Hold, now: NonNullable<Hold['now']>, pauseS: number): void {
  const fromS = now.servingS > 0 ? now.servingS : hold.transitionNowS;
  paint(row, 0, fromS, 0);
  holdOn(row, hold, fromS, now.servingS > 0 ? now.servingS + hold.laterS : Math.min(now.leftS, pauseS));
}

/** Green from `fromS` until `untilS`, then rounds and holds in turn to the end of the horizon. */
function holdOn(row: Uint8Array, hold: Hold, fromS: number, untilS: number): void {
  let from = fromS;
  let until = Math.max(fromS, untilS);
  while (stepOf(from) < HORIZON_STEPS) {
    paint(row, from, until, 1);
    paint(row, until, until + hold.pauseS, 0);
    from = until + hold.pauseS;
    until = from + Math.max(STEP_S, hold.laterS);
  }
}

function paint(row: Uint8Array, fromS: number, toS: number, green: 0 | 1): void {
  row.fill(green, Math.min(HORIZON_STEPS, stepOf(fromS)), Math.min(HORIZON_STEPS, stepOf(toS)));
}

function stepOf(seconds: number): number {
  return Math.max(0, Math.round(seconds / STEP_S));
}
