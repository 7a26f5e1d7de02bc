import { studentT95 } from '../experiment/student-t.ts';
import { bootstrap95, type Interval, meanAt } from './bootstrap.ts';

/** A ratio of two means over the same seeds. */
export interface Ratio {
  /** Null where there is nothing to divide by. */
  readonly value: number | null;
  /** Half width of the 95 % interval by linearisation (Cochran 1977, section 2.11) and Student's t; null for a single seed. */
  readonly ci95: number | null;
  readonly boot95: Interval | null;
}

const NONE: Ratio = { value: null, ci95: null, boot95: null };

/**
 * Mean of `over` divided by mean of `under`, seed by seed in the same order. Not the mean of the seeds' ratios, which a seed on which
 * next to nothing was there to divide by would decide alone. Null where the divisor is not above nought.
 */
export function ratioOf(over: readonly number[], under: readonly number[]): Ratio {
  const n = over.length;
  const all = over.map((_, i) => i);
  const base = n === 0 ? 0 : meanAt(under, all);
  if (!(base > 0)) return NONE;
  const value = meanAt(over, all) / base;
  const left = over.map((x, i) => x - value * (under[i] as number));
  const variance = left.reduce((sum, x) => sum + x * x, 0) / (n - 1);
  const ci95 = n < 2 ? null : (studentT95(n - 1) * Math.sqrt(variance / n)) / base;
  const boot95 = bootstrap95(n, (places) => {
    const divisor = meanAt(under, places);
    return divisor > 0 ? meanAt(over, places) / divisor : null;
  });
  return { value, ci95, boot95 };
}
