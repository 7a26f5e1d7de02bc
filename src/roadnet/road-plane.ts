import { bearingDeg, DEGREE_M, type LatLon, shapeOf } from './geometry.ts';
import type { Turn } from './map.ts';
import type { RoadIndex } from './road-index.ts';

const TURNS: readonly Turn[] = ['through', 'left', 'right', 'uturn'];
export const UTURN = TURNS.indexOf('uturn');

/**
 * A map compiled for the hot path: links, segments of their drawn lines and movements as numbers in typed arrays, on a plane of
 * metres east (x) and north (y) of the map's middle. Links and movements are numbered as in the map.
 *
 * The plane is equirectangular: 15 km north or south of the middle it stretches east-west distances by 0.15 %, which a search
 * radius of 200 m does not feel, and offsets are scaled link by link.
 */
export class RoadPlane {
  readonly #lat0: number;
  readonly #lon0: number;
  readonly #lonM: number;
  /** Segments of link l: firstSegment[l] to firstSegment[l + 1]. */
  readonly firstSegment: Int32Array;
  readonly segmentLink: Int32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Unit vector along the segment. */
  readonly ux: Float64Array;
  readonly uy: Float64Array;
  readonly segmentM: Float64Array;
  /** Where the segment begins, along the drawn line. */
  readonly alongM: Float64Array;
  readonly headingDeg: Float64Array;
  /** Of the drawn line, from node to node. */
  readonly drawnM: Float64Array;
  /** What of the drawn line lies inside the node, at either end. */
  readonly hiddenM: Float64Array;
  /** The link's own metres per drawn metre between those. */
  readonly scale: Float64Array;
  readonly lengthM: Float64Array;
  readonly speedLimitMps: Float64Array;
  /** The other direction of the same road, from node to node; -1 where there is none. */
  readonly opposite: Int32Array;
  /** 1 where the link runs in a tunnel. */
  readonly isCovered: Uint8Array;
  /** Movements out of link l: firstMovement[l] to firstMovement[l + 1], in map order. */
  readonly firstMovement: Int32Array;
  readonly movementTo: Int32Array;
  /** Number in the map. */
  readonly movementNumber: Int32Array;
  readonly movementM: Float64Array;
  readonly movementTurn: Int8Array;

  constructor(index: RoadIndex) {
    const { nodes, links, movements } = index.map;
    const lats = nodes.map(({ lat }) => lat);
    const lons = nodes.map(({ lon }) => lon);
    this.#lat0 = middle(lats);
    this.#lon0 = middle(lons);
    this.#lonM = DEGREE_M * Math.max(0.01, Math.cos((this.#lat0 * Math.PI) / 180));
    this.firstSegment = new Int32Array(links.length + 1);
    links.forEach((link, l) => {
      this.firstSegment[l + 1] = this.firstSegment[l]! + (link.via?.length ?? 0) + 1;
    });
    const segments = this.firstSegment[links.length]!;
    this.segmentLink = new Int32Array(segments);
    const columns = Array.from({ length: 7 }, () => new Float64Array(segments));
    [this.x, this.y, this.ux, this.uy, this.segmentM, this.alongM, this.headingDeg] = columns as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    this.drawnM = new Float64Array(links.length);
    this.hiddenM = new Float64Array(links.length);
    this.scale = new Float64Array(links.length);
    this.lengthM = Float64Array.from(links, ({ lengthM }) => lengthM);
    this.speedLimitMps = Float64Array.from(links, ({ speedLimitMps }) => speedLimitMps);
    this.isCovered = Uint8Array.from(links, ({ level = 0 }) => (level < 0 ? 1 : 0));
    const between = new Map(links.map(({ from, to }, l) => [`${from} ${to}`, l]));
    this.opposite = Int32Array.from(links, ({ from, to }) => between.get(`${to} ${from}`) ?? -1);
    for (let l = 0; l < links.length; l++) this.#compileLink(index, l);
    this.firstMovement = new Int32Array(links.length + 1);
    this.movementTo = new Int32Array(movements.length);
    this.movementNumber = new Int32Array(movements.length);
    this.movementM = new Float64Array(movements.length);
    this.movementTurn = new Int8Array(movements.length);
    this.#compileMovements(index);
  }

