/** Nobody drives faster in a city, whatever the limit. */
const FASTEST_MPS = 45;
/** An ambulance drives well above the limit: up to twice it, or 60 km/h more. */
const LIMIT_TIMES = 2;
const LIMIT_ADDED_MPS = 60 / 3.6;

/** The most that an ambulance can be believed to drive on a road of this limit, or on any road. */
export function plausibleMps(limitMps?: number): number {
  if (limitMps === undefined) return FASTEST_MPS;
  return Math.min(FASTEST_MPS, Math.max(LIMIT_TIMES * limitMps, limitMps + LIMIT_ADDED_MPS));
}
