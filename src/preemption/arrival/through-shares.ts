import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { Route, RouteStop } from '../../routing/route.ts';
import { type LaneTraffic, laneTraffic, type TrafficState } from '../../traffic/traffic-state.ts';
import type { Corridor } from '../corridor/corridor.ts';
import { STAY_SHARE } from '../corridor/corridor-traffic.ts';

/** Share of an approach that turns off at its end where nothing is counted, and what that weighs against the vehicles counted. */
const TURN_SHARE = 0.2;
const PRIOR_VEH = 4;

/**
 * Per stop bar: what comes to a lane of the route behind it of what crosses it on one lane. Where the route turns off at the next bar, most
 * of those who are on it now do not.
 */
export function throughShares(
  index: RoadIndex,
  route: Route,
  corridor: Corridor,
  traffic: TrafficState | undefined,
): Float64Array {
  return Float64Array.from(route.stops, ({ linkIndex, lanes }, bar) => {
    const next = route.stops[bar + 1];
    const isTurn = next?.linkIndex === linkIndex + 1 && index.movement(next.movement).turn !== 'through';
    if (!isTurn) return STAY_SHARE * corridor.laneRatio[bar]!;
    return (turningShare(next, laneTraffic(index, traffic, next.junction)) * lanes.length) / next.lanes.length;
  });
}

function turningShare({ link, lanes }: RouteStop, approach: readonly LaneTraffic[]): number {
  let turning = TURN_SHARE * PRIOR_VEH;
  let all = PRIOR_VEH;
  for (const count of approach) {
    if (count.link !== link) continue;
    all += count.vehicles;
    if (lanes.includes(count.lane)) turning += count.vehicles;
  }
  return turning / all;
}
