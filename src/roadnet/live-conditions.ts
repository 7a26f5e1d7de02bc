import type { LinkId, MovementId } from '../kernel/ids.ts';

/**
 * What keeps the roads from flowing freely just now. Plain data that never changes: whoever learns more makes a new value, and routes are
 * searched under the one that they are given.
 */
export interface LiveConditions {
  /** Nobody may drive into them; who is on one may leave it. */
  readonly closedLinks: readonly LinkId[];
  readonly closedMovements: readonly MovementId[];
  /** Those of one link add up. */
  readonly delays: readonly LinkDelay[];
  /** What waiting at the stop bar before a turn adds, as a plan for the signals leaves it; none when absent. */
  readonly turnDelays?: readonly TurnDelay[];
  /** What each closure on a way counts for, for somebody who drives in all the same; absent for all others. */
  readonly closedCostS?: number;
}

export interface LinkDelay {
  readonly link: LinkId;
  /** Above free flow, for whoever drives along the link; 0 to `LONGEST_DELAY_S`. */
  readonly seconds: number;
}

/** Above free flow, for whoever makes this movement; those of one add up. 0 to `LONGEST_DELAY_S`. */
export interface TurnDelay {
  readonly movement: MovementId;
  readonly seconds: number;
}

/** Nobody may drive from the one link straight into the other. */
export interface ClosedTurn {
  readonly from: LinkId;
  readonly to: LinkId;
}

/** What operators report of all roads at one instant; it takes the place of everything reported before. */
export interface RoadConditions {
  readonly atMs: number;
  readonly closed: readonly LinkId[];
  /** Single turns at the end of a link; none when absent. */
  readonly closedTurns?: readonly ClosedTurn[];
  readonly delays: readonly { readonly link: LinkId; readonly delayS: number }[];
}

/** A road that holds up for longer is closed. */
export const LONGEST_DELAY_S = 86_400;

export const FREE_FLOW: LiveConditions = { closedLinks: [], closedMovements: [], delays: [] };

/** Nine hours: more than any way round costs, and four thousand of them still add up exactly. */
export const CLOSED_COST_S = 2 ** 15;

const delayed = new WeakMap<LiveConditions, ReadonlyMap<LinkId, number>>();

/** Seconds above free flow of each link that has any, all its delays together. */
export function delaysByLink(live: LiveConditions): ReadonlyMap<LinkId, number> {
  const known = delayed.get(live);
  if (known !== undefined) return known;
  const delays = new Map<LinkId, number>();
  for (const { link, seconds } of live.delays) delays.set(link, (delays.get(link) ?? 0) + seconds);
  delayed.set(live, delays);
  return delays;
}

const delayedTurns = new WeakMap<LiveConditions, ReadonlyMap<MovementId, number>>();

/** The same of each turn. */
export function delaysByTurn(live: LiveConditions): ReadonlyMap<MovementId, number> {
  const known = delayedTurns.get(live);
  if (known !== undefined) return known;
  const delays = new Map<MovementId, number>();
  for (const { movement, seconds } of live.turnDelays ?? []) delays.set(movement, (delays.get(movement) ?? 0) + seconds);
  delayedTurns.set(live, delays);
  return delays;
}

const passable = new WeakMap<LiveConditions, LiveConditions>();

/**
 * The same roads for somebody who must get there: over as few closures as can be, and fastest with these. The same value for the same
 * conditions, and the conditions themselves where nothing is closed.
 */
export function throughClosed(live: LiveConditions): LiveConditions {
  if (live.closedLinks.length + live.closedMovements.length === 0) return live;
  const known = passable.get(live) ?? { ...live, closedCostS: CLOSED_COST_S };
  passable.set(live, known);
  return known;
}
