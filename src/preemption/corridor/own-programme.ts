import type { GroupState } from '../../signal/lamp.ts';
import type { GroupCycle } from '../group-cycle.ts';
import { STEP_S } from './corridor.ts';
import { HORIZON_STEPS } from './roll-out.ts';

/** A cycle as nobody knows it yet. */
const GREEN_S = 40;
const RED_S = 60;

/**
 * What a junction's own programme will show a group, per step: the lamp now to its announced end, then greens and reds as they were
 * seen. A group that is not reported counts as green.
 */
export function ownGreens(shown: GroupState | undefined, cycle: GroupCycle | undefined, nowMs: number): Uint8Array {
  const row = new Uint8Array(HORIZON_STEPS);
  if (shown === undefined) return row.fill(1);
  const greenS = Math.max(STEP_S, cycle?.greenS ?? GREEN_S);
  const redS = Math.max(STEP_S, cycle?.redS ?? RED_S);
  let green = shown.lamp === 'green';
  let untilS = endS(shown, green ? greenS : redS, nowMs);
  let fromS = 0;
  while (fromS < HORIZON_STEPS * STEP_S) {
    if (green) row.fill(1, Math.round(fromS / STEP_S), Math.min(HORIZON_STEPS, Math.round(untilS / STEP_S)));
    green = !green;
    fromS = untilS;
    untilS = fromS + (green ? greenS : redS);
  }
  return row;
}

function endS({ lamp, sinceMs, likelyEndMs }: GroupState, usualS: number, nowMs: number): number {
  // A yellow is the first of the red.
  if (likelyEndMs !== undefined && lamp !== 'yellow') return Math.max(0, (likelyEndMs - nowMs) / 1000);
  return Math.max(0, usualS - (nowMs - sinceMs) / 1000);
}
