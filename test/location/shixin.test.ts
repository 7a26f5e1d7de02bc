import { describe, expect, it } from 'vitest';
import { loadMap } from '../../src/adapters/files/map-file.ts';
import { randomStream } from '../../src/kernel/random.ts';
import { matchFix } from '../../src/location/matcher.ts';
import { findRoute } from '../../src/roadnet/fastest-route.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { drive } from '../support/drive.ts';
import { accuracyOf, matchDrive } from '../support/match-drive.ts';

const index = indexMap(loadMap('maps/hangzhou-shixin.json'));

describe('Shixin Road, northbound over 21 junctions, 1 Hz, 8 s at each stop bar', () => {
  const links = findRoute(index, 'SOUTH-S01', 'NORTH')!;

  it.each([
    [5, 99.5],
    [15, 98],
  ])(
    'Given sigma %d m, then the right directed link in at least %d per cent of seconds and the offset within sigma',
    (sigmaM, leastPct) => {
      const trips = [1, 2, 3].map((seed) => {
        const driven = drive({ index, links, sigmaM, random: randomStream(seed), standS: 8, cruiseMps: 17 });
        return { driven, matches: matchDrive(index, driven, links) };
      });
      const { rightPct, rmseM } = accuracyOf(index, trips);
      expect(rightPct).toBeGreaterThanOrEqual(leastPct);
      expect(rmseM).toBeLessThan(sigmaM);
    },
  );

  it('Given a first fix standing where the road begins, then on the way in, not on the way out', () => {
    for (const end of ['SOUTH', 'NORTH', 'S07W', 'S12E']) {
      const { lat, lon } = index.node(end);
      const fix = { vehicle: 'A1', atMs: 0, lat, lon, speedMps: 0, headingDeg: 0, accuracyM: 5 };
      const { outcome } = matchFix(index, undefined, fix, 0, []);
      expect(outcome).toMatchObject({ kind: 'matched', link: index.linksOutOf(end)[0]!.id });
    }
  });
});
