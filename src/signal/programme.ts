import type { JunctionId, StageId } from '../kernel/ids.ts';

/**
 * Coordinated fixed-time programme of one junction. Stage i is green from its start for `greenS`; the intergreen to the next
 * stage follows. Greens and intergreens add up to the cycle. Local cycle second = (epoch seconds - offset) mod cycle, 0 = start
 * of the first stage's green.
 */
export interface Programme {
  readonly junction: JunctionId;
  readonly cycleS: number;
  readonly offsetS: number;
  readonly stages: readonly { readonly stage: StageId; readonly greenS: number }[];
}
