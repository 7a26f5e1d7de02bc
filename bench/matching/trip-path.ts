import type { LinkId } from '../../src/kernel/ids.ts';
import { shapeOf } from '../../src/roadnet/geometry.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';

const DEGREE_M = (6371008.8 * Math.PI) / 180;
const LANE_M = 3.25;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A way through the network as a vehicle drives it: beside the drawn line, from bar to bar, in a curve through every node. */
export class TripPath {
  readonly #index: RoadIndex;
  readonly #links: readonly LinkId[];
  /** Share of the carriageway's width, from the middle to the kerb, at which the vehicle keeps. */
  readonly #laneShare: number;
  readonly #lat0: number;
  readonly #lon0: number;
  readonly #lonM: number;

  constructor(index: RoadIndex, links: readonly LinkId[], laneShare: number) {
    this.#index = index;
    this.#links = links;
    this.#laneShare = laneShare;
    const first = index.node(index.link(links[0]!).from);
    this.#lat0 = first.lat;
    this.#lon0 = first.lon;
    this.#lonM = DEGREE_M * Math.cos((first.lat * Math.PI) / 180);
  }

  /** Length of the path inside the node behind a link of the trip; 0 behind the last. */
  nodeM(linkIndex: number): number {
    const next = this.#links[linkIndex + 1];
    return next === undefined ? 0 : (this.#index.findMovement(this.#links[linkIndex]!, next)?.lengthM ?? 0);
  }

  at(linkIndex: number, offsetM: number): { lat: number; lon: number; headingDeg: number } {
    const lengthM = this.#index.link(this.#links[linkIndex]!).lengthM;
    const beyondM = offsetM - lengthM;
    const { point, towards } =
      beyondM <= 0 || linkIndex + 1 >= this.#links.length
        ? this.#onLink(linkIndex, Math.min(offsetM, lengthM))
        : this.#insideNode(linkIndex, beyondM / Math.max(0.1, this.nodeM(linkIndex)));
    const headingDeg = (Math.atan2(towards.x, towards.y) * 180) / Math.PI;
    return {
      lat: this.#lat0 + point.y / DEGREE_M,
      lon: this.#lon0 + point.x / this.#lonM,
      headingDeg: (headingDeg + 360) % 360,
    };
  }

  /** Where a link is drawn longer than it is, its ends lie inside the nodes, half of the rest at either end. */
  #onLink(linkIndex: number, offsetM: number): { point: Point; towards: Point } {
    const id = this.#links[linkIndex]!;
    const { lengthM } = this.#index.link(id);
    const shape = shapeOf(this.#index, id);
    const hiddenM = Math.max(0, shape.drawnM - lengthM);
    const drawnAtM = hiddenM > 0 ? hiddenM / 2 + offsetM : (offsetM / lengthM) * shape.drawnM;
    let segment = 0;
    while (segment < shape.points.length - 2 && shape.alongM[segment + 1]! <= drawnAtM) segment++;
    const a = this.#plane(shape.points[segment]!);
    const b = this.#plane(shape.points[segment + 1]!);
    const segmentM = Math.max(0.01, shape.alongM[segment + 1]! - shape.alongM[segment]!);
    const share = (drawnAtM - shape.alongM[segment]!) / segmentM;
    const long = Math.max(1e-6, Math.sqrt((b.x - a.x) ** 2 + (b.y - a.y) ** 2));
    const towards = { x: (b.x - a.x) / long, y: (b.y - a.y) / long };
    const asideM = this.#asideM(id);
    const point = { x: a.x + (b.x - a.x) * share + towards.y * asideM, y: a.y + (b.y - a.y) * share - towards.x * asideM };
    return { point, towards };
  }

  #insideNode(linkIndex: number, share: number): { point: Point; towards: Point } {
    const from = this.#onLink(linkIndex, this.#index.link(this.#links[linkIndex]!).lengthM);
    const to = this.#onLink(linkIndex + 1, 0);
    const [a, b, u, v] = [from.point, to.point, from.towards, to.towards];
    const bendM = Math.sqrt((b.x - a.x) ** 2 + (b.y - a.y) ** 2) * 0.4;
    const [c, d] = [
      { x: a.x + u.x * bendM, y: a.y + u.y * bendM },
      { x: b.x - v.x * bendM, y: b.y - v.y * bendM },
    ];
    const t = Math.min(1, share);
    const r = 1 - t;
    const mix = (pa: number, pc: number, pd: number, pb: number): number =>
      r * r * r * pa + 3 * r * r * t * pc + 3 * r * t * t * pd + t * t * t * pb;
    const slope = (pa: number, pc: number, pd: number, pb: number): number =>
      r * r * (pc - pa) + 2 * r * t * (pd - pc) + t * t * (pb - pd);
    const towards = { x: slope(a.x, c.x, d.x, b.x), y: slope(a.y, c.y, d.y, b.y) };
    const still = Math.abs(towards.x) + Math.abs(towards.y) < 1e-6;
    return { point: { x: mix(a.x, c.x, d.x, b.x), y: mix(a.y, c.y, d.y, b.y) }, towards: still ? v : towards };
  }

  /** To the right of the drawn line: that of a two-way road is its middle, that of a one-way road the middle of its lanes. */
  #asideM(id: LinkId): number {
    const link = this.#index.link(id);
    const widthM = link.lanes.length * LANE_M;
    const back = this.#index.linksOutOf(link.to).some(({ to }) => to === link.from);
    return back ? Math.min(0.9, Math.max(0.1, this.#laneShare)) * widthM : (this.#laneShare - 0.5) * 0.8 * widthM;
  }

  #plane([lon, lat]: readonly [number, number]): Point {
    return { x: (lon - this.#lon0) * this.#lonM, y: (lat - this.#lat0) * DEGREE_M };
  }
}
