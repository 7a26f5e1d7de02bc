import type { JunctionId, StageId } from '../kernel/ids.ts';

/**
 * The junction's own programme. Stage i is green from its start for `greenS`; the intergreen to the next stage follows. Greens
 * and intergreens add up to the cycle. Local cycle second = (epoch seconds - offset) mod cycle, 0 = start of the first stage's
 * green.
 *
 * Fixed-time unless `actuated` is present: then `greenS` and `cycleS` are the longest, and the offset says no more than where
 * the junction begins.
 */
export interface Programme {
  readonly junction: JunctionId;
  readonly cycleS: number;
  readonly offsetS: number;
  readonly stages: readonly { readonly stage: StageId; readonly greenS: number }[];
  readonly actuated?: Actuation;
}

/** How detectors shorten the stages; they keep their order. */
export interface Actuation {
  /** Least green per stage, by its place in the programme. */
  readonly minGreenS: readonly number[];
  /** Longest gap between two vehicles over a detector that still extends the green. */
  readonly gapS: number;
  /** From the stop bar back to the detectors that extend the green. */
  readonly detectorM: number;
}
