import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { Route } from '../../routing/route.ts';
import type { TrafficState } from '../../traffic/traffic-state.ts';
import type { Corridor } from '../corridor/corridor.ts';
import { STAY_SHARE } from '../corridor/corridor-traffic.ts';
import { turningShare } from '../stay-share.ts';

/** Per stop bar: what comes to a lane of the route behind it of what crosses it on one lane. */
export function throughShares(
  index: RoadIndex,
  route: Route,
  corridor: Corridor,
  traffic: TrafficState | undefined,
): Float64Array {
  return Float64Array.from(route.stops, (stop, bar) => {
    const next = route.stops[bar + 1];
    const turning = next === undefined ? undefined : turningShare(index, traffic, stop, next);
    return turning ?? STAY_SHARE * corridor.laneRatio[bar]!;
  });
}
