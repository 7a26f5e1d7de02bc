import { readFileSync } from 'node:fs';
import type { LinkId } from '../../src/kernel/ids.ts';
import type { PositionFix } from '../../src/location/fix.ts';
import { bearingDeg, distanceM, type LatLon } from '../../src/roadnet/geometry.ts';
import type { MapLink, Movement, RoadMap, Turn } from '../../src/roadnet/map.ts';
import { dataPath } from '../cases.ts';
import { parseCsv } from './csv.ts';

const FOLDER = dataPath('gps/asu');
/** A phone's in a city, which the data do not state. */
const ASSUMED_ACCURACY_M = 8;

export const ASU_CREDIT = 'asu: MapMatching4GMNS (asu-trans-ai-lab), network from OpenStreetMap contributors; no licence stated';

/** A network in GMNS format as a map: every link leads on to every other at its end node. Connectors of demand zones are no roads. */
export function loadAsuMap(): RoadMap {
  const nodes = read('node.csv').map((row) => ({
    id: field(row, 'node_id'),
    lat: number(row, 'y_coord'),
    lon: number(row, 'x_coord'),
  }));
  const roads = read('link.csv').filter((row) => field(row, 'link_type_name') !== 'connector');
  const links = roads.map((row): MapLink => {
    const points = pointsOf(field(row, 'geometry'));
    return {
      id: field(row, 'link_id'),
      from: field(row, 'from_node_id'),
      to: field(row, 'to_node_id'),
      name: field(row, 'name'),
      lengthM: Math.max(1, number(row, 'length')),
      speedLimitMps: number(row, 'free_speed') / 3.6,
      lanes: Array.from({ length: Math.max(1, number(row, 'lanes')) }, () => ({ startM: 0 })),
      via: points.slice(1, -1),
    };
  });
  const about = {
    format: 'clearway-map/1',
    name: 'asu',
    title: 'Tempe, Arizona',
    schematic: false,
    attribution: ASU_CREDIT,
  } as const;
  return { ...about, nodes, links, movements: movementsOf(nodes, links), junctions: [] };
}

function movementsOf(nodes: readonly ({ id: string } & LatLon)[], links: readonly MapLink[]): Movement[] {
  const at = new Map(nodes.map((node) => [node.id, node]));
  const endOf = ({ via = [], from, to }: MapLink): number => {
    const last = via.at(-1);
    return bearingDeg(last === undefined ? at.get(from)! : { lat: last[1], lon: last[0] }, at.get(to)!);
  };
  const startOf = ({ via = [], from, to }: MapLink): number => {
    const first = via[0];
    return bearingDeg(at.get(from)!, first === undefined ? at.get(to)! : { lat: first[1], lon: first[0] });
  };
  return links.flatMap((from) =>
    links
      .filter((to) => to.from === from.to)
      .map((to): Movement => {
        const turn: Turn = to.to === from.from ? 'uturn' : turnOf(startOf(to) - endOf(from));
        return { id: `${from.id}>${to.id}`, from: from.id, to: to.id, turn, lanes: [[0, 0]], lengthM: 0, yieldsTo: [] };
      }),
  );
}

function turnOf(turnedDeg: number): Turn {
  const turned = (((turnedDeg % 360) + 540) % 360) - 180;
  return Math.abs(turned) < 40 ? 'through' : turned > 0 ? 'right' : 'left';
}

/** The trace's points; speed and heading, which it lacks, are those from the point before to the point behind. */
export function loadAsuTrace(): PositionFix[] {
  const points = read('trace.csv').map((row) => ({
    atMs: Date.parse(field(row, 'time')),
    lat: number(row, 'y_coord'),
    lon: number(row, 'x_coord'),
  }));
  return points.map((point, i) => {
    const [a, b] = [points[Math.max(0, i - 1)]!, points[Math.min(points.length - 1, i + 1)]!];
    const speedMps = (1000 * distanceM(a, b)) / (b.atMs - a.atMs);
    return { vehicle: 'asu', ...point, speedMps, headingDeg: bearingDeg(a, b), accuracyM: ASSUMED_ACCURACY_M };
  });
}

/** Links that the data's own matcher found. */
export function loadAsuRoute(links: readonly MapLink[]): LinkId[] {
  return read('route.csv').flatMap((row) => {
    const found = links.find(({ from, to }) => from === field(row, 'from_node_id') && to === field(row, 'to_node_id'));
    return found === undefined ? [] : [found.id];
  });
}

function read(name: string): ReadonlyMap<string, string>[] {
  return parseCsv(readFileSync(`${FOLDER}/${name}`, 'utf8'));
}

function field(row: ReadonlyMap<string, string>, name: string): string {
  return row.get(name) ?? '';
}

function number(row: ReadonlyMap<string, string>, name: string): number {
  return Number(field(row, name));
}

function pointsOf(geometry: string): (readonly [number, number])[] {
  return [...geometry.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, lon, lat]) => [Number(lon), Number(lat)]);
}
