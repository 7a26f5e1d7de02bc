import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import type { JunctionState } from '../../src/signal/junction-state.ts';
import { advanceTraffic } from '../../src/traffic/advance-traffic.ts';
import type { TrafficState } from '../../src/traffic/traffic-state.ts';

/** The traffic of one moment as junctions count it. */
export function countedTraffic(index: RoadIndex, states: ReadonlyMap<string, JunctionState>, nowMs: number): TrafficState {
  const junction = (id: string) => {
    const state = states.get(id);
    return state === undefined ? undefined : { state, cycles: new Map() };
  };
  return advanceTraffic(index, undefined, { junction, probes: [], nowMs });
}
