import { invariant } from '../../src/kernel/assert.ts';
import type { LinkId } from '../../src/kernel/ids.ts';
import { DEGREE_M, type Shape, shapeOf } from '../../src/roadnet/geometry.ts';
import type { Movement } from '../../src/roadnet/map.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';

const LANE_M = 3.25;
/** Nobody turns on the spot: a curve begins at least this far before the node, where the link is long enough. */
const CURVE_M = 8;

/** Which part of the drawn road a vehicle keeps to. */
export type Carriageway =
  /** The lanes of a two-way road lie on the right of its drawn line, those of a one-way road on both sides of it. */
  | 'lanes'
  /** Up to 3.25 m on either side of the drawn line: for networks that draw each carriageway of a dual one as a two-way road. */
  | 'line';

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Leg {
  readonly id: LinkId;
  readonly shape: Shape;
  readonly lengthM: number;
  /** Of the drawn line inside the node, at either end. */
  readonly hiddenM: number;
  readonly curveM: number;
  /** Where its drawing begins, from the trip's start. */
  readonly fromM: number;
  readonly asideM: number;
  /** To the next leg. */
  readonly movement?: Movement;
}

export interface PathPlace {
  readonly linkIndex: number;
  readonly offsetM: number;
  readonly lat: number;
  readonly lon: number;
}

/**
 * A way through the network as it is driven over ground: along the drawn lines, beside them, and round a curve at every node. Metres
 * over ground run from the start of the first link's drawing.
 */
export class TripPath {
  readonly legs: readonly Leg[];
  readonly #lat0: number;
  readonly #lon0: number;
  readonly #lonM: number;

  constructor(index: RoadIndex, links: readonly LinkId[], carriageway: Carriageway, laneShare: number) {
    const first = index.node(index.link(links[0]!).from);
    this.#lat0 = first.lat;
    this.#lon0 = first.lon;
    this.#lonM = DEGREE_M * Math.cos((first.lat * Math.PI) / 180);
    let fromM = 0;
    this.legs = links.map((id, i) => {
      const leg = legOf(index, id, links[i + 1], fromM, asideM(index, id, carriageway, laneShare));
      fromM += leg.shape.drawnM;
      return leg;
    });
  }

  /** Of a leg's stop bar. */
  barM(linkIndex: number): number {
    const { fromM, shape, hiddenM } = this.legs[linkIndex]!;
    return fromM + shape.drawnM - hiddenM;
  }

  /** Of the middle of the node behind a leg. */
  nodeM(linkIndex: number): number {
    const { fromM, shape } = this.legs[linkIndex]!;
    return fromM + shape.drawnM;
  }

  /** Which link a place belongs to, where on it, and where on earth. */
  at(groundM: number): PathPlace {
    let drawn = this.legs.findLastIndex(({ fromM }) => fromM <= groundM);
    drawn = Math.max(0, drawn);
    const { x, y } = this.#pointAt(drawn, groundM);
    return { ...this.#memberAt(drawn, groundM), lat: this.#lat0 + y / DEGREE_M, lon: this.#lon0 + x / this.#lonM };
  }

  #memberAt(drawn: number, groundM: number): { linkIndex: number; offsetM: number } {
    const leg = this.legs[drawn]!;
    const before = this.legs[drawn - 1];
    const intoM = groundM - leg.fromM;
    if (before !== undefined && intoM < leg.hiddenM) return insideNode(before, drawn - 1, before.hiddenM + intoM, leg.hiddenM);
    const next = this.legs[drawn + 1];
    const beyondM = intoM - (leg.shape.drawnM - leg.hiddenM);
    if (next !== undefined && beyondM > 0) return insideNode(leg, drawn, beyondM, next.hiddenM);
    const scale = leg.lengthM / (leg.shape.drawnM - 2 * leg.hiddenM);
    return { linkIndex: drawn, offsetM: Math.min(leg.lengthM, Math.max(0, intoM - leg.hiddenM) * scale) };
  }

