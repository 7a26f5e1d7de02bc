import { describe, expect, it } from 'vitest';
import { betaM, decay, headingFit, studentT4 } from '../../src/location/likelihood.ts';

describe('likelihood kernels', () => {
  it('studentT4 is the density of Student-t with four degrees of freedom up to its constant', () => {
    expect(studentT4(0)).toBe(1);
    // t = 2: (1 + 4/4)^-2.5
    expect(studentT4(4)).toBeCloseTo(2 ** -2.5, 12);
  });

  it('decay follows exp(-x) closely where it matters, and never reaches zero', () => {
    for (const x of [0, 0.1, 0.5, 1]) expect(Math.abs(decay(x) / Math.exp(-x) - 1)).toBeLessThan(0.01);
    expect(decay(1)).toBeLessThan(decay(0.9));
    expect(decay(1000)).toBeGreaterThan(0);
  });

  it('betaM gives the published constants, lines between them, and the ends outside', () => {
    expect([0.1, 1, 2, 5, 10, 15, 20, 30, 60].map(betaM)).toEqual([0.49, 0.49, 0.83, 2, 4.1, 7.8, 11.9, 34.6, 34.6]);
    expect(betaM(12.5)).toBeCloseTo((4.1 + 7.8) / 2, 12);
  });

  it('a heading counts above 2 m/s only, and across north', () => {
    expect(headingFit(180, 1.9, 0)).toBe(1);
    expect(headingFit(Number.NaN, 10, 0)).toBe(1);
    expect(headingFit(359, 10, 1)).toBe(headingFit(3, 10, 1));
    expect(headingFit(180, 10, 0)).toBeLessThan(0.001);
  });
});
