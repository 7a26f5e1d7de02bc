import type { PositionFix } from '../../src/location/fix.ts';
import { bearingDeg, distanceM, type LatLon, shapeOf } from '../../src/roadnet/geometry.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import { PER_SECOND, type Trip } from '../matching/driven.ts';
import type { ReceivedFix } from '../matching/receiver.ts';

/** Nearer to each other than this, two points of a way have no direction. */
const POINT_M = 0.5;

/** The way that a vehicle has ahead of it, and the errors of its receiver, for one who makes up how it goes on. */
export interface DrawnWay {
  readonly lengthM: number;
  /** The fix that the vehicle's receiver would send from `alongM` of the way, erring as it did in fix `i`. */
  readonly fixAt: (i: number, alongM: number, speedMps: number) => PositionFix;
}

/** From where the vehicle truly was at a fix: what it drove from there, and its links to the end of the trip. */
export function drawWay(index: RoadIndex, trip: Trip, received: readonly ReceivedFix[], from: number): DrawnWay {
  const driven = trip.instants.slice(Math.round(received[from]!.truth.atS * PER_SECOND));
  const toCome = trip.links.slice(driven.at(-1)!.linkIndex + 1).flatMap((link) => shapeOf(index, link).points);
  const points: LatLon[] = [];
  for (const point of [...driven, ...toCome.map(([lon, lat]) => ({ lat, lon }))])
    if (points.length === 0 || distanceM(points.at(-1)!, point) > POINT_M) points.push(point);
  const alongM = [0];
  points.slice(1).forEach((point, i) => void alongM.push(alongM[i]! + distanceM(points[i]!, point)));
  const fixAt = (i: number, metres: number, speedMps: number): PositionFix => {
    const { fix, truth } = received[i]!;
    const next = Math.max(
      1,
      alongM.findIndex((m) => m > metres),
    );
    const [a, b] = [points[next - 1]!, points[next]!];
    const share = (metres - alongM[next - 1]!) / (alongM[next]! - alongM[next - 1]!);
    const lat = a.lat + share * (b.lat - a.lat) + fix.lat - truth.lat;
    const lon = a.lon + share * (b.lon - a.lon) + fix.lon - truth.lon;
    return { ...fix, lat, lon, speedMps, headingDeg: bearingDeg(a, b) };
  };
  return { lengthM: alongM.at(-1)!, fixAt };
}
