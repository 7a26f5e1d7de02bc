import type { LiveConditions } from '../../roadnet/live-conditions.ts';
import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { Route } from '../../routing/route.ts';
import type { TrafficState } from '../../traffic/traffic-state.ts';
import type { BarView } from '../corridor/control-of-bar.ts';
import type { CorridorPlan } from '../corridor/corridor-plan.ts';
import type { Urgency } from '../mission.ts';
import type { Outlook } from '../proposal.ts';
import type { PriorityRequest } from '../request.ts';
import type { Strategy } from '../strategy.ts';

/** A stop bar ahead, and the request for it; absent where none is going to be made. */
export interface AskedBar extends Omit<BarView, 'asking'> {
  readonly asking: (BarView['asking'] & Outlook['asking']) | undefined;
  readonly request: PriorityRequest | undefined;
  /** Others are served first, and it is expected to be green after them; absent where nobody is. */
  readonly greenFromMs?: number;
}

/** All that arrivals are expected from. */
export interface ArrivalView {
  readonly index: RoadIndex;
  readonly route: Route;
  /** Where the ambulance is, how far that may be wrong (one sigma), and how fast it drives. */
  readonly alongM: number;
  readonly uncertaintyM: number;
  readonly speedMps: number;
  /** Its free speed over the limit, as far as it was seen. */
  readonly freeFactor: number;
  /** What stands and drives before the signals, as it is believed; undefined before the first second. */
  readonly traffic: TrafficState | undefined;
  /** Per stop bar of the route; undefined for those behind the ambulance. */
  readonly bars: readonly (AskedBar | undefined)[];
  readonly strategy: Strategy;
  readonly urgency: Urgency;
  /** See `Outlook`. */
  readonly isJammed: boolean;
  readonly plan: CorridorPlan | undefined;
  readonly live: LiveConditions;
  readonly nowMs: number;
}