  xOf(lon: number): number {
    return (lon - this.#lon0) * this.#lonM;
  }

  yOf(lat: number): number {
    return (lat - this.#lat0) * DEGREE_M;
  }

  positionOf(x: number, y: number): LatLon {
    return { lat: this.#lat0 + y / DEGREE_M, lon: this.#lon0 + x / this.#lonM };
  }

  /** Segment of a link at a place along its drawn line; that of the nearer end outside it. */
  segmentAt(link: number, drawnAtM: number): number {
    const last = this.firstSegment[link + 1]! - 1;
    let segment = this.firstSegment[link]!;
    while (segment < last && this.alongM[segment + 1]! <= drawnAtM) segment++;
    return segment;
  }

  /** From the link's start in its own metres; negative before it, beyond the length behind its stop bar. */
  ownM(link: number, drawnAtM: number): number {
    return (drawnAtM - this.hiddenM[link]!) * this.scale[link]!;
  }

  /** Position among the movements of the one between two links; -1 when there is none. */
  findMovement(from: number, to: number): number {
    for (let m = this.firstMovement[from]!; m < this.firstMovement[from + 1]!; m++) if (this.movementTo[m] === to) return m;
    return -1;
  }

  #compileLink(index: RoadIndex, l: number): void {
    const { id, lengthM } = index.map.links[l]!;
    const { points } = shapeOf(index, id);
    let alongM = 0;
    for (let i = 0; i + 1 < points.length; i++) {
      const s = this.firstSegment[l]! + i;
      const [[lonA, latA], [lonB, latB]] = [points[i]!, points[i + 1]!];
      this.segmentLink[s] = l;
      this.x[s] = this.xOf(lonA);
      this.y[s] = this.yOf(latA);
      const dx = this.xOf(lonB) - this.x[s]!;
      const dy = this.yOf(latB) - this.y[s]!;
      const segmentM = Math.sqrt(dx * dx + dy * dy);
      this.ux[s] = segmentM > 0 ? dx / segmentM : 0;
      this.uy[s] = segmentM > 0 ? dy / segmentM : 1;
      this.segmentM[s] = segmentM;
      this.alongM[s] = alongM;
      this.headingDeg[s] = bearingDeg({ lat: latA, lon: lonA }, { lat: latB, lon: lonB });
      alongM += segmentM;
    }
    this.drawnM[l] = alongM;
    this.hiddenM[l] = Math.max(0, (alongM - lengthM) / 2);
    this.scale[l] = alongM > 0 ? lengthM / (alongM - 2 * this.hiddenM[l]!) : 1;
  }

  #compileMovements(index: RoadIndex): void {
    let m = 0;
    index.map.links.forEach((link, l) => {
      for (const movement of index.movementsFrom(link.id)) {
        this.movementTo[m] = index.linkNumber(movement.to);
        this.movementNumber[m] = index.movementNumber(movement.id);
        this.movementM[m] = movement.lengthM;
        this.movementTurn[m] = TURNS.indexOf(movement.turn);
        m++;
      }
      this.firstMovement[l + 1] = m;
    });
  }
}

const planes = new WeakMap<RoadIndex, RoadPlane>();

/** The compiled view of a map; worked out once per map. */
export function planeOf(index: RoadIndex): RoadPlane {
  let plane = planes.get(index);
  if (plane === undefined) {
    plane = new RoadPlane(index);
    planes.set(index, plane);
  }
  return plane;
}

function middle(values: readonly number[]): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return low <= high ? (low + high) / 2 : 0;
}
