import type { GroupState } from '../../signal/lamp.ts';
import { foretoldGreens } from '../foretold-greens.ts';
import type { GroupCycle } from '../group-cycle.ts';
import { STEP_S } from './corridor.ts';
import { HORIZON_STEPS } from './roll-out.ts';

/** A cycle that nobody has seen yet. */
export const UNSEEN_CYCLE = { greenS: 40, redS: 60 };

/** What a junction's own programme will show a group, per step of the corridor. A group that is not reported counts as green. */
export function ownGreens(shown: GroupState | undefined, cycle: GroupCycle | undefined, nowMs: number): Uint8Array {
  const grid = { stepS: STEP_S, steps: HORIZON_STEPS };
  return shown === undefined ? new Uint8Array(HORIZON_STEPS).fill(1) : foretoldGreens(shown, cycle, nowMs, grid, UNSEEN_CYCLE);
}
