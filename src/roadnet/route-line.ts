import { coordAll, lineString, simplify, truncate } from '@turf/turf';
import type { LinkId } from '../kernel/ids.ts';
import { shapeOf } from './geometry.ts';
import type { RoadIndex } from './road-index.ts';

/** GeoJSON LineString (RFC 7946): `[lon, lat]`. */
export interface RouteLine {
  readonly type: 'LineString';
  readonly coordinates: readonly (readonly [number, number])[];
}

/** 1e-5 degrees are 1.1 m: finer than a lane. */
const DECIMALS = 5;
/** Degrees; about as much as the rounding loses. */
const TOLERANCE_DEG = 1e-5;
/** Points of a line at most, so that a status stays small whatever the way. */
const POINTS_MOST = 250;

/** The line that a chain of links is drawn along, with as few points as keep its shape: a straight avenue has two. */
export function routeLine(index: RoadIndex, links: readonly LinkId[]): RouteLine {
  const points = links.flatMap((link, i) => shapeOf(index, link).points.slice(i === 0 ? 0 : 1));
  let tolerance = TOLERANCE_DEG;
  for (;;) {
    const line = truncate(simplify(lineString(points.map(([lon, lat]) => [lon, lat])), { tolerance }), { precision: DECIMALS });
    const coordinates = coordAll(line).map(([lon, lat]): readonly [number, number] => [lon!, lat!]);
    if (coordinates.length <= POINTS_MOST) return { type: 'LineString', coordinates };
    tolerance *= 2;
  }
}
