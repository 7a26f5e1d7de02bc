import type { LeftOut } from './left-out.ts';

/** Enough to look at what it is about. */
const MOST_PLACES = 3;

/** Who takes note of what is left out or assumed. */
export interface Told {
  add(what: string, count?: number): void;
}

/** Counts what an import leaves out or assumes, in the order in which it was first met. */
export class Tally {
  readonly #counts = new Map<string, { count: number; readonly places: Set<string> }>();

  /** `place`: where in the data it was met; the first ones are kept, each once. */
  add(what: string, count = 1, place?: string): void {
    if (count <= 0) return;
    const known = this.#counts.get(what) ?? { count: 0, places: new Set() };
    known.count += count;
    if (place !== undefined && known.places.size < MOST_PLACES) known.places.add(place);
    this.#counts.set(what, known);
  }

  list(): readonly LeftOut[] {
    return [...this.#counts].map(([what, { count, places }]) =>
      places.size === 0 ? { what, count } : { what, count, places: [...places] },
    );
  }
}
