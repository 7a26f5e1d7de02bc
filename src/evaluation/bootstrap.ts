import { randomStream } from '../kernel/random.ts';
import { quantile } from './quantile.ts';

/** Resamples of the seeds; more would move the ends by less than the seeds themselves do. */
const RESAMPLES = 2000;
/** Fewer seeds than this give resamples that are too much alike. */
const LEAST_SEEDS = 8;

/** The ends of a 95 % interval. */
export type Interval = readonly [low: number, high: number];

/**
 * 95 % percentile bootstrap (Efron & Tibshirani 1993) of a statistic of `n` seeds: `statistic` is given as many seeds' places, drawn
 * with replacement. The same `n` always draws the same resamples, so that what is compared is compared on the same ones. Null for
 * fewer than 8 seeds, and where the statistic is not there for some resample.
 */
export function bootstrap95(n: number, statistic: (places: readonly number[]) => number | null): Interval | null {
  if (n < LEAST_SEEDS) return null;
  const stream = randomStream(n, 'bootstrap');
  const values: number[] = [];
  for (let i = 0; i < RESAMPLES; i++) {
    const value = statistic(Array.from({ length: n }, () => Math.floor(stream.next() * n)));
    if (value === null || !Number.isFinite(value)) return null;
    values.push(value);
  }
  return [quantile(values, 0.025) as number, quantile(values, 0.975) as number];
}

/** Of a mean. */
export function bootstrapMean95(values: readonly number[]): Interval | null {
  return bootstrap95(values.length, (places) => meanAt(values, places));
}

export function meanAt(values: readonly number[], places: readonly number[]): number {
  return places.reduce((sum, place) => sum + (values[place] as number), 0) / places.length;
}
