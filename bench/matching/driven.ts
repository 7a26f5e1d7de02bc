import type { LinkId } from '../../src/kernel/ids.ts';

/** What is true of a vehicle at one instant. */
export interface TrueInstant {
  readonly atS: number;
  /** Position in the trip's links of the one it is on; while inside a node, of the one just left. */
  readonly linkIndex: number;
  /** From that link's start; beyond the link's length while inside the node behind it. */
  readonly offsetM: number;
  readonly speedMps: number;
  readonly lat: number;
  readonly lon: number;
  readonly headingDeg: number;
}

/** One generated trip: where it went, what was planned, and where it was ten times a second. */
export interface Trip {
  readonly seed: number;
  /** The way driven. */
  readonly links: readonly LinkId[];
  /** The way announced; the same as `links` unless it departs from it. */
  readonly planned: readonly LinkId[];
  /** Position in `links` of the first link that was not planned. */
  readonly departsAt?: number;
  readonly instants: readonly TrueInstant[];
}

/** Instants of a trip per second. */
export const PER_SECOND = 10;
