/** A share over all fixes, per cent, with the half width of its 95 % interval, trips taken as drawn independently and fixes of a trip not. */
export interface ShareOfFixes {
  readonly pct: number;
  readonly ci95: number;
}

/** Ratio of sums over trips; its interval from the spread of the trips' residuals (Cochran, Sampling Techniques, 6.4). */
export function shareByTrip(trips: readonly { readonly part: number; readonly whole: number }[]): ShareOfFixes {
  const whole = trips.reduce((sum, trip) => sum + trip.whole, 0);
  const share = trips.reduce((sum, trip) => sum + trip.part, 0) / whole;
  const squares = trips.reduce((sum, trip) => sum + (trip.part - share * trip.whole) ** 2, 0);
  const error = Math.sqrt((trips.length / (trips.length - 1)) * squares) / whole;
  return { pct: 100 * share, ci95: 100 * 1.96 * error };
}
