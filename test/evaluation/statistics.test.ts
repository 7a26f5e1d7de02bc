import { describe, expect, it } from 'vitest';
import { bootstrapMean95 } from '../../src/evaluation/bootstrap.ts';
import { quantile } from '../../src/evaluation/quantile.ts';
import { ratioOf } from '../../src/evaluation/ratio.ts';
import { randomStream } from '../../src/kernel/random.ts';

function normals(name: string, n: number, mean: number, sd: number): readonly number[] {
  const stream = randomStream(1, name);
  return Array.from({ length: n }, () => stream.normal(mean, sd));
}

describe('quantiles', () => {
  it('lie between the order statistics as in R and numpy (type 7)', () => {
    expect(quantile([15, 20, 35, 40, 50], 0.4)).toBeCloseTo(29);
    expect(quantile([3, 1, 2], 0)).toBe(1);
    expect(quantile([3, 1, 2], 1)).toBe(3);
    expect(quantile([], 0.5)).toBeNull();
  });
});

describe('the bootstrap interval of a mean', () => {
  it('holds the true mean in about 95 of 100 samples of 30', () => {
    const held = Array.from({ length: 100 }, (_, i) => bootstrapMean95(normals(`sample ${i}`, 30, 10, 3))!).filter(
      ([low, high]) => low <= 10 && 10 <= high,
    );
    expect(held.length).toBeGreaterThanOrEqual(86);
    expect(held.length).toBeLessThan(100);
  });

  it('is not told of a few seeds', () => {
    expect(bootstrapMean95([1, 2, 3])).toBeNull();
  });

  it('is the same every time', () => {
    const values = normals('again', 12, 0, 1);
    expect(bootstrapMean95(values)).toEqual(bootstrapMean95(values));
  });
});

describe('a ratio of means', () => {
  it('is not decided by the one seed on which next to nothing was saved', () => {
    expect(ratioOf([100, 100, 100], [10, 10, 0.01]).value).toBeCloseTo(300 / 20.01);
  });

  it('has no spread where every seed has the same ratio', () => {
    const { value, ci95, boot95 } = ratioOf([2, 4, 6, 8, 10, 12, 14, 16], [1, 2, 3, 4, 5, 6, 7, 8]);
    expect(value).toBeCloseTo(2);
    expect(ci95).toBeCloseTo(0);
    expect(boot95![0]).toBeCloseTo(2);
    expect(boot95![1]).toBeCloseTo(2);
  });

  it('has both intervals alike for many seeds', () => {
    const under = normals('under', 200, 100, 10);
    const noise = normals('noise', 200, 0, 20);
    const { value, ci95, boot95 } = ratioOf(
      under.map((x, i) => 3 * x + noise[i]!),
      under,
    );
    expect(value).toBeCloseTo(3, 1);
    expect(boot95![1] - boot95![0]).toBeGreaterThan(2 * ci95! * 0.8);
    expect(boot95![1] - boot95![0]).toBeLessThan(2 * ci95! * 1.2);
  });

  it('is nothing where nothing was saved', () => {
    expect(ratioOf([5, 5], [-1, 0.5]).value).toBeNull();
  });
});
