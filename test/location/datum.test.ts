import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gcj02ToWgs84, toWgs84, wgs84ToGcj02 } from '../../src/location/datum.ts';
import { distanceM } from '../../src/roadnet/geometry.ts';

/** Inside the rectangle by more than the shift. */
const inside = fc.record({
  lat: fc.double({ min: 0.85, max: 55.81, noNaN: true }),
  lon: fc.double({ min: 72.02, max: 137.82, noNaN: true }),
});
const DEGREE_M = 111_195;

describe('GCJ-02', () => {
  test.each([
    ['Shanghai', { lat: 31.1774276, lon: 121.5272106 }, { lat: 31.17530398364597, lon: 121.531541859215 }],
    ['Shenzhen', { lat: 22.543847, lon: 113.912316 }, { lat: 22.540796131694766, lon: 113.9171764808363 }],
    ['Beijing', { lat: 39.911954, lon: 116.377817 }, { lat: 39.91334545536069, lon: 116.38404722455657 }],
  ])('%s is where the published formula puts it', (_, wgs, gcj) => {
    const there = wgs84ToGcj02(wgs);
    expect(Math.abs(there.lat - gcj.lat) + Math.abs(there.lon - gcj.lon)).toBeLessThan(1e-12);
  });

  test('there and back, or back and there, is the same place to a thousandth of a millimetre', () => {
    const missM = (a: { lat: number; lon: number }, b: { lat: number; lon: number }): number =>
      Math.max(Math.abs(a.lat - b.lat), Math.abs(a.lon - b.lon)) * DEGREE_M;
    fc.assert(
      fc.property(inside, (point) => {
        expect(missM(gcj02ToWgs84(wgs84ToGcj02(point)), point)).toBeLessThan(1e-6);
        expect(missM(wgs84ToGcj02(gcj02ToWgs84(point)), point)).toBeLessThan(1e-6);
      }),
      { numRuns: 2000 },
    );
  });

  test('the shift is hundreds of metres, and nowhere more than 730 m', () => {
    fc.assert(
      fc.property(inside, (point) => {
        expect(distanceM(point, wgs84ToGcj02(point))).toBeLessThan(730);
      }),
    );
    expect(distanceM({ lat: 30.1702, lon: 120.2641 }, wgs84ToGcj02({ lat: 30.1702, lon: 120.2641 }))).toBeGreaterThan(300);
  });

  test('outside China both are the same, and a source in WGS-84 is left alone', () => {
    expect(gcj02ToWgs84({ lat: 48.1, lon: 11.6 })).toEqual({ lat: 48.1, lon: 11.6 });
    expect(toWgs84('wgs-84', { lat: 30, lon: 120 })).toEqual({ lat: 30, lon: 120 });
    expect(toWgs84('gcj-02', { lat: Number.NaN, lon: 120 })).toEqual({ lat: Number.NaN, lon: 120 });
  });
});
