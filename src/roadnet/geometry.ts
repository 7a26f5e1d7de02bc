import { bearing } from '@turf/bearing';
import { destination } from '@turf/destination';
import { distance } from '@turf/distance';
import type { LinkId } from '../kernel/ids.ts';
import type { MapLink } from './map.ts';
import type { RoadIndex } from './road-index.ts';

/** WGS-84 degrees. */
export interface LatLon {
  readonly lat: number;
  readonly lon: number;
}

/** A link as drawn: its points `[lon, lat]`, and how far along the drawn line each one lies. */
export interface Shape {
  readonly points: readonly (readonly [number, number])[];
  readonly alongM: readonly number[];
  readonly drawnM: number;
}

/** Metres per degree of latitude on the sphere that turf measures on. */
export const DEGREE_M = (6371008.8 * Math.PI) / 180;

const shapesOf = new WeakMap<RoadIndex, ReadonlyMap<LinkId, Shape>>();

/** Great-circle distance in metres (turf defaults to kilometres, so it is called only here). */
export function distanceM(a: LatLon, b: LatLon): number {
  return distance([a.lon, a.lat], [b.lon, b.lat], { units: 'meters' });
}

/** Initial bearing from a to b in degrees clockwise from north, in [0, 360). */
export function bearingDeg(a: LatLon, b: LatLon): number {
  return normalDeg(bearing([a.lon, a.lat], [b.lon, b.lat]));
}

/** The point reached from a point in a direction, rounded to 1e-6 degrees (0.1 m), so that text made from it is the same everywhere. */
export function pointAt(from: LatLon, towardsDeg: number, farM: number): LatLon {
  const [lon, lat] = destination([from.lon, from.lat], farM, towardsDeg, { units: 'meters' }).geometry.coordinates;
  return { lat: Math.round(lat! * 1e6) / 1e6, lon: Math.round(lon! * 1e6) / 1e6 };
}

/** Degrees turned into [0, 360). */
export function normalDeg(degrees: number): number {
  const turned = degrees % 360;
  return turned < 0 ? turned + 360 : turned;
}

/**
 * The point `offsetM` along the link from its start and the direction of travel there, held inside the link. A link is drawn from
 * node to node: where it is shorter than its drawing, the rest lies inside the nodes, half at either end; where it is longer, its
 * metres are scaled to span the drawn line.
 */
export function pointOnLink(index: RoadIndex, linkId: LinkId, offsetM: number): LatLon & { readonly headingDeg: number } {
  const { lengthM } = index.link(linkId);
  const shape = shapeOf(index, linkId);
  const hiddenM = Math.max(0, (shape.drawnM - lengthM) / 2);
  const share = Math.min(1, Math.max(0, offsetM / lengthM));
  return pointOfShape(shape, hiddenM + share * (shape.drawnM - 2 * hiddenM));
}

/** The point `beyondM` behind the stop bar of a link on the way to the next, straight across the node, and the direction there. */
export function pointInNode(
  index: RoadIndex,
  from: LinkId,
  to: LinkId,
  beyondM: number,
): LatLon & { readonly headingDeg: number } {
  const nodeM = index.findMovement(from, to)?.lengthM ?? 0;
  const share = nodeM > 0 ? Math.min(1, Math.max(0, beyondM / nodeM)) : 1;
  const left = pointOnLink(index, from, index.link(from).lengthM);
  const reached = pointOnLink(index, to, 0);
  const turnedDeg = normalDeg(reached.headingDeg - left.headingDeg + 180) - 180;
  return {
    lat: left.lat + (reached.lat - left.lat) * share,
    lon: left.lon + (reached.lon - left.lon) * share,
    headingDeg: normalDeg(left.headingDeg + turnedDeg * share),
  };
}

function pointOfShape(shape: Shape, drawnAtM: number): LatLon & { readonly headingDeg: number } {
  let segment = 0;
  while (segment < shape.points.length - 2 && shape.alongM[segment + 1]! <= drawnAtM) segment++;
  const [lonA, latA] = shape.points[segment]!;
  const [lonB, latB] = shape.points[segment + 1]!;
  const segmentM = shape.alongM[segment + 1]! - shape.alongM[segment]!;
  const share = segmentM > 0 ? (drawnAtM - shape.alongM[segment]!) / segmentM : 0;
  return {
    lat: latA + (latB - latA) * share,
    lon: lonA + (lonB - lonA) * share,
    headingDeg: bearingDeg({ lat: latA, lon: lonA }, { lat: latB, lon: lonB }),
  };
}

/** Length of the drawn centre line, node to node over the interior points. */
export function drawnLengthM(from: LatLon, to: LatLon, via: MapLink['via']): number {
  const points = [from, ...(via ?? []).map(([lon, lat]) => ({ lat, lon })), to];
  return points.slice(1).reduce((sum, point, i) => sum + distanceM(points[i]!, point), 0);
}

/** Direction in which a link that ends at `node` leaves it, seen from the node outwards, [0, 360). */
export function entryBearingDeg(from: LatLon, via: MapLink['via'], node: LatLon): number {
  const last = via?.at(-1);
  return bearingDeg(node, last === undefined ? from : { lat: last[1], lon: last[0] });
}

/** Direction in which a link that begins at `node` leaves it, [0, 360). */
export function exitBearingDeg(node: LatLon, via: MapLink['via'], to: LatLon): number {
  const first = via?.[0];
  return bearingDeg(node, first === undefined ? to : { lat: first[1], lon: first[0] });
}

/** The drawn shape of a link; every shape is worked out once per map. */
export function shapeOf(index: RoadIndex, linkId: LinkId): Shape {
  let shapes = shapesOf.get(index);
  if (shapes === undefined) {
    shapes = new Map(index.map.links.map((link) => [link.id, drawShape(index, link)]));
    shapesOf.set(index, shapes);
  }
  const shape = shapes.get(linkId);
  if (shape === undefined) throw new Error(`no link "${linkId}"`);
  return shape;
}

function drawShape(index: RoadIndex, link: MapLink): Shape {
  const from = index.node(link.from);
  const to = index.node(link.to);
  const points: (readonly [number, number])[] = [[from.lon, from.lat], ...(link.via ?? []), [to.lon, to.lat]];
  const alongM = [0];
  for (let i = 1; i < points.length; i++) {
    alongM.push(alongM[i - 1]! + distance([...points[i - 1]!], [...points[i]!], { units: 'meters' }));
  }
  return { points, alongM, drawnM: alongM[alongM.length - 1]! };
}
