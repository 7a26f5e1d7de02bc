import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import type { RouteStop } from '../../src/routing/route.ts';
import { laneNetworkOf } from '../../src/traffic/lane-network.ts';
import type { LanesAhead } from './observe-drive.ts';

/** The lanes by which a route comes to its stop bars, and all others before the same signals. */
export function routeLanes(index: RoadIndex, stops: readonly RouteStop[]): LanesAhead {
  const network = laneNetworkOf(index);
  const route = stops.flatMap(({ link, lanes }) => lanes.flatMap((lane) => network.laneNumber(link, lane) ?? []));
  const onRoute = new Set(route);
  const cross = stops.flatMap(({ junction }) => {
    const { first, end } = network.junctionRange(junction) ?? { first: 0, end: 0 };
    return Array.from({ length: end - first }, (_, i) => first + i).filter((lane) => !onRoute.has(lane));
  });
  return { route, cross: [...new Set(cross)] };
}
