/** Closed list of why a position fix is not used. */
export type FixRefusal =
  | 'unknown-vehicle'
  | 'duplicate'
  | 'out-of-order'
  | 'late'
  | 'future-dated'
  | 'implausible-jump'
  | 'implausible-speed'
  | 'no-road-near'
  | 'off-route';
