import type { StageId } from '../kernel/ids.ts';
import type { Junction } from '../roadnet/map.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { JunctionState } from '../signal/junction-state.ts';
import type { TrafficState } from '../traffic/traffic-state.ts';
import type { CorridorPlan } from './corridor/corridor-plan.ts';
import type { StopForecast } from './forecast.ts';
import type { CycleOf } from './group-cycle.ts';
import type { Urgency } from './mission.ts';
import type { PlanBasis, PlanRule } from './plan-basis.ts';
import type { RequestRefusal } from './refusal.ts';
import type { PriorityRequest } from './request.ts';
import type { PlanPart } from './strategy.ts';

/** Why a stage is asked for: for the ambulance; for those who have waited long, before it comes; for those it held up, after it. */
export type PlanPurpose = 'green-wave' | 'cross-service' | 'recovery';

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
  /** What stands and drives before every signal, as it is believed; absent before the first second. */
  readonly traffic: TrafficState | undefined;
  /** How programmes have switched their groups, as far as that was seen. */
  readonly cycleOf: CycleOf;
  /** A part of ours that is left out. */
  readonly without?: PlanPart;
  /** For the whole corridor, where there is one. */
  readonly plan?: CorridorPlan;
}

/** Figures have one decimal, for a person reads them in the evidence. */
export function basisOf({ forecast, nowMs }: Outlook, rule: PlanRule): PlanBasis {
  return {
    ...rule,
    etaMs: Math.round(nowMs + forecast.arrivalS * 1000),
    distanceM: oneDecimal(forecast.distanceM),
    queueVeh: oneDecimal(forecast.queueVeh),
    cumulativeVeh: oneDecimal(forecast.cumulativeVeh),
    transitionS: oneDecimal(forecast.transitionS),
    clearS: oneDecimal(forecast.clearS),
  };
}

export function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
