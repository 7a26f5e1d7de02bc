import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { geh, gehShare } from '../../bench/statistics/geh.ts';
import { medianOf, quantile, spreadOf } from '../../bench/statistics/spread.ts';

describe('GEH', () => {
  test('is what the manual says for a busy and a quiet link', () => {
    expect(geh(1000, 850)).toBeCloseTo(4.932, 3);
    expect(geh(50, 100)).toBeCloseTo(5.774, 3);
  });

  test('is nothing where neither side has traffic', () => {
    expect(geh(0, 0)).toBe(0);
  });

  test('does not depend on which side is called the model', () => {
    fc.assert(fc.property(fc.nat(3000), fc.nat(3000), (a, b) => geh(a, b) === geh(b, a)));
  });

  test('counts the share of links below 5', () => {
    const pairs = [
      [1000, 850],
      [50, 100],
      [0, 0],
      [200, 210],
    ] as const;
    expect(gehShare(pairs)).toBe(0.75);
  });
});

describe('spread over runs', () => {
  test('has the half width of Student for five runs', () => {
    const { mean, ci95 } = spreadOf([10, 12, 11, 13, 14]);
    expect(mean).toBe(12);
    expect(ci95).toBeCloseTo(1.9632, 4);
  });

  test('has no interval with one run', () => {
    expect(spreadOf([10]).ci95).toBeNaN();
  });

  test('quantiles lie between neighbours', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([10, 20, 30, 40, 50], 0.95)).toBeCloseTo(48, 9);
    expect(medianOf([7])).toBe(7);
  });
});
