/**
 * Parts of ours that can be left out to see what each is worth: the corridor's lead in a jam; arrivals that may be early or late; room on the
 * road behind and on the approaches; keeping others out of the ambulance's road; serving others before the hold; the way back.
 */
export const PLAN_PARTS = ['cumulative-lead', 'uncertainty', 'drain', 'metering', 'early-service', 'recovery'] as const;
export type PlanPart = (typeof PLAN_PARTS)[number];

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
  | { readonly kind: 'wavefront'; readonly without?: PlanPart }
  /** Ours by the cumulative queue lead alone: no junction's queues rolled forward, no bands. */
  | { readonly kind: 'queue-leads' };

/** The part that a strategy leaves out, as a property to be spread. */
export function leftOut(strategy: Strategy): { readonly without?: PlanPart } {
  return strategy.kind === 'wavefront' && strategy.without !== undefined ? { without: strategy.without } : {};
}
