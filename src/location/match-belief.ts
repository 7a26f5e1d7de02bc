import type { Hypothesis } from './hypothesis.ts';
import type { NoiseSplit } from './noise.ts';
import type { AcceptedFix } from './plausibility.ts';

/** What is believed of one vehicle after a fix. Plain data: survives JSON. */
export interface MatchBelief extends AcceptedFix, NoiseSplit {
  /** Heaviest first. */
  readonly hypotheses: readonly Hypothesis[];
}
