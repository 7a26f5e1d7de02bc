import type { RoadIndex } from '../roadnet/road-index.ts';
import type { RouteStop } from '../routing/route.ts';
import { laneTraffic, type TrafficState } from '../traffic/traffic-state.ts';
import { STAY_SHARE } from './traffic-constants.ts';

/** Share of an approach that turns off at its end where nothing is counted, and what that weighs against the vehicles counted. */
const TURN_SHARE = 0.2;
const PRIOR_VEH = 4;

/**
 * What stands on a lane of the route before `stop`, of a vehicle that stood on a lane before the stop bar `before` and was let go there.
 */
export function stayShare(index: RoadIndex, traffic: TrafficState | undefined, before: RouteStop, stop: RouteStop): number {
  return turningShare(index, traffic, before, stop) ?? STAY_SHARE;
}

/**
 * The same where the route turns off at `stop`: most of those who are on it before do not, and the share of the approach that stands in
 * the lanes for the turn tells how many do. Undefined where the route goes straight on.
 */
export function turningShare(
  index: RoadIndex,
  traffic: TrafficState | undefined,
  before: RouteStop,
  { linkIndex, link, lanes, movement, junction }: RouteStop,
): number | undefined {
  if (linkIndex !== before.linkIndex + 1 || index.movement(movement).turn === 'through') return undefined;
  let turning = TURN_SHARE * PRIOR_VEH;
  let all = PRIOR_VEH;
  for (const count of laneTraffic(index, traffic, junction)) {
    if (count.link !== link) continue;
    all += count.vehicles;
    if (lanes.includes(count.lane)) turning += count.vehicles;
  }
  return ((turning / all) * before.lanes.length) / lanes.length;
}
