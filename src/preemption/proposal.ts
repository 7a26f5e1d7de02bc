import type { StageId } from '../kernel/ids.ts';
import type { Junction } from '../roadnet/map.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { JunctionState } from '../signal/junction-state.ts';
import type { CorridorPlan } from './corridor/corridor-plan.ts';
import type { StopForecast } from './forecast.ts';
import type { CycleOf } from './group-cycle.ts';
import type { Urgency } from './mission.ts';
import type { RequestRefusal } from './refusal.ts';
import type { PriorityRequest } from './request.ts';

/** Why a stage is asked for: for the ambulance; for those who have waited long, before it comes; for those it held up, after it. */
export type PlanPurpose = 'green-wave' | 'cross-service' | 'recovery';

/** The figures a plan rests on; see `StopForecast`. */
export interface PlanBasis {
  /** Expected arrival at the stop bar. */
  readonly etaMs: number;
  readonly distanceM: number;
  readonly queueVeh: number;
  readonly cumulativeVeh: number;
  readonly transitionS: number;
  readonly clearS: number;
  readonly marginS: number;
}

/** What a strategy wants for one request at this second. */
export type Proposal =
  | { readonly kind: 'wait'; readonly reason: RequestRefusal }
  | { readonly kind: 'serve'; readonly stage: StageId; readonly purpose: PlanPurpose; readonly basis: PlanBasis };

/** All a strategy may look at for one request. */
export interface Outlook {
  readonly index: RoadIndex;
  readonly request: PriorityRequest;
  readonly urgency: Urgency;
  readonly junction: Junction;
  /** Last report of the junction; absent when it has never reported or is silent. */
  readonly state: JunctionState | undefined;
  readonly forecast: StopForecast;
  /** What the junction is being asked for on behalf of this request now. */
  readonly asking: { readonly stage: StageId; readonly purpose: PlanPurpose } | undefined;
  /** Ambulance's speed, smoothed. */
  readonly speedMps: number;
  readonly nowMs: number;
  /** Somewhere ahead a long queue decides when the ambulance comes: green is the whole corridor's matter. */
  readonly isJammed: boolean;
  /** What is left of the route behind the stop bar. */
  readonly remainingM: number;
  /** How programmes have switched their groups, as far as that was seen. */
  readonly cycleOf: CycleOf;
  /** For the whole corridor, where there is one. */
  readonly plan?: CorridorPlan;
}

export function basisOf(outlook: Outlook, marginS: number): PlanBasis {
  const { forecast, nowMs } = outlook;
  return {
    etaMs: Math.round(nowMs + forecast.arrivalS * 1000),
    distanceM: round(forecast.distanceM),
    queueVeh: round(forecast.queueVeh),
    cumulativeVeh: round(forecast.cumulativeVeh),
    transitionS: round(forecast.transitionS),
    clearS: round(forecast.clearS),
    marginS: round(marginS),
  };
}

/** One decimal: what a person reads in the evidence. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
