import { describe, expect, test } from 'vitest';
import { fixOf, type Motion } from '../../src/ingest/motion.ts';
import type { Sighting } from '../../src/ingest/reading.ts';
import { wgs84ToGcj02 } from '../../src/location/datum.ts';
import type { PositionFix } from '../../src/location/fix.ts';

const START_MS = 1_714_564_800_000;
/** 15 m/s to the east on the 30th parallel. */
const LON_PER_S = 15 / (111_195 * Math.cos((30 * Math.PI) / 180));

function fixes(sightings: readonly Sighting[]): readonly (PositionFix | string)[] {
  let motion: Motion | undefined;
  return sightings.map((sighting) => {
    const taken = fixOf('A1', sighting, 'wgs-84', motion);
    motion = taken.motion;
    return taken.fix.ok ? taken.fix.value : taken.fix.reason;
  });
}

const eastwards = (s: number): Sighting => ({ atMs: START_MS + 1000 * s, lat: 30, lon: 120 + LON_PER_S * s });

describe('the fix of a sighting', () => {
  test.each([1, 5, 15, 60])('speed and heading are derived from positions every %d s, and said to be', (periodS) => {
    const [first, ...others] = fixes(Array.from({ length: 8 }, (_, i) => eastwards(i * periodS)));
    expect(first).toBe('no-motion');
    for (const fix of others) {
      if (typeof fix === 'string') throw new Error(fix);
      expect(fix.derived).toEqual(['speed', 'heading']);
      expect(fix.speedMps).toBeCloseTo(15, 1);
    }
    expect((others.at(-1) as PositionFix).headingDeg).toBeCloseTo(90, 1);
  });

  test('ten times a second, they are derived once the vehicle has moved 5 m, over bases that do not amplify the noise', () => {
    const taken = fixes(Array.from({ length: 100 }, (_, i) => eastwards(i / 10)));
    expect(taken.slice(0, 5).map((fix) => typeof fix)).toEqual(['string', 'string', 'string', 'string', 'object']);
    const noisy = Array.from({ length: 100 }, (_, i) => ({ ...eastwards(i / 10), lat: 30 + (i % 2) * 1e-5 }));
    const settled = fixes(noisy).slice(20) as readonly PositionFix[];
    expect(settled.every(({ speedMps }) => Math.abs(speedMps - 15) < 1)).toBe(true);
  });

  test('what is stated is taken, and nothing is said to be derived; accuracy not stated is 10 m', () => {
    const [fix] = fixes([{ ...eastwards(0), speedMps: 3, headingDeg: 200 }]);
    expect(fix).toEqual({ vehicle: 'A1', ...eastwards(0), speedMps: 3, headingDeg: 200, accuracyM: 10 });
  });

  test('a vehicle that comes to stand keeps its last heading', () => {
    const standing = Array.from({ length: 10 }, (_, s) => ({ ...eastwards(20), atMs: START_MS + 1000 * (20 + s) }));
    const last = fixes([...Array.from({ length: 20 }, (_, s) => eastwards(s)), ...standing]).at(-1) as PositionFix;
    expect(last.speedMps).toBe(0);
    expect(last.headingDeg).toBeCloseTo(90, 1);
  });

  test('a receiver that states no course while it stands is taken at once; while it drives, not before there is one', () => {
    expect(fixes([{ ...eastwards(0), speedMps: 0 }])[0]).toMatchObject({ speedMps: 0, derived: ['heading'] });
    expect(fixes([{ ...eastwards(0), speedMps: 10 }])).toEqual(['no-motion']);
  });

  test('over a silence of more than a minute nothing is derived', () => {
    expect(fixes([eastwards(0), eastwards(61), eastwards(62)]).map((fix) => typeof fix)).toEqual(['string', 'string', 'object']);
  });

  test('it goes on after the clock of the vehicle was set back by an hour', () => {
    const back = [10, 11, 12].map((s) => ({ ...eastwards(s), atMs: START_MS + 1000 * s - 3_600_000 }));
    expect(
      fixes([eastwards(8), eastwards(9), ...back])
        .map((fix) => typeof fix)
        .slice(2),
    ).toEqual(['string', 'object', 'object']);
  });

  test('a source in GCJ-02 is matched where it is', () => {
    const here = { lat: 30.1702, lon: 120.2641 };
    const sighting = { atMs: START_MS, speedMps: 0, headingDeg: 0, ...wgs84ToGcj02(here) };
    const { fix } = fixOf('A1', sighting, 'gcj-02', undefined);
    if (!fix.ok) throw new Error(fix.detail);
    expect(fix.value.lat).toBeCloseTo(here.lat, 9);
    expect(fix.value.lon).toBeCloseTo(here.lon, 9);
  });
});
