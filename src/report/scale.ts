/** Maps a range of values to a range of drawing units. */
export interface Scale {
  (value: number): number;
  readonly low: number;
  readonly high: number;
}

export function linear(low: number, high: number, from: number, to: number): Scale {
  const factor = high === low ? 0 : (to - from) / (high - low);
  return Object.assign((value: number) => from + (value - low) * factor, { low, high });
}

const STEPS = [1, 2, 2.5, 5, 10];

/** Round values from `low` to `high`, at most `count` of them. */
export function ticks(low: number, high: number, count: number): number[] {
  const raw = (high - low) / count;
  if (!(raw > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * (STEPS.find((s) => s * power >= raw) ?? 10);
  return stepped(low, high, step);
}

/** Whole minutes, in steps that a clock knows, as seconds from 0. */
export function minuteTicks(highS: number, count: number): number[] {
  const step = [1, 2, 5, 10, 15, 20, 30, 60].find((m) => highS / (m * 60) <= count) ?? 120;
  return stepped(0, highS, step * 60);
}

function stepped(low: number, high: number, step: number): number[] {
  const values: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) values.push(i * step);
  return values;
}

/** Drawing units to one decimal, as short as they can be. */
export function unit(value: number): string {
  return String(Math.round(value * 10) / 10);
}
