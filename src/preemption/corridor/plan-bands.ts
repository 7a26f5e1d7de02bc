import { BandSearch, type CorridorView } from './band-search.ts';
import type { CorridorPlan } from './corridor-plan.ts';

/** Bands are tried anew within so many seconds, some in each, and laid if they win so much of the ambulance's time. */
const LAY_WITHIN_S = 8;
const WORTH_S = 8;
/** The first are laid in any case. */
const ANYHOW_S = Number.NEGATIVE_INFINITY;
/** Junctions whose times are looked at in each second. */
const IN_TURN = 3;

/**
 * The plan for a corridor whose junctions cannot be held until the ambulance has passed: bands of green, and between them red ones
 * in which waiting streets are served, travel ahead of it from junction to junction with the platoon, so that nobody whom one
 * junction lets through is stopped by the next. Which bands is decided by rolling the corridor forward; after that each
 * junction's times are improved by themselves.
 */
export function planBands(view: CorridorView, before: CorridorPlan | undefined): CorridorPlan {
  const search = new BandSearch(view, before);
  const second = Math.floor(view.nowMs / 1000);
  if (before === undefined) search.layBands(ANYHOW_S);
  else search.layBands(WORTH_S, second, LAY_WITHIN_S);
  search.improve(second, IN_TURN);
  return search.plan();
}
