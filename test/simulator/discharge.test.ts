import { describe, expect, it } from 'vitest';
import { meanDischarge } from '../support/discharge.ts';

/** The simulator gates of queue discharge at an urban limit of 50 km/h, at the step lengths that runs may use. */
describe.each([0.1, 0.25, 0.5, 1])('a queue discharges at green, steps of %d s', (stepS) => {
  const measured = meanDischarge(stepS, 8);

  it('with a saturation headway of 1.9-2.1 s', () => {
    expect(measured.saturationHeadwayS).toBeGreaterThanOrEqual(1.9);
    expect(measured.saturationHeadwayS).toBeLessThanOrEqual(2.1);
  });

  it('with a start-up lost time of 1.5-2.5 s', () => {
    expect(measured.startUpLostS).toBeGreaterThanOrEqual(1.5);
    expect(measured.startUpLostS).toBeLessThanOrEqual(2.5);
  });

  it('with a discharge wave of 5-6.5 m/s from a jam spacing of 6.5-7.5 m', () => {
    expect(measured.waveMps).toBeGreaterThanOrEqual(5);
    expect(measured.waveMps).toBeLessThanOrEqual(6.5);
    expect(measured.jamSpacingM).toBeGreaterThanOrEqual(6.5);
    expect(measured.jamSpacingM).toBeLessThanOrEqual(7.5);
  });
});

describe('the step length', () => {
  it('moves the saturation flow by less than 3 % from 0.1 s to 1 s', () => {
    const fine = meanDischarge(0.1, 8).saturationHeadwayS;
    for (const stepS of [0.25, 0.5, 1]) {
      const coarse = meanDischarge(stepS, 8).saturationHeadwayS;
      expect(Math.abs(coarse / fine - 1), `steps of ${stepS} s`).toBeLessThan(0.03);
    }
  });
});
