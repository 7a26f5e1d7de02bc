import { bearingDeg, distanceM, type LatLon } from '../roadnet/geometry.ts';
import type { RoadMap } from '../roadnet/map.ts';

/** A point of a link's drawn line in whole units, as XML writes it: 1e-6 degrees, and the direction of travel in 0.01 degrees. */
export interface LinePoint {
  lonE6: number;
  latE6: number;
  headingE2: number;
}

interface Line {
  readonly lengthCm: number;
  /** Of each of the line's points: how far along the link, its longitude and latitude; and the heading from it on. */
  readonly alongCm: Float64Array;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly headingE2: Float64Array;
}

/** The drawn lines of all links, ready for many questions; a link lies on its line as `pointOnLink` says. Lanes are not told apart. */
export class LinkLines {
  readonly #lines: readonly Line[];

  constructor(map: RoadMap) {
    const nodes = new Map(map.nodes.map((node) => [node.id, node]));
    this.#lines = map.links.map(({ from, to, via = [], lengthM }) => {
      const inner = via.map(([lon, lat]) => ({ lat, lon }));
      return lineOf([nodes.get(from)!, ...inner, nodes.get(to)!], lengthM);
    });
  }

  lengthCm(link: number): number {
    return this.#lines[link]!.lengthCm;
  }

  /** Writes into `point` where a position of a link lies, held within the link. */
  locate(link: number, positionCm: number, point: LinePoint): void {
    const { lengthCm, alongCm, lon, lat, headingE2 } = this.#lines[link]!;
    const atCm = positionCm < lengthCm ? positionCm : lengthCm;
    let segment = 0;
    while (segment < alongCm.length - 2 && alongCm[segment + 1]! <= atCm) segment++;
    const fromCm = alongCm[segment]!;
    const spanCm = alongCm[segment + 1]! - fromCm;
    const share = spanCm > 0 ? (atCm - fromCm) / spanCm : 0;
    point.lonE6 = Math.round((lon[segment]! + (lon[segment + 1]! - lon[segment]!) * share) * 1e6);
    point.latE6 = Math.round((lat[segment]! + (lat[segment + 1]! - lat[segment]!) * share) * 1e6);
    point.headingE2 = headingE2[segment]!;
  }
}

function lineOf(points: readonly LatLon[], lengthM: number): Line {
  const drawnM = [0];
  for (let i = 1; i < points.length; i++) drawnM.push(drawnM[i - 1]! + distanceM(points[i - 1]!, points[i]!));
  const wholeM = drawnM.at(-1)!;
  const lengthCm = Math.round(lengthM * 100);
  const hiddenM = Math.max(0, (wholeM - lengthM) / 2);
  const perMetre = wholeM > 0 ? lengthCm / (wholeM - 2 * hiddenM) : 0;
  return {
    lengthCm,
    alongCm: Float64Array.from(drawnM, (metres) => (metres - hiddenM) * perMetre),
    lon: Float64Array.from(points, ({ lon }) => lon),
    lat: Float64Array.from(points, ({ lat }) => lat),
    headingE2: Float64Array.from(points, (from, i) => {
      const to = points[i + 1];
      return to === undefined ? 0 : Math.round(bearingDeg(from, to) * 100) % 36_000;
    }),
  };
}
