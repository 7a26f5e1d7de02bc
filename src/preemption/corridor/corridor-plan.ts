import type { LinkId } from '../../kernel/ids.ts';

/** What the junctions of a route are to be asked for, as of one instant. Plain data. Times by place of the stop's link in the route. */
export interface CorridorPlan {
  /** The route it is for. */
  readonly links: readonly LinkId[];
  /** When to begin to hold a junction that is not held yet. */
  readonly beginMs: ReadonlyMap<number, number>;
  /** When to pause a hold for the first, or the next, time; absent: when it comes to its limit. */
  readonly pauseMs: ReadonlyMap<number, number>;
  /** Expected crossing of each stop bar still ahead. */
  readonly arrivalMs: ReadonlyMap<number, number>;
}
