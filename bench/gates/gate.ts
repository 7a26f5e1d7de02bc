import type { Band } from './bands.ts';

/** A property that the simulator must have, and what was measured. */
export interface Gate {
  readonly name: string;
  readonly unit: string;
  readonly digits: number;
  readonly band: Band;
  /** By what it was measured at; all of them must lie in the band. */
  readonly values: Readonly<Record<string, number>>;
  /** What else there is to say, in sentences. */
  readonly notes?: readonly string[];
}

export function holds({ band, values }: Gate): boolean {
  return Object.values(values).every((value) => value >= band.least && value <= band.most);
}
