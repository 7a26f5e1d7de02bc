import type { JunctionId, LinkId, NodeId, StageId, VehicleId } from '../kernel/ids.ts';
import type { Urgency } from '../preemption/mission.ts';
import type { Strategy } from '../preemption/strategy.ts';
import type { Turn } from '../roadnet/map.ts';
import type { Driving, EntryKind, Yielding } from '../simulator/simulator.ts';

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
  /** Links closed to all for the whole run. */
  readonly closedLinks?: readonly LinkId[];
  /** People who ask for a green at crossings; absent: nobody is simulated on foot. */
  readonly pedestrians?: PedestrianDemand;
  /** What drivers do when a siren comes up behind them; absent: nothing. */
  readonly yielding?: Yielding;
  /** Drivers follow into a junction although they will have to stop in it; absent or false: they keep it clear. */
  readonly boxBlocking?: boolean;
  readonly programmes: readonly ProgrammeRule[];
  readonly missions: readonly ScenarioMission[];
  readonly gps: { readonly periodS: number; readonly sigmaM: number };
  readonly faults: readonly ScenarioFault[];
  /** Share of the approach lanes that junctions report no counts of, drawn per seed; absent: they report all. */
  readonly uncountedLanes?: number;
  readonly seeds: readonly number[];
  readonly arms: readonly Arm[];
}

export interface Arm {
  readonly name: string;
  readonly strategy: Strategy;
  /** How urgent every mission is under it; absent: as the missions say. */
  readonly urgency?: Urgency;
}

export interface Demand {
  /** Where the volumes come from. */
  readonly source: string;
  readonly flows: readonly Flow[];
  /** Shares at a junction where a flow names no route, per turn; scaled to the turns that exist. */
  readonly turning: readonly TurningRule[];
  /** Spread of desired speed over the limit: normal, cut at three deviations. */
  readonly speedFactor: SpeedFactor;
  /** Kinds of vehicles by name, for flows and lists that name one; a vehicle without a kind is a car. */
  readonly vehicleTypes?: Readonly<Record<string, ScenarioVehicleType>>;
  /** Origin-destination table: Poisson arrivals on the fastest way in free flow. */
  readonly od?: readonly OdFlow[];
  /** Path of a file of single vehicles (`clearway-vehicles/1`), relative to the scenario file. */
  readonly list?: string;
  /** The vehicles of that file, filled in at loading; not part of the scenario file. */
  readonly listed?: readonly ListedVehicle[];
}

export interface SpeedFactor {
  readonly mean: number;
  readonly sd: number;
}

export interface ScenarioVehicleType {
  readonly lengthM: number;
  readonly jamGapM: number;
  readonly accelerationMps2: number;
  /** Absent: no matter. */
  readonly maxSpeedMps?: number;
  readonly speedFactor: SpeedFactor;
}

/** Vehicles from one link to another. */
export interface OdFlow {
  readonly from: LinkId;
  readonly to: LinkId;
  readonly vehPerHour: number;
  readonly fromS: number;
  readonly toS: number;
  readonly type?: string;
}

/** One vehicle with its own departure, as a data set lists it; only its driver is drawn. */
export interface ListedVehicle {
  readonly id: string;
  readonly departS: number;
  readonly route: readonly LinkId[];
  readonly type?: string;
  readonly entry?: EntryKind;
}

/** Poisson arrivals at each crossing (pedestrian signal group) of the junctions it is for. */
export interface PedestrianDemand {
  /** People per hour at each crossing. */
  readonly perHour: number;
  /** Junctions with that traffic on foot; absent: all. */
  readonly junctions?: readonly JunctionId[];
}

/** Vehicles that enter at a link: Poisson arrivals at a rate. With a route they follow it; without, they turn by the turning rules. */
export interface Flow {
  readonly from: LinkId;
  readonly vehPerHour: number;
  readonly fromS: number;
  readonly toS: number;
  readonly route?: readonly LinkId[];
  readonly type?: string;
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
  /** Present: the programme is actuated by detectors. */
  readonly actuated?: ActuatedRule;
  readonly offsets: OffsetRule;
  /** Where the timing comes from. */
  readonly source: string;
}

/**
 * Traffic-actuated stages in fixed order: each green lasts at least its minimum and at most its maximum, in between until no
 * vehicle has come over its detectors for `gapS`. Stages by their place in the rule; `greenS` and `cycleS` are then the greens
 * and the cycle with every stage at its maximum.
 */
export interface ActuatedRule {
  readonly minGreenS: readonly number[];
  /** Longest gap between two vehicles that still extends the green. */
  readonly gapS: number;
  /** From the stop bar back to the detectors. */
  readonly detectorM: number;
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
  /** How it takes a red light; absent: it stops. */
  readonly driving?: Driving;
  /** Whose route the driver takes: the one that the mission's status shows; absent: the fastest in free flow, whatever happens. */
  readonly follows?: 'dispatch';
  /** What happens to it on the way; absent: nothing. */
  readonly onTheWay?: OnTheWay;
}

/** On the first link on which there is room for it once so much has been driven. */
export type OnTheWay =
  /** It stands in its lane for so long. */
  | { readonly kind: 'halts'; readonly afterM: number; readonly forS: number }
  /** It leaves its route at the next junction, says nothing of it, and looks for a way back. */
  | { readonly kind: 'turns-off'; readonly afterM: number }
  /** Dispatch sends it to another node. */
  | { readonly kind: 'diverted'; readonly afterM: number; readonly to: NodeId };

/** Faults that the city plays, each in a window; probabilities are drawn from the seed's fault stream. */
export type ScenarioFault =
  | { readonly kind: 'gps-dropout'; readonly vehicle: VehicleId; readonly fromS: number; readonly toS: number }
  | { readonly kind: 'junction-silent'; readonly junction: JunctionId; readonly fromS: number; readonly toS: number }
  | { readonly kind: 'junction-fault'; readonly junction: JunctionId; readonly fromS: number; readonly toS: number }
  | { readonly kind: 'command-loss'; readonly probability: number; readonly fromS: number; readonly toS: number }
  /** Of positions, and of what junctions say. */
  | { readonly kind: 'message-loss'; readonly probability: number; readonly fromS: number; readonly toS: number }
  /** Of each of these, and of each command, the share that comes so many whole seconds late. */
  | {
      readonly kind: 'message-delay';
      readonly probability: number;
      readonly delayS: number;
      readonly fromS: number;
      readonly toS: number;
    }
  /** The controller's process is dead in between; the next one begins with what its mission book holds. */
  | { readonly kind: 'controller-restarts'; readonly fromS: number; readonly toS: number };
