import type { SmoothedPoint } from '../../src/location/smooth.ts';
import { shapeOf } from '../../src/roadnet/geometry.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';

/** Lines and points in degrees, `[lon, lat]`, for a plot. */
export interface MapPicture {
  readonly roads: readonly (readonly (readonly [number, number])[])[];
  readonly fixes: readonly (readonly [number, number])[];
  /** Where each fix was matched to. */
  readonly matched: readonly (readonly [number, number])[];
}

/** Around the matched points, those roads of which a point lies in the plot. */
export function picture(index: RoadIndex, points: readonly SmoothedPoint[]): MapPicture {
  const lons = points.map(({ fix }) => fix.lon);
  const lats = points.map(({ fix }) => fix.lat);
  const marginDeg = 0.0008;
  const [west, east] = [Math.min(...lons) - marginDeg, Math.max(...lons) + marginDeg];
  const [south, north] = [Math.min(...lats) - marginDeg, Math.max(...lats) + marginDeg];
  const inside = ([lon, lat]: readonly [number, number]): boolean => lon > west && lon < east && lat > south && lat < north;
  return {
    roads: index.map.links.map(({ id }) => shapeOf(index, id).points).filter((line) => line.some(inside)),
    fixes: points.map(({ fix }) => [fix.lon, fix.lat]),
    matched: points.map(({ lon, lat }) => [lon, lat]),
  };
}
