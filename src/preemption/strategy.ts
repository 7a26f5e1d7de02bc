/** How requests are turned into plans. The same core, interlock and junctions run under every strategy. */
export type Strategy =
  /** Follows the ambulance and commands nothing: the baseline. */
  | { readonly kind: 'none' }
  /** The usual trigger: ask for green once distance / max(speed, 5 m/s) falls below the lead. */
  | { readonly kind: 'fixed-eta'; readonly leadS: number }
  /** Ours: start from the queue between ambulance and stop bar, over the whole route. */
  | { readonly kind: 'wavefront' };
