import { describe, expect, it } from 'vitest';
import { betaM, headingFit, skyFit, speedFit, studentT4, studentT4Plane } from '../../src/location/likelihood.ts';

describe('likelihood kernels', () => {
  it('studentT4 is the density of Student-t with four degrees of freedom up to its constant', () => {
    expect(studentT4(0)).toBe(1);
    // t = 2: (1 + 4/4)^-2.5
    expect(studentT4(4)).toBeCloseTo(2 ** -2.5, 12);
  });

  it('studentT4Plane is that of two dimensions', () => {
    expect(studentT4Plane(0)).toBe(1);
    expect(studentT4Plane(4)).toBeCloseTo(2 ** -3, 12);
  });

  it('betaM gives the published constants, lines between them, and the ends outside', () => {
    expect([0.1, 1, 2, 5, 10, 15, 20, 30, 60].map(betaM)).toEqual([0.49, 0.49, 0.83, 2, 4.1, 7.8, 11.9, 34.6, 34.6]);
    expect(betaM(12.5)).toBeCloseTo((4.1 + 7.8) / 2, 12);
  });

  it('a heading counts above 2 m/s only, and across north', () => {
    expect(headingFit(180, 1.9, 0, 0)).toBe(1);
    expect(headingFit(Number.NaN, 10, 0, 0)).toBe(1);
    expect(headingFit(359, 10, 1, 0)).toBe(headingFit(3, 10, 1, 0));
    expect(headingFit(180, 10, 0, 0)).toBeLessThan(0.001);
  });

  it('a vehicle that turns may have any heading between the two roads, and no other', () => {
    for (const headingDeg of [350, 0, 45, 80]) expect(headingFit(headingDeg, 10, 350, 90)).toBe(1);
    for (const headingDeg of [270, 0, 350]) expect(headingFit(headingDeg, 10, 0, -90)).toBe(1);
    expect(headingFit(110, 10, 350, 90)).toBeLessThan(0.5);
    expect(headingFit(320, 10, 350, 90)).toBeLessThan(0.5);
  });

  it('a speed is held against a road from half above its limit only', () => {
    expect(speedFit(15, 10)).toBe(1);
    expect(speedFit(27, 8)).toBeLessThan(0.1);
    expect(speedFit(27, 22)).toBe(1);
  });

  it('a fix from a tunnel is a surprise, from anywhere else none', () => {
    expect(skyFit(0)).toBe(1);
    expect(skyFit(1)).toBeLessThan(0.5);
  });
});
