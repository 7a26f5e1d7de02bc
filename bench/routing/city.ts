import { type RandomStream, randomStream } from '../../src/kernel/random.ts';
import type { MapLink, MapNode, Movement, RoadMap, Turn } from '../../src/roadnet/map.ts';

/** How large a made city is: crossings from west to east and from south to north. */
export interface CitySize {
  readonly columns: number;
  readonly rows: number;
}

/** As large as the graph that peers were measured on: 100,000 links, 278,000 movements. */
export const CITY_100K: CitySize = { columns: 170, rows: 170 };

const BLOCK_M = 120;
/** Every so many streets are a main road. */
const MAIN_EVERY = 9;
/** Diagonal main roads begin so many crossings apart along the south and west. */
const DIAGONAL_EVERY = 43;
const NODE_M = 15;
const M_PER_DEG = 111_195;
const SOUTH_WEST = { lat: 30.1, lon: 120.1 };

const ONE_WAY_SHARE = 0.25;
const MISSING_SHARE = 0.04;
const BANNED_LEFT_SHARE = 0.05;

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * A city to search ways in, the same for the same seed: streets of uneven length and speed on a grid, some one-way, some missing, main roads straight and
 * diagonal, left turns partly banned on main roads, no turning round but at a dead end.
 */
export function makeCity({ columns, rows }: CitySize, seed: number): RoadMap {
  const random = randomStream(seed, 'city');
  const places: Point[] = [];
  const jitter = random.fork('places');
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      places.push({ x: (column + jitter.uniform(-0.3, 0.3)) * BLOCK_M, y: (row + jitter.uniform(-0.3, 0.3)) * BLOCK_M });
    }
  }
  const links = [...streets({ columns, rows }, places, random.fork('streets')), ...diagonals({ columns, rows }, places)];
  return {
    format: 'clearway-map/1',
    name: `city-${links.length}`,
    title: 'A made city',
    schematic: true,
    attribution: 'made by bench/routing/city.ts',
    nodes: places.map(nodeAt),
    links,
    movements: movementsOf(links, places, random.fork('movements')),
    junctions: [],
  };
}

function nodeAt({ x, y }: Point, i: number): MapNode {
  return { id: `n${i}`, lat: SOUTH_WEST.lat + y / M_PER_DEG, lon: SOUTH_WEST.lon + x / M_PER_DEG };
}

/** Streets along the grid; side streets may be one-way, by turns, or missing. */
function streets({ columns, rows }: CitySize, places: readonly Point[], random: RandomStream): readonly MapLink[] {
  const links: MapLink[] = [];
  const add = (a: number, b: number, line: number): void => {
    const main = line % MAIN_EVERY === 0;
    const speedMps = (main ? random.uniform(50, 70) : random.uniform(20, 50)) / 3.6;
    const missing = !main && random.chance(MISSING_SHARE);
    const oneWay = !main && hashShare(line) < ONE_WAY_SHARE;
    if (missing) return;
    if (!oneWay || line % 2 === 0) links.push(linkBetween(a, b, places, speedMps));
    if (!oneWay || line % 2 === 1) links.push(linkBetween(b, a, places, speedMps));
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      if (column + 1 < columns) add(at, at + 1, row);
      if (row + 1 < rows) add(at, at + columns, column + rows);
    }
  }
  return links;
}

function diagonals({ columns, rows }: CitySize, places: readonly Point[]): readonly MapLink[] {
  const links: MapLink[] = [];
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      if ((column - row) % DIAGONAL_EVERY !== 0) continue;
      const at = row * columns + column;
      links.push(linkBetween(at, at + columns + 1, places, 70 / 3.6), linkBetween(at + columns + 1, at, places, 70 / 3.6));
    }
  }
  return links;
}

function linkBetween(a: number, b: number, places: readonly Point[], speedLimitMps: number): MapLink {
  const [from, to] = [places[a]!, places[b]!];
  const lengthM = Math.max(10, Math.sqrt((to.x - from.x) * (to.x - from.x) + (to.y - from.y) * (to.y - from.y)) - NODE_M);
  return { id: `${a}-${b}`, from: `n${a}`, to: `n${b}`, name: '', lengthM, speedLimitMps, lanes: [{ startM: 0 }] };
}

function movementsOf(links: readonly MapLink[], places: readonly Point[], random: RandomStream): readonly Movement[] {
  const outOf = new Map<string, MapLink[]>();
  for (const link of links) outOf.set(link.from, [...(outOf.get(link.from) ?? []), link]);
  return links.flatMap((from) => {
    const onward = outOf.get(from.to) ?? [];
    const others = onward.filter((to) => to.to !== from.from);
    return (others.length > 0 ? others : onward).flatMap((to): Movement[] => {
      const turn = turnOf(from, to, places);
      const banned = others.length > 1 && turn === 'left' && random.chance(BANNED_LEFT_SHARE);
      const id = `${from.id}>${to.id}`;
      return banned ? [] : [{ id, from: from.id, to: to.id, turn, lanes: [[0, 0]], lengthM: NODE_M, yieldsTo: [] }];
    });
  });
}

/** Within 30 degrees of the way one came is through. */
function turnOf(from: MapLink, to: MapLink, places: readonly Point[]): Turn {
  if (to.to === from.from) return 'uturn';
  const at = (id: string): Point => places[Number(id.slice(1))]!;
  const [a, b, c] = [at(from.from), at(from.to), at(to.to)];
  const [inX, inY, outX, outY] = [b.x - a.x, b.y - a.y, c.x - b.x, c.y - b.y];
  const cross = inX * outY - inY * outX;
  const dot = inX * outX + inY * outY;
  if (dot > 0 && Math.abs(cross) < 0.577 * dot) return 'through';
  return cross > 0 ? 'left' : 'right';
}

/** A number in [0, 1) that belongs to a line of streets. */
function hashShare(line: number): number {
  return ((Math.imul(line + 1, 0x9e3779b1) >>> 8) & 0xffff) / 0x10000;
}
