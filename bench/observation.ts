import type { TripTime } from './trip-times.ts';

/** What one run of a case shows, in either simulator, in the same terms. */
export interface Observation {
  /** Of all vehicles that wanted to depart before the end. */
  readonly trips: readonly ObservedTrip[];
  /** Per link, by our id; junction interiors count to the link that led to them. */
  readonly links: ReadonlyMap<string, LinkFigures>;
  /** Standing vehicles (< 0.1 m/s) per signalised approach, mean over each interval of 10 s. */
  readonly standing: ReadonlyMap<string, readonly number[]>;
}

export interface ObservedTrip extends TripTime {
  /** Links by our ids. */
  readonly route: readonly string[];
}

export interface LinkFigures {
  /** Vehicles that came onto it. */
  readonly vehicles: number;
  /** Vehicle-seconds on it and in the junction behind it. Waiting outside to enter is not in it. */
  readonly spentS: number;
}

/** Standing vehicles are averaged over intervals of this length. */
export const STANDING_PERIOD_S = 10;
/** A vehicle slower than this stands. */
export const STANDING_MPS = 0.1;
