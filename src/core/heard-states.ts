import type { JunctionId } from '../kernel/ids.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { SILENT_AFTER_MS } from '../signal/interlock.ts';
import type { JunctionState } from '../signal/junction-state.ts';
import { withBelievedLanes } from '../traffic/traffic-state.ts';
import type { CoreState, JunctionView } from './state.ts';

/** The last report of a junction that is not silent, the lanes that it does not count filled in as they are believed. */
export function heardState(
  index: RoadIndex,
  { traffic }: CoreState,
  view: JunctionView | undefined,
  nowMs: number,
): JunctionState | undefined {
  if (view?.state === undefined || nowMs - view.receivedMs > SILENT_AFTER_MS) return undefined;
  return withBelievedLanes(index, traffic, view.state);
}

/** Those of all junctions that are not silent. */
export function heardStates(index: RoadIndex, state: CoreState, nowMs: number): ReadonlyMap<JunctionId, JunctionState> {
  const heard = new Map<JunctionId, JunctionState>();
  for (const [id, view] of state.junctions) {
    const one = heardState(index, state, view, nowMs);
    if (one !== undefined) heard.set(id, one);
  }
  return heard;
}
