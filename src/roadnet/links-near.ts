import { lineString, nearestPointOnLine } from '@turf/turf';
import type { LinkId } from '../kernel/ids.ts';
import { type LatLon, pointOnLink, type Shape, shapeOf } from './geometry.ts';
import type { RoadIndex } from './road-index.ts';

/** Which links pass through which square of a grid. */
interface LinkGrid {
  readonly cells: ReadonlyMap<string, readonly LinkId[]>;
  /** Metres per degree of longitude at the map's mean latitude. */
  readonly mPerDegLon: number;
}

const M_PER_DEG_LAT = 111_195;
const CELL_M = 200;
const grids = new WeakMap<RoadIndex, LinkGrid>();

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
  const grid = gridOf(index);
  const found: LinkNearby[] = [];
  for (const linkId of linksAround(grid, position, radiusM)) {
    const shape = shapeOf(index, linkId);
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

function gridOf(index: RoadIndex): LinkGrid {
  const known = grids.get(index);
  if (known !== undefined) return known;
  const meanLat = index.map.nodes.reduce((sum, node) => sum + node.lat, 0) / Math.max(1, index.map.nodes.length);
  const mPerDegLon = M_PER_DEG_LAT * Math.max(0.01, Math.cos((meanLat * Math.PI) / 180));
  const cells = new Map<string, LinkId[]>();
  for (const link of index.map.links) {
    for (const cell of cellsOf(shapeOf(index, link.id), mPerDegLon)) {
      const links = cells.get(cell);
      if (links === undefined) cells.set(cell, [link.id]);
      else links.push(link.id);
    }
  }
  const grid = { cells, mPerDegLon };
  grids.set(index, grid);
  return grid;
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

function linksAround(grid: LinkGrid, position: LatLon, radiusM: number): ReadonlySet<LinkId> {
  const dLon = radiusM / grid.mPerDegLon;
  const dLat = radiusM / M_PER_DEG_LAT;
  const links = new Set<LinkId>();
  for (const cell of boxOf(position.lon - dLon, position.lat - dLat, position.lon + dLon, position.lat + dLat, grid.mPerDegLon)) {
    for (const link of grid.cells.get(cell) ?? []) links.add(link);
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
