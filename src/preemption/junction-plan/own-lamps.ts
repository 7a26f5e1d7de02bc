import type { SignalGroup } from '../../roadnet/map.ts';
import type { GroupState } from '../../signal/lamp.ts';
import { foretoldGreens } from '../foretold-greens.ts';
import type { GroupCycle } from '../group-cycle.ts';
import { STEP_S, STEPS } from './horizon.ts';

/** A cycle that nobody has seen yet. */
export const UNSEEN_CYCLE = { greenS: 30, redS: 60 };

/** What its own programme will show a group, per step. A group of which neither end nor cycle is known is not reckoned to be green. */
export function ownLamps(shown: GroupState | undefined, cycle: GroupCycle | undefined, nowMs: number): Uint8Array {
  const isKnown = shown !== undefined && (shown.likelyEndMs !== undefined || cycle?.greenS !== undefined);
  return isKnown ? foretoldGreens(shown, cycle, nowMs, { stepS: STEP_S, steps: STEPS }, UNSEEN_CYCLE) : new Uint8Array(STEPS);
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
