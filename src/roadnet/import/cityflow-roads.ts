import type { LatLon } from '../geometry.ts';
import type { MapLink, MapNode } from '../map.ts';
import type { CityflowIntersection, CityflowRoad, PlanePoint } from './cityflow-file.ts';

/** A degree of latitude, and at latitude 0 of longitude. */
const M_PER_DEG = 111_195;
/** Room for one vehicle at the stop bar. */
const LEAST_LINK_M = 8;

export function nodeOf({ id, point }: CityflowIntersection): MapNode {
  return { id, ...onEarth(point) };
}

/** A link as long as the road between the stop bars, which stand back from the centres of its intersections. */
export function linkOf(road: CityflowRoad, setbackM: ReadonlyMap<string, number>): MapLink {
  const { id, startIntersection: from, endIntersection: to, lanes, points } = road;
  const lengthM = lengthOfM(points) - (setbackM.get(from) ?? 0) - (setbackM.get(to) ?? 0);
  const via = points.slice(1, -1).map(onEarth);
  return {
    id,
    from,
    to,
    name: id,
    lengthM: Math.max(LEAST_LINK_M, round(lengthM, 10)),
    speedLimitMps: Math.max(...lanes.map(({ maxSpeed }) => maxSpeed)),
    lanes: lanes.map(() => ({ startM: 0 })),
    ...(via.length > 0 && { via: via.map(({ lon, lat }) => [lon, lat] as const) }),
  };
}

export function lengthOfM(points: readonly PlanePoint[]): number {
  return points.slice(1).reduce((sum, point, i) => sum + distanceM(points[i] as PlanePoint, point), 0);
}

export function distanceM(a: PlanePoint, b: PlanePoint): number {
  return Math.sqrt((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y));
}

/**
 * The file names no place on earth; its origin is put at latitude and longitude 0, which nobody takes for real. Rounded to a
 * centimetre, so that text made from it is the same everywhere.
 */
export function onEarth({ x, y }: PlanePoint): LatLon {
  return { lat: round(y / M_PER_DEG, 1e7), lon: round(x / M_PER_DEG, 1e7) };
}

function round(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}
