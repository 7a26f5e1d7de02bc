/** How requests are turned into plans. The same core, interlock and junctions run under every strategy. */
export type Strategy =
  /** Follows the ambulance and commands nothing: the baseline. */
  | { readonly kind: 'none' }
  /** The usual trigger: ask for green once distance / max(speed, 5 m/s) falls below the lead. */
  | { readonly kind: 'fixed-eta'; readonly leadS: number }
  /** A detector up the road: ask for green once the ambulance is this near. */
  | { readonly kind: 'fixed-distance'; readonly leadM: number }
  /** Ask in time for the queue on the junction's own approach to have gone. */
  | { readonly kind: 'link-queue' }
  /** Green when a free drive from dispatch on would come, by offsets that are set once. */
  | { readonly kind: 'offset-wave' }
  /** Every junction from dispatch on: the bound of what lead can give. */
  | { readonly kind: 'all-green' }
  /**
   * Ours: each junction by the plan that costs least; where long queues decide, by the queue between ambulance and stop bar over the
   * whole route; and where junctions can then be held for a short time only, in bands that travel with the platoon.
   */
  | { readonly kind: 'wavefront' }
  /** Ours by the cumulative queue lead alone: no junction's queues rolled forward, no bands. */
  | { readonly kind: 'queue-leads' };
