import type { StageId } from '../kernel/ids.ts';

/** What lies ahead of the ambulance, as it was forecast; see `StopForecast`. */
export interface Foreseen {
  /** Expected arrival at the stop bar. */
  readonly etaMs: number;
  readonly distanceM: number;
  readonly queueVeh: number;
  readonly cumulativeVeh: number;
  readonly transitionS: number;
  readonly clearS: number;
}

/** The rule by which a stage is asked for, with the figures that it alone has. */
export type PlanRule =
  /** The change of lights, the queue ahead and a margin fill the time that is left. */
  | { readonly kind: 'queue-lead'; readonly marginS: number }
  /** Of all plans for this one junction it costs least. */
  | JunctionPlanRule
  /** The plan of the whole corridor says so. */
  | { readonly kind: 'corridor-plan' }
  /** The strategy's trigger, for baselines that reckon with nothing else. */
  | { readonly kind: 'trigger' }
  /** The ambulance is so near that the junction is its own. */
  | { readonly kind: 'imminent' }
  /** Held for so long that those who wait are served wherever there is time. */
  | { readonly kind: 'long-held' }
  /** The green of an ambulance that has passed is kept for the next one. */
  | { readonly kind: 'kept-green' }
  /** The ambulance has passed: stages that bring the junction back. */
  | { readonly kind: 'way-back' };

/** Costs are vehicle-seconds of others, the ambulance's own delay among them at the rate of its urgency. */
export interface JunctionPlanRule {
  readonly kind: 'junction-plan';
  readonly costVehS: number;
  /** What the ambulance is expected to lose under it, and what a second of that is worth. */
  readonly delayS: number;
  readonly othersPerS: number;
  readonly passageMs: number;
  /** From when on it has green and nobody in front; absent where that is not expected before the passage. */
  readonly freeFromMs?: number;
  /** The cheapest of the plans that begin with something else; absent where there was none. */
  readonly instead?: Instead;
}

/** The junction left to its own programme for now, held at once, or another stage shown before the hold. */
export type Instead =
  | { readonly kind: 'wait' | 'hold'; readonly costVehS: number }
  | { readonly kind: 'serve-others'; readonly stage: StageId; readonly costVehS: number };

/** What a plan rests on. */
export type PlanBasis = Foreseen & PlanRule;
