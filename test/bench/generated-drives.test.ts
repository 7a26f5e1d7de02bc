import { describe, expect, it } from 'vitest';
import { makeTrip } from '../../bench/matching/make-trip.ts';
import { measure } from '../../bench/matching/measure.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { gridMap } from '../support/grid-map.ts';

const index = indexMap(gridMap(8, 8, 120, ['c3r3', 'c4r4', 'c2r5', 'c5r2', 'c1r1', 'c6r6']));
const trips = Array.from({ length: 24 }, (_, i) => makeTrip(index, 'lanes', 7001 + i));

describe('24 generated drives through a town of blocks of 120 m', () => {
  it.each([
    ['planned', 'white', 5, 99.5],
    ['none', 'white', 5, 95],
    ['planned', 'correlated', 15, 97],
    ['none', 'correlated', 15, 93],
  ] as const)(
    'given the route %s, %s errors of %d m, then at least %d per cent of the positions are on the right link',
    (route, kind, sigmaM, leastPct) => {
      const { right, fixes, refused } = measure(index, trips, { route, kind, sigmaM, gapS: 0 });
      expect(fixes).toBeGreaterThan(1500);
      expect(refused / fixes).toBeLessThan(0.01);
      expect(right.pct).toBeGreaterThan(leastPct);
    },
  );
});
