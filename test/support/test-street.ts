import type { Street } from '../../src/city/junction/street.ts';
import type { Junction } from '../../src/roadnet/map.ts';

/** A street in the hands of a test: who waits, and where vehicles keep coming. */
export class TestStreet implements Street {
  /** Groups that somebody asks for. */
  readonly waiting = new Set<string>();
  /** Groups over whose detectors vehicles keep coming. */
  readonly flowing = new Set<string>();
  private readonly ids: readonly string[];

  constructor({ groups }: Junction) {
    this.ids = groups.map(({ id }) => id);
  }

  calls(group: number): boolean {
    return this.waiting.has(this.ids[group] ?? '') || this.flowing.has(this.ids[group] ?? '');
  }

  gapS(group: number): number {
    return this.flowing.has(this.ids[group] ?? '') ? 0 : Number.POSITIVE_INFINITY;
  }
}
