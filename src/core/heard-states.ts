import type { JunctionId } from '../kernel/ids.ts';
import { SILENT_AFTER_MS } from '../signal/interlock.ts';
import type { JunctionState } from '../signal/junction-state.ts';
import type { CoreState } from './state.ts';

/** Last reports of the junctions that are not silent. */
export function heardStates(state: CoreState, nowMs: number): ReadonlyMap<JunctionId, JunctionState> {
  const heard = new Map<JunctionId, JunctionState>();
  for (const [id, view] of state.junctions) {
    if (view.state !== undefined && nowMs - view.receivedMs <= SILENT_AFTER_MS) heard.set(id, view.state);
  }
  return heard;
}
