import type { SignalGroup } from '../../roadnet/map.ts';
import type { GroupState } from '../../signal/lamp.ts';
import type { GroupCycle } from '../group-cycle.ts';
import { STEP_S, STEPS } from './horizon.ts';

/** A cycle as nobody knows it yet. */
const GREEN_S = 30;
const RED_S = 60;

/**
 * What its own programme will show a group, per step: the lamp now to its announced end, then greens and reds as they were seen. A
 * group of which neither end nor cycle is known is not reckoned to be green.
 */
export function ownLamps(shown: GroupState | undefined, cycle: GroupCycle | undefined, nowMs: number): Uint8Array {
  const green = new Uint8Array(STEPS);
  if (shown === undefined || (shown.likelyEndMs === undefined && cycle?.greenS === undefined)) return green;
  const greenS = Math.max(STEP_S, cycle?.greenS ?? GREEN_S);
  const redS = Math.max(STEP_S, cycle?.redS ?? RED_S);
  let isGreen = shown.lamp === 'green';
  let fromS = 0;
  let untilS = endS(shown, isGreen ? greenS : redS, nowMs);
  while (fromS < STEPS * STEP_S) {
    if (isGreen) green.fill(1, Math.round(fromS / STEP_S), Math.min(STEPS, Math.round(untilS / STEP_S)));
    isGreen = !isGreen;
    fromS = untilS;
    untilS = fromS + (isGreen ? greenS : redS);
  }
  return green;
}

function endS({ lamp, sinceMs, likelyEndMs }: GroupState, usualS: number, nowMs: number): number {
  // A yellow is the first of the red.
  if (likelyEndMs !== undefined && lamp !== 'yellow') return Math.max(0, (likelyEndMs - nowMs) / 1000);
  return Math.max(0, usualS - (nowMs - sinceMs) / 1000);
}

/** Adds to `owedS`, per step, what a group still has to be open, or to clear, if its own programme were left then. */
export function noteOwed(
  group: SignalGroup,
  shown: GroupState | undefined,
  green: Uint8Array,
  nowMs: number,
  owedS: Float64Array,
): void {
  const sinceS = shown === undefined ? 0 : (nowMs - shown.sinceMs) / 1000;
  const openLeastS = group.kind === 'vehicle' ? group.minGreenS : group.walkS;
  const clearanceS = group.kind === 'vehicle' ? 0 : group.clearanceS;
  let openS = shown?.lamp === 'green' ? sinceS : 0;
  let clearingS = shown?.lamp === 'flashing' ? clearanceS - sinceS : 0;
  for (let step = 0; step < STEPS; step++) {
    if (green[step] === 1) clearingS = Math.max(0, openLeastS - openS) + clearanceS;
    if (clearingS > owedS[step]!) owedS[step] = clearingS;
    openS = green[step] === 1 ? openS + STEP_S : 0;
    clearingS -= STEP_S;
  }
}

/** How long a group is open at the least once it has begun, pedestrians' clearance included. */
export function leastOpenS(group: SignalGroup): number {
  return group.kind === 'vehicle' ? group.minGreenS : group.walkS + group.clearanceS;
}
