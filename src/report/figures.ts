import type { Figure, PartFigure } from '../experiment/summary.ts';

/** What is shown alike, of all seeds or of a part of them. */
export type AnyFigure = Figure | PartFigure;

/** A number with thousands separated and a true minus sign. */
export function decimal(value: number, digits: number): string {
  const text = Math.abs(value).toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return value < 0 && Number(Math.abs(value).toFixed(digits)) !== 0 ? `\u2212${text}` : text;
}

/** Mean and half width of the 95 % interval: `702 ± 12`; the mean alone for a single seed; `–` where no seed has a value. */
export function withInterval(figure: AnyFigure, digits: number): string {
  if (figure.mean === null) return '–';
  const mean = decimal(figure.mean, digits);
  return figure.ci95 === null ? mean : `${mean} ± ${decimal(figure.ci95, digits)}`;
}

/** The same with a sign, for changes. */
export function signedWithInterval(figure: AnyFigure, digits: number): string {
  const text = withInterval(figure, digits);
  return figure.mean !== null && figure.mean > 0 && Number(figure.mean.toFixed(digits)) !== 0 ? `+${text}` : text;
}

/** `11 min 42 s` without a place to break it; below two minutes seconds alone. */
export function minutes(seconds: number): string {
  const whole = Math.round(seconds);
  if (Math.abs(whole) < 120) return `${decimal(whole, 0)}\u00a0s`;
  return `${decimal(Math.trunc(whole / 60), 0)}\u00a0min ${String(Math.abs(whole) % 60).padStart(2, '0')}\u00a0s`.replace(
    ' ',
    '\u00a0',
  );
}

/** Decimals to show of a figure: none where it is a count that came out whole for every seed. */
export function digitsFor(figure: AnyFigure, digits: number): number {
  const whole = figure.perSeed.every((value) => value === null || Number.isInteger(value));
  return digits === 1 && Number.isInteger(figure.mean) && whole ? 0 : digits;
}

/** `3 seeds`, where a figure is of a part of the seeds; undefined where it is of all, or of none. */
export function partText(figure: AnyFigure): string | undefined {
  const known = figure.perSeed.filter((value) => value !== null).length;
  if (known === 0 || known === figure.perSeed.length) return undefined;
  return known === 1 ? '1 seed' : `${known} seeds`;
}
