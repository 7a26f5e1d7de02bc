import type { JunctionId, LinkId, NodeId, StageId, VehicleId } from '../kernel/ids.ts';
import type { Urgency } from '../preemption/mission.ts';
import type { Strategy } from '../preemption/strategy.ts';
import type { Turn } from '../roadnet/map.ts';

/** A scenario file, decoded. Every number that shapes a result is here, with where it comes from. Seconds count from `start`. */
export interface Scenario {
  readonly format: 'clearway-scenario/1';
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Path of the map, relative to the scenario file. */
  readonly map: string;
  /** Local date and time of second 0, with offset: ISO 8601. */
  readonly start: string;
  readonly stepS: number;
  /** Traffic before the window in which figures are taken. */
  readonly warmUpS: number;
  /** End of the run. */
  readonly endS: number;
  readonly demand: Demand;
  readonly programmes: readonly ProgrammeRule[];
  readonly missions: readonly ScenarioMission[];
  readonly gps: { readonly periodS: number; readonly sigmaM: number };
  readonly faults: readonly ScenarioFault[];
  readonly seeds: readonly number[];
  readonly arms: readonly Arm[];
}

export interface Arm {
  readonly name: string;
  readonly strategy: Strategy;
}

export interface Demand {
  /** Where the volumes come from. */
  readonly source: string;
  readonly flows: readonly Flow[];
  /** Shares at a junction where a flow names no route, per turn; scaled to the turns that exist. */
  readonly turning: readonly TurningRule[];
  /** Spread of desired speed over the limit: normal, cut at three deviations. */
  readonly speedFactor: { readonly mean: number; readonly sd: number };
}

/** Vehicles that enter at a link: Poisson arrivals at a rate. With a route they follow it; without, they turn by the turning rules. */
export interface Flow {
  readonly from: LinkId;
  readonly vehPerHour: number;
  readonly fromS: number;
  readonly toS: number;
  readonly route?: readonly LinkId[];
}

/** Turning shares on links whose id begins with `links` (or all, when it is absent); the first rule that fits counts. */
export interface TurningRule {
  readonly links?: string;
  readonly shares: Readonly<Record<Exclude<Turn, 'uturn'>, number>>;
}

export interface ProgrammeRule {
  /** Junctions it is for; absent: all that no earlier rule names. */
  readonly junctions?: readonly JunctionId[];
  readonly cycleS: number;
  readonly stages: readonly { readonly stage: StageId; readonly greenS: number }[];
  readonly offsets: OffsetRule;
  /** Where the timing comes from. */
  readonly source: string;
}

export type OffsetRule =
  /** Each junction anywhere in its cycle, drawn from the seed's offset stream. */
  | { readonly kind: 'random' }
  /** Greens of the first stage follow a platoon along these junctions at this speed, plus a shift common to all that the seed draws. */
  | { readonly kind: 'progression'; readonly along: readonly JunctionId[]; readonly speedMps: number }
  | { readonly kind: 'fixed'; readonly offsetS: Readonly<Record<JunctionId, number>> };

export interface ScenarioMission {
  readonly mission: string;
  readonly vehicle: VehicleId;
  readonly urgency: Urgency;
  /** First link, and the node it goes to. */
  readonly from: LinkId;
  readonly to: NodeId;
  /** Drawn uniformly per seed between these, so that the ambulance meets the cycle at a random phase. */
  readonly departS: { readonly earliest: number; readonly latest: number };
  readonly speedFactor: number;
}

/** Faults that the city plays, each in a window; probabilities are drawn from the seed's fault stream. */
export type ScenarioFault =
  | { readonly kind: 'gps-dropout'; readonly vehicle: VehicleId; readonly fromS: number; readonly toS: number }
  | { readonly kind: 'junction-silent'; readonly junction: JunctionId; readonly fromS: number; readonly toS: number }
  | { readonly kind: 'junction-fault'; readonly junction: JunctionId; readonly fromS: number; readonly toS: number }
  | { readonly kind: 'command-loss'; readonly probability: number; readonly fromS: number; readonly toS: number };
