import { describe, expect, test } from 'vitest';
import { makeCity } from '../../bench/routing/city.ts';
import { findRoutesFrom } from '../../src/roadnet/fastest-route.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';

describe('a made city', () => {
  const map = makeCity({ columns: 60, rows: 60 }, 3);
  const index = indexMap(map);

  test('is the same for the same seed', () => {
    expect(makeCity({ columns: 60, rows: 60 }, 3)).toEqual(map);
  });

  test('can be driven nearly everywhere, though some streets are one-way and some turns banned', () => {
    expect(findRoutesFrom(index, map.links[0]!.id).size).toBeGreaterThan(0.97 * map.nodes.length);
    const ways = new Set(map.links.map(({ from, to }) => `${from} ${to}`));
    const oneWay = map.links.filter(({ from, to }) => !ways.has(`${to} ${from}`)).length / map.links.length;
    expect(oneWay).toBeGreaterThan(0.05);
    expect(oneWay).toBeLessThan(0.3);
    expect(map.movements.length / map.links.length).toBeGreaterThan(2.5);
  });

  test('has main roads on the slant, and turns back only where a road ends', () => {
    const column = (id: string): number => Number(id.slice(1)) % 60;
    const row = (id: string): number => Math.floor(Number(id.slice(1)) / 60);
    const slanted = map.links.filter(({ from, to }) => column(from) !== column(to) && row(from) !== row(to));
    expect(slanted.length).toBeGreaterThan(100);
    for (const { from, turn } of map.movements) {
      if (turn === 'uturn') expect(index.movementsFrom(from)).toHaveLength(1);
    }
  });
});
