import { bearing, destination, distance, lineString, nearestPointOnLine } from '@turf/turf';
import type { LinkId } from '../kernel/ids.ts';
import type { MapLink } from './map.ts';
import type { RoadIndex } from './road-index.ts';

/** WGS-84 degrees. */
export interface LatLon {
  readonly lat: number;
  readonly lon: number;
}

/** A link as drawn: its points `[lon, lat]`, and how far along the drawn line each one lies. */
interface Shape {
  readonly points: readonly (readonly [number, number])[];
  readonly alongM: readonly number[];
  readonly drawnM: number;
}

/** Everything that is worth computing once per map: drawn shapes, and which links pass through which square of a grid. */
interface Drawing {
  readonly shapes: ReadonlyMap<LinkId, Shape>;
  readonly cells: ReadonlyMap<string, readonly LinkId[]>;
  /** Metres per degree of longitude at the map's mean latitude. */
  readonly mPerDegLon: number;
}

const M_PER_DEG_LAT = 111_195;
const CELL_M = 200;
const drawings = new WeakMap<RoadIndex, Drawing>();

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

/** The point `offsetM` along the link from its start and the direction of travel there. The offset is scaled so that `lengthM` spans the drawn line, and held inside it. */
export function pointOnLink(index: RoadIndex, linkId: LinkId, offsetM: number): LatLon & { readonly headingDeg: number } {
  const link = index.link(linkId);
  const shape = shapeOf(drawingOf(index), linkId);
  const drawnAtM = Math.min(1, Math.max(0, offsetM / link.lengthM)) * shape.drawnM;
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

export interface LinkNearby {
  readonly link: LinkId;
  /** Nearest point of the link, from its start, in the link's own metres (`lengthM`). */
  readonly offsetM: number;
  readonly distanceM: number;
  /** Direction of travel at that point, [0, 360). */
  readonly headingDeg: number;
}

/** Links with a point within `radiusM`, nearest first, ties in map order. Only the links of the grid squares around the position are looked at. */
export function linksNear(index: RoadIndex, position: LatLon, radiusM: number): readonly LinkNearby[] {
  const drawing = drawingOf(index);
  const found: LinkNearby[] = [];
  for (const linkId of linksAround(drawing, position, radiusM)) {
    const shape = shapeOf(drawing, linkId);
    const line = lineString(shape.points.map(([lon, lat]) => [lon, lat]));
    const near = nearestPointOnLine(line, [position.lon, position.lat], { units: 'meters' }).properties;
    if (near.pointDistance > radiusM) continue;
    const link = index.link(linkId);
    const offsetM = shape.drawnM > 0 ? Math.min(1, near.lineDistance / shape.drawnM) * link.lengthM : 0;
    found.push({
      link: linkId,
      offsetM,
      distanceM: near.pointDistance,
      headingDeg: pointOnLink(index, linkId, offsetM).headingDeg,
    });
  }
  return found.sort((a, b) => a.distanceM - b.distanceM || index.linkNumber(a.link) - index.linkNumber(b.link));
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

function drawingOf(index: RoadIndex): Drawing {
  const known = drawings.get(index);
  if (known !== undefined) return known;
  const meanLat = index.map.nodes.reduce((sum, node) => sum + node.lat, 0) / Math.max(1, index.map.nodes.length);
  const mPerDegLon = M_PER_DEG_LAT * Math.max(0.01, Math.cos((meanLat * Math.PI) / 180));
  const shapes = new Map<LinkId, Shape>();
  const cells = new Map<string, LinkId[]>();
  for (const link of index.map.links) {
    const shape = drawShape(index, link);
    shapes.set(link.id, shape);
    for (const cell of cellsOf(shape, mPerDegLon)) {
      const links = cells.get(cell);
      if (links === undefined) cells.set(cell, [link.id]);
      else links.push(link.id);
    }
  }
  const drawing = { shapes, cells, mPerDegLon };
  drawings.set(index, drawing);
  return drawing;
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

function shapeOf(drawing: Drawing, linkId: LinkId): Shape {
  const shape = drawing.shapes.get(linkId);
  if (shape === undefined) throw new Error(`no link "${linkId}"`);
  return shape;
}

/** Every grid square that the bounding box of one of the segments touches. */
function cellsOf(shape: Shape, mPerDegLon: number): ReadonlySet<string> {
  const cells = new Set<string>();
  for (let i = 1; i < shape.points.length; i++) {
    const [lonA, latA] = shape.points[i - 1]!;
    const [lonB, latB] = shape.points[i]!;
    const box = boxOf(Math.min(lonA, lonB), Math.min(latA, latB), Math.max(lonA, lonB), Math.max(latA, latB), mPerDegLon);
    for (const cell of box) cells.add(cell);
  }
  return cells;
}

function linksAround(drawing: Drawing, position: LatLon, radiusM: number): ReadonlySet<LinkId> {
  const dLon = radiusM / drawing.mPerDegLon;
  const dLat = radiusM / M_PER_DEG_LAT;
  const links = new Set<LinkId>();
  for (const cell of boxOf(
    position.lon - dLon,
    position.lat - dLat,
    position.lon + dLon,
    position.lat + dLat,
    drawing.mPerDegLon,
  )) {
    for (const link of drawing.cells.get(cell) ?? []) links.add(link);
  }
  return links;
}

function boxOf(west: number, south: number, east: number, north: number, mPerDegLon: number): readonly string[] {
  const cells: string[] = [];
  const column = (lon: number): number => Math.floor((lon * mPerDegLon) / CELL_M);
  const row = (lat: number): number => Math.floor((lat * M_PER_DEG_LAT) / CELL_M);
  for (let x = column(west); x <= column(east); x++) {
    for (let y = row(south); y <= row(north); y++) cells.push(`${x},${y}`);
  }
  return cells;
}