  #pointAt(drawn: number, groundM: number): Point {
    const leg = this.legs[drawn]!;
    const intoM = groundM - leg.fromM;
    if (drawn > 0 && intoM < leg.curveM) return this.#curve(drawn - 1, groundM);
    if (drawn + 1 < this.legs.length && intoM > leg.shape.drawnM - leg.curveM) return this.#curve(drawn, groundM);
    return this.#beside(leg, intoM).point;
  }

  /** A cubic curve round the node behind a leg. */
  #curve(before: number, groundM: number): Point {
    const [from, to] = [this.legs[before]!, this.legs[before + 1]!];
    const { point: a, towards: u } = this.#beside(from, from.shape.drawnM - from.curveM);
    const { point: b, towards: v } = this.#beside(to, to.curveM);
    const t = (groundM - (to.fromM - from.curveM)) / (from.curveM + to.curveM);
    const bendM = Math.sqrt((b.x - a.x) ** 2 + (b.y - a.y) ** 2) * 0.36;
    const mix = (pa: number, pu: number, pv: number, pb: number): number => {
      const [c, d, r] = [pa + pu * bendM, pb - pv * bendM, 1 - t];
      return r * r * r * pa + 3 * r * r * t * c + 3 * r * t * t * d + t * t * t * pb;
    };
    return { x: mix(a.x, u.x, v.x, b.x), y: mix(a.y, u.y, v.y, b.y) };
  }

  #beside({ shape, asideM }: Leg, drawnAtM: number): { point: Point; towards: Point } {
    let segment = 0;
    while (segment < shape.points.length - 2 && shape.alongM[segment + 1]! <= drawnAtM) segment++;
    const a = this.#plane(shape.points[segment]!);
    const b = this.#plane(shape.points[segment + 1]!);
    const share = (drawnAtM - shape.alongM[segment]!) / Math.max(0.01, shape.alongM[segment + 1]! - shape.alongM[segment]!);
    const long = Math.max(1e-6, Math.sqrt((b.x - a.x) ** 2 + (b.y - a.y) ** 2));
    const towards = { x: (b.x - a.x) / long, y: (b.y - a.y) / long };
    const point = { x: a.x + (b.x - a.x) * share + towards.y * asideM, y: a.y + (b.y - a.y) * share - towards.x * asideM };
    return { point, towards };
  }

  #plane([lon, lat]: readonly [number, number]): Point {
    return { x: (lon - this.#lon0) * this.#lonM, y: (lat - this.#lat0) * DEGREE_M };
  }
}

function insideNode(
  before: Leg,
  linkIndex: number,
  passedM: number,
  nextHiddenM: number,
): { linkIndex: number; offsetM: number } {
  const share = passedM / (before.hiddenM + nextHiddenM);
  return { linkIndex, offsetM: before.lengthM + share * (before.movement?.lengthM ?? 0) + 1e-9 };
}

function legOf(index: RoadIndex, id: LinkId, next: LinkId | undefined, fromM: number, asideM: number): Leg {
  const { lengthM } = index.link(id);
  const shape = shapeOf(index, id);
  const hiddenM = Math.max(0, (shape.drawnM - lengthM) / 2);
  const curveM = Math.max(hiddenM, Math.min(CURVE_M, shape.drawnM / 3));
  const movement = next === undefined ? undefined : index.findMovement(id, next);
  invariant(next === undefined || movement !== undefined, `no movement joins "${id}" to "${next}"`);
  return { id, shape, lengthM, hiddenM, curveM, fromM, asideM, ...(movement !== undefined && { movement }) };
}

/** To the right of the drawn line. */
function asideM(index: RoadIndex, id: LinkId, carriageway: Carriageway, laneShare: number): number {
  if (carriageway === 'line') return (2 * laneShare - 1) * LANE_M;
  const link = index.link(id);
  const widthM = link.lanes.length * LANE_M;
  const isTwoWay = index.linksOutOf(link.to).some(({ to }) => to === link.from);
  return isTwoWay ? laneShare * (widthM - 2) + 1 : (laneShare - 0.5) * (widthM - 2);
}
