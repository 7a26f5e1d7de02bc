import { studentT95 } from '../../src/experiment/student-t.ts';

/** A figure over several runs. `ci95` is the half width of the 95 % interval of the mean; NaN with a single run. */
export interface Spread {
  readonly mean: number;
  readonly ci95: number;
  readonly perRun: readonly number[];
}

export function spreadOf(perRun: readonly number[]): Spread {
  const mean = meanOf(perRun);
  const n = perRun.length;
  const variance = perRun.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (n - 1);
  return { mean, ci95: n < 2 ? Number.NaN : studentT95(n - 1) * Math.sqrt(variance / n), perRun };
}

/** NaN without values. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** Between neighbours linearly (type 7 of Hyndman & Fan 1996); NaN without values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

export function medianOf(values: readonly number[]): number {
  return quantile(values, 0.5);
}
