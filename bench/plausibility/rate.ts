/** A share of cases with its 95 % interval (Wilson 1927), per cent. */
export interface Rate {
  readonly pct: number;
  readonly lowPct: number;
  readonly highPct: number;
}

const Z = 1.96;

export function rateOf(hits: number, cases: number): Rate {
  const share = hits / cases;
  const spread = 1 + (Z * Z) / cases;
  const middle = (share + (Z * Z) / (2 * cases)) / spread;
  const half = (Z / spread) * Math.sqrt((share * (1 - share)) / cases + (Z * Z) / (4 * cases * cases));
  return { pct: 100 * share, lowPct: 100 * Math.max(0, middle - half), highPct: 100 * Math.min(1, middle + half) };
}

/** Upper end of the 95 % interval of a count per hour, for a Poisson count (exact for none, else normal on the square root). */
export function perHour(count: number, hours: number): { readonly rate: number; readonly high: number } {
  const most = count === 0 ? 3 : (Math.sqrt(count) + Z / 2) ** 2;
  return { rate: count / hours, high: most / hours };
}
