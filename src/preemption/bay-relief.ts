import type { Junction, Stage } from '../roadnet/map.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { RouteStop } from '../routing/route.ts';
import type { JunctionState } from '../signal/junction-state.ts';
import { JAM_SPACING_M } from './traffic-constants.ts';

/** Shares of a turn bay's room from which it is emptied, and down to which. */
const FULL_SHARE = 0.75;
const EMPTIED_SHARE = 0.25;

/**
 * The directional stage that opens the ambulance's group together with a turn bay beside it that is about to spill into the
 * ambulance's lanes, or undefined when no bay is full. Once begun (`relieving`), it goes on until the bay is nearly empty.
 */
export function bayRelief(
  index: RoadIndex,
  junction: Junction,
  stop: RouteStop,
  state: JunctionState,
  relieving: boolean,
): Stage | undefined {
  const link = index.link(stop.link);
  for (const movement of index.movementsFrom(stop.link)) {
    const group = index.findGroupOf(movement.id)?.group.id;
    if (group === undefined || group === stop.group) continue;
    for (const [lane] of movement.lanes) {
      if (stop.lanes.includes(lane)) continue;
      const room = (link.lengthM - (link.lanes[lane]?.startM ?? 0)) / JAM_SPACING_M;
      const count = state.lanes.find((c) => c.link === stop.link && c.lane === lane);
      if (count === undefined || count.queueVeh < room * (relieving ? EMPTIED_SHARE : FULL_SHARE)) continue;
      const stage = junction.stages.find((s) => s.groups.includes(group) && s.groups.includes(stop.group));
      if (stage !== undefined) return stage;
    }
  }
  return undefined;
}
