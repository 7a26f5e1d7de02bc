import { quantile } from '../statistics/spread.ts';

export interface Durations {
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

export function durationsOf(values: readonly number[]): Durations {
  return { p50: quantile(values, 0.5), p99: quantile(values, 0.99), longest: Math.max(...values) };
}
