/** Closed list of why a position fix is not used. A vehicle that leaves its route is matched, not refused: see `routing/off-route.ts`. */
export type FixRefusal =
  /** No mission follows this vehicle; given by the core, which knows the missions. */
  | 'unknown-vehicle'
  | 'duplicate'
  | 'out-of-order'
  | 'late'
  | 'future-dated'
  | 'implausible-jump'
  | 'implausible-speed'
  | 'no-road-near';
