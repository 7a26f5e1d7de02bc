import fc from 'fast-check';
import type { MapLink, Movement, RoadMap, Turn } from '../../src/roadnet/map.ts';

const TURNS: readonly Turn[] = ['through', 'right', 'left'];

/** Four nodes, many short links between them so that turns decide, and most of the movements that the links allow. */
export const tinyMaps = tinyMapsOf(fc.integer({ min: 20, max: 200 }), fc.constantFrom(...TURNS));

/** The same with few lengths and few turns, so that many ways take equally long; the shortest links take no time to speak of. */
export const tiedMaps = tinyMapsOf(fc.constantFrom(1e-9, 50, 100), fc.constantFrom('through', 'through', 'right'));

function tinyMapsOf(lengthM: fc.Arbitrary<number>, turn: fc.Arbitrary<Turn>): fc.Arbitrary<RoadMap> {
  return fc
    .record({
      ends: fc.array(fc.tuple(fc.nat(3), fc.nat(3), lengthM), { minLength: 6, maxLength: 11 }),
      allowed: fc.infiniteStream(fc.nat(3).map((n) => n > 0)),
      turns: fc.infiniteStream(turn),
    })
    .map(({ ends, allowed, turns }): RoadMap => {
      const links = ends.map(([from, to, lengthM], i): MapLink => {
        return { id: `L${i}`, from: `N${from}`, to: `N${to}`, name: '', lengthM, speedLimitMps: 10, lanes: [{ startM: 0 }] };
      });
      const pairs = links.flatMap((a) => links.filter((b) => b.from === a.to).map((b) => [a.id, b.id] as const));
      const movements = pairs
        .filter(() => allowed.next().value)
        .map(([from, to]): Movement => {
          return { id: `${from}>${to}`, from, to, turn: turns.next().value, lanes: [[0, 0]], lengthM: 5, yieldsTo: [] };
        });
      const nodes = [0, 1, 2, 3].map((n) => ({ id: `N${n}`, lat: 30 + n / 1000, lon: 120 }));
      return {
        format: 'clearway-map/1',
        name: 'tiny',
        title: '',
        schematic: true,
        attribution: 'test',
        nodes,
        links,
        movements,
        junctions: [],
      };
    });
}
