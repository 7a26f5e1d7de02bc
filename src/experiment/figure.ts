import { studentT95 } from './student-t.ts';
import type { Figure, PartFigure } from './summary.ts';

/** Mean with its 95 % interval by Student's t over independent seeds. Rounded to the microsecond, far below what is measured. */
export function figure(perSeed: readonly number[]): Figure {
  const n = perSeed.length;
  const mean = perSeed.reduce((sum, x) => sum + x, 0) / n;
  if (n < 2) return { mean: round(mean), ci95: null, perSeed: perSeed.map(round) };
  const variance = perSeed.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / (n - 1);
  return { mean: round(mean), ci95: round(studentT95(n - 1) * Math.sqrt(variance / n)), perSeed: perSeed.map(round) };
}

/** The same over those seeds that have a value. */
export function partFigure(perSeed: readonly (number | null)[]): PartFigure {
  const known = perSeed.filter((value) => value !== null);
  const { mean, ci95 } = known.length === 0 ? { mean: null, ci95: null } : figure(known);
  return { n: known.length, mean, ci95, perSeed: perSeed.map((value) => (value === null ? null : round(value))) };
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
