import type { GroupState } from '../signal/lamp.ts';
import type { GroupCycle } from './group-cycle.ts';

/** Steps from now on by which something is looked ahead. */
export interface Grid {
  readonly stepS: number;
  readonly steps: number;
}

/**
 * What its junction's own programme will show a group, per step of the grid 1 where it is green: the lamp now to its announced end, then
 * greens and reds as they were seen, or as `usual` where they were not.
 */
export function foretoldGreens(
  shown: GroupState,
  cycle: GroupCycle | undefined,
  nowMs: number,
  { stepS, steps }: Grid,
  usual: { readonly greenS: number; readonly redS: number },
): Uint8Array {
  const greens = new Uint8Array(steps);
  const greenS = Math.max(stepS, cycle?.greenS ?? usual.greenS);
  const redS = Math.max(stepS, cycle?.redS ?? usual.redS);
  let isGreen = shown.lamp === 'green';
  let fromS = 0;
  let untilS = endS(shown, isGreen ? greenS : redS, nowMs);
  while (fromS < steps * stepS) {
    if (isGreen) greens.fill(1, Math.round(fromS / stepS), Math.min(steps, Math.round(untilS / stepS)));
    isGreen = !isGreen;
    fromS = untilS;
    untilS = fromS + (isGreen ? greenS : redS);
  }
  return greens;
}

function endS({ lamp, sinceMs, likelyEndMs }: GroupState, usualS: number, nowMs: number): number {
  // A yellow, or a pedestrian clearance, is the first of the red, and its own end is not that of the red.
  const isClearing = lamp === 'yellow' || lamp === 'flashing';
  if (likelyEndMs !== undefined && !isClearing) return Math.max(0, (likelyEndMs - nowMs) / 1000);
  return Math.max(0, usualS - (nowMs - sinceMs) / 1000);
}
