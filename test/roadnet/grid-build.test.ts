import { describe, expect, it } from 'vitest';
import { findRoute } from '../../src/roadnet/fastest-route.ts';
import { buildGrid, type GridPlan } from '../../src/roadnet/grid-build.ts';
import { decodeMap } from '../../src/roadnet/map-schema.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';

const plan: GridPlan = {
  name: 'three-by-two',
  title: 'Three by two',
  columns: 3,
  rows: 2,
  blockM: 200,
  lanes: 2,
  speedMps: 13.89,
  maxPresenceS: 120,
};

describe('a made grid', () => {
  const map = buildGrid(plan);
  const index = indexMap(map);

  it('is a map without fault', () => {
    expect(decodeMap('grid', structuredClone(map))).toEqual(map);
  });

  it('has a signal at every crossing, and a road in and out at every end of a street', () => {
    expect(map.junctions.map(({ id }) => id)).toEqual(['c1r1', 'c2r1', 'c3r1', 'c1r2', 'c2r2', 'c3r2']);
    const ends = map.nodes.filter(({ id }) => !id.startsWith('c')).map(({ id }) => id);
    expect(ends.toSorted()).toEqual(['E1', 'E2', 'N1', 'N2', 'N3', 'S1', 'S2', 'S3', 'W1', 'W2']);
    expect(map.links).toHaveLength(2 * (3 * 3 + 2 * 4));
  });

  it('has blocks of the wanted length from middle to middle of the junctions', () => {
    const middleM = index.findMovement('c1r1-c2r1', 'c2r1-c3r1')!.lengthM;
    expect(index.link('c1r1-c2r1').lengthM + middleM).toBeCloseTo(200);
  });

  it('is driven across with one turn', () => {
    expect(findRoute(index, 'W1-c1r1', 'N3')).toEqual(['W1-c1r1', 'c1r1-c2r1', 'c2r1-c3r1', 'c3r1-c3r2', 'c3r2-N3']);
  });
});
