import type { RoadIndex } from './road-index.ts';
import { planeOf, type RoadPlane } from './road-plane.ts';

const CELL_M = 64;
/** A map so wide that its squares would be more than this gets wider squares. */
const MOST_CELLS = 4_000_000;

/** Links within a radius as columns, of which the first `count` rows hold; overwritten by the next search. */
export interface NearLinks {
  count: number;
  readonly link: Int32Array;
  /** Nearest segment, and where on the drawn line the nearest point lies. */
  readonly segment: Int32Array;
  readonly drawnAtM: Float64Array;
  readonly distanceM: Float64Array;
}

/** Which segments pass through which square of the plane. */
export class SegmentGrid {
  readonly #plane: RoadPlane;
  readonly #cellM: number;
  readonly #west: number;
  readonly #south: number;
  readonly #columns: number;
  readonly #rows: number;
  /** Segments of square c: #segments[#first[c]] to #segments[#first[c + 1]]. */
  readonly #first: Int32Array;
  readonly #segments: Int32Array;
  /** Row of a link in the present search, and the search that it belongs to. */
  readonly #row: Int32Array;
  readonly #seen: Int32Array;
  #search = 0;
  readonly #near: NearLinks;

  constructor(plane: RoadPlane) {
    this.#plane = plane;
    const links = plane.drawnM.length;
    const box = boundsOf(plane);
    const area = (box.east - box.west) * (box.north - box.south);
    this.#cellM = Math.max(CELL_M, Math.sqrt(area / MOST_CELLS));
    this.#west = box.west;
    this.#south = box.south;
    this.#columns = Math.floor((box.east - box.west) / this.#cellM) + 1;
    this.#rows = Math.floor((box.north - box.south) / this.#cellM) + 1;
    this.#first = new Int32Array(this.#columns * this.#rows + 1);
    for (let s = 0; s < plane.x.length; s++) this.#eachCell(s, (cell) => this.#first[cell + 1]!++);
    for (let c = 0; c < this.#columns * this.#rows; c++) this.#first[c + 1]! += this.#first[c]!;
    this.#segments = new Int32Array(this.#first[this.#columns * this.#rows]!);
    const filled = this.#first.slice();
    for (let s = 0; s < plane.x.length; s++) this.#eachCell(s, (cell) => (this.#segments[filled[cell]!++] = s));
    this.#row = new Int32Array(links);
    this.#seen = new Int32Array(links);
    this.#near = {
      count: 0,
      link: new Int32Array(links),
      segment: new Int32Array(links),
      drawnAtM: new Float64Array(links),
      distanceM: new Float64Array(links),
    };
  }

  /** Links with a point of their drawn line within `radiusM`, in no order that means anything but always in the same. */
  near(x: number, y: number, radiusM: number): NearLinks {
    const near = this.#near;
    near.count = 0;
    this.#search++;
    const east = Math.min(this.#columns - 1, Math.floor((x + radiusM - this.#west) / this.#cellM));
    const north = Math.min(this.#rows - 1, Math.floor((y + radiusM - this.#south) / this.#cellM));
    for (let row = Math.max(0, Math.floor((y - radiusM - this.#south) / this.#cellM)); row <= north; row++) {
      for (let column = Math.max(0, Math.floor((x - radiusM - this.#west) / this.#cellM)); column <= east; column++) {
        const cell = row * this.#columns + column;
        for (let i = this.#first[cell]!; i < this.#first[cell + 1]!; i++) this.#consider(this.#segments[i]!, x, y, radiusM);
      }
    }
    return near;
  }

  /** Keeps a segment if it is the nearest of its link so far and near enough. */
  #consider(s: number, x: number, y: number, radiusM: number): void {
    const { ux, uy, segmentM, segmentLink, alongM } = this.#plane;
    const dx = x - this.#plane.x[s]!;
    const dy = y - this.#plane.y[s]!;
    const onM = Math.min(segmentM[s]!, Math.max(0, dx * ux[s]! + dy * uy[s]!));
    const asideX = dx - onM * ux[s]!;
    const asideY = dy - onM * uy[s]!;
    const squareM2 = asideX * asideX + asideY * asideY;
    if (squareM2 > radiusM * radiusM) return;
    const near = this.#near;
    const link = segmentLink[s]!;
    const distanceM = Math.sqrt(squareM2);
    let row = this.#row[link]!;
    if (this.#seen[link] !== this.#search) {
      this.#seen[link] = this.#search;
      row = near.count++;
      this.#row[link] = row;
    } else if (distanceM > near.distanceM[row]! || (distanceM === near.distanceM[row] && s >= near.segment[row]!)) return;
    near.link[row] = link;
    near.segment[row] = s;
    near.drawnAtM[row] = alongM[s]! + onM;
    near.distanceM[row] = distanceM;
  }

  /** Every square that a segment passes through, and some beside it that its neighbours in the row share. */
  #eachCell(s: number, visit: (cell: number) => void): void {
    const { x, y, ux, uy, segmentM } = this.#plane;
    const [x1, y1] = [x[s]! + ux[s]! * segmentM[s]!, y[s]! + uy[s]! * segmentM[s]!];
    const column = (at: number): number => Math.min(this.#columns - 1, Math.max(0, Math.floor((at - this.#west) / this.#cellM)));
    const south = Math.min(y[s]!, y1);
    const north = Math.max(y[s]!, y1);
    const firstRow = Math.max(0, Math.floor((south - this.#south) / this.#cellM));
    const lastRow = Math.min(this.#rows - 1, Math.floor((north - this.#south) / this.#cellM));
    for (let row = firstRow; row <= lastRow; row++) {
      // The part of the segment within this row of squares, a little widened against rounding.
      const low = Math.max(south, this.#south + row * this.#cellM) - 1e-6;
      const high = Math.min(north, this.#south + (row + 1) * this.#cellM) + 1e-6;
      const flat = Math.abs(y1 - y[s]!) < 1e-3;
      const [xa, xb] = flat ? [x[s]!, x1] : [low, high].map((at) => x[s]! + ((x1 - x[s]!) * (at - y[s]!)) / (y1 - y[s]!));
      const west = Math.max(Math.min(xa!, xb!), Math.min(x[s]!, x1)) - 1e-6;
      const east = Math.min(Math.max(xa!, xb!), Math.max(x[s]!, x1)) + 1e-6;
      for (let c = column(west); c <= column(east); c++) visit(row * this.#columns + c);
    }
  }
}

function boundsOf({ x, y, ux, uy, segmentM }: RoadPlane): { west: number; east: number; south: number; north: number } {
  const box = { west: 0, east: 0, south: 0, north: 0 };
  for (let s = 0; s < x.length; s++) {
    const [x1, y1] = [x[s]! + ux[s]! * segmentM[s]!, y[s]! + uy[s]! * segmentM[s]!];
    box.west = Math.min(box.west, x[s]!, x1);
    box.east = Math.max(box.east, x[s]!, x1);
    box.south = Math.min(box.south, y[s]!, y1);
    box.north = Math.max(box.north, y[s]!, y1);
  }
  return box;
}

const grids = new WeakMap<RoadPlane, SegmentGrid>();

/** The grid over a map's segments; built once per map. */
export function gridOf(index: RoadIndex): SegmentGrid {
  const plane = planeOf(index);
  let grid = grids.get(plane);
  if (grid === undefined) {
    grid = new SegmentGrid(plane);
    grids.set(plane, grid);
  }
  return grid;
}
