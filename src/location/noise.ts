import type { Belief } from './belief.ts';
import { type AcceptedFix, sigmaOfM } from './plausibility.ts';

/**
 * How the error of a vehicle's fixes is believed to be made up. Receivers state one sigma; part of such an error is new with every
 * fix, part wanders over many seconds as reflections come and go, and only the first is averaged out by more fixes.
 */
export interface NoiseSplit {
  /** Share of the variance that is new with every fix. */
  readonly whiteShare: number;
  /** Fixes that share was learned from. */
  readonly learnedFixes: number;
}

export const UNKNOWN_SPLIT: NoiseSplit = { whiteShare: 0.4, learnedFixes: 4 };

/** Time constant of the wandering part. */
const WANDER_S = 20;
/** Neither roads nor lanes are drawn better than this. */
const LEAST_WHITE_M = 2;
/** A vehicle drives this far beside the drawn line. */
export const LANE_SPREAD_M = 3;
const LEAST_SHARE = 0.03;
const MEMORY_FIXES = 30;
const LONGEST_STEP_S = 2.5;

/** Variances for a fix, metres² per axis. */
export interface FixNoise {
  readonly whiteM2: number;
  readonly wanderM2: number;
}

export function noiseOf(split: NoiseSplit, fix: { readonly accuracyM: number }): FixNoise {
  const sigmaM2 = sigmaOfM(fix) ** 2;
  const whiteM2 = Math.max(LEAST_WHITE_M * LEAST_WHITE_M, split.whiteShare * sigmaM2);
  return { whiteM2, wanderM2: Math.max(0, (1 - split.whiteShare) * sigmaM2) };
}

/** What is left of the wandering part's deviation after some seconds: exp(-t / 20 s), as 1 / (1 + t / 20 s) to be the same everywhere. */
export function remainsAfter(seconds: number): number {
  return 1 / (1 + seconds / WANDER_S);
}

/** Learns from how much further apart two fixes in a row are than the vehicle moved, whatever road it is on: the wandering part hardly shows there. */
export function learnSplit(
  split: NoiseSplit,
  last: AcceptedFix,
  to: { readonly x: number; readonly y: number; readonly sigmaM: number; readonly seconds: number },
  from: { readonly x: number; readonly y: number },
  best: Belief,
): NoiseSplit {
  if (to.seconds > LONGEST_STEP_S || best.parent < 0) return split;
  const jitterX = to.x - from.x - best.movedX;
  const jitterY = to.y - from.y - best.movedY;
  const bothM2 = last.sigmaM * last.sigmaM + to.sigmaM * to.sigmaM;
  // Mean over the axes; a fix thrown aside must not teach more than a bad one.
  const seen = Math.min(2.5, (jitterX * jitterX + jitterY * jitterY) / (2 * bothM2));
  const learnedFixes = Math.min(MEMORY_FIXES, split.learnedFixes + 1);
  const whiteShare = Math.min(1, Math.max(LEAST_SHARE, split.whiteShare + (seen - split.whiteShare) / learnedFixes));
  return { whiteShare, learnedFixes };
}
