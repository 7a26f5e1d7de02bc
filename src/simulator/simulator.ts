import type { LinkId } from '../kernel/ids.ts';
import type { RoadMap } from '../roadnet/map.ts';

/** What a driver at a stop bar sees. `free` = no signal: right of way by `yieldsTo`. */
export const Aspect = { red: 0, yellow: 1, green: 2, free: 3 } as const;
export type Aspect = (typeof Aspect)[keyof typeof Aspect];

/** What vehicles of one kind have in common; lengths are drawn per vehicle, uniformly. */
export interface VehicleType {
  /** By which people know it; absent: nameless. */
  readonly name?: string;
  readonly lengthM: { readonly min: number; readonly max: number };
  /** Bumper to bumper at rest. */
  readonly jamGapM: number;
  readonly accelerationMps2: number;
  /** What the vehicle can do, whatever the limit; Infinity when that is no matter. */
  readonly maxSpeedMps: number;
}

/**
 * How a vehicle comes into the network: `flowing` out of a road that is not drawn, at the traffic's speed and in the lane that
 * suits; `from-rest` standing, in the kerb lane.
 */
export type EntryKind = 'flowing' | 'from-rest';

/** One vehicle of the demand, drawn beforehand from the demand stream: the same in every arm of a seed. */
export interface VehiclePlan {
  /** Seconds since the scenario's start at which it wants to enter the first link. */
  readonly departS: number;
  readonly route: readonly LinkId[];
  /** Desired speed over the limit. */
  readonly speedFactor: number;
  /** By which people know it; absent: it is one of many. */
  readonly id?: string;
  /** Seed of the driver's own small differences (headway, reaction). */
  readonly driverSeed: number;
  /** Absent: a car. */
  readonly type?: VehicleType;
  /** Absent: `flowing`. */
  readonly entry?: EntryKind;
}

/**
 * How an emergency vehicle takes a red light: `legal` stops; `cautious-red` goes through at no more than 20 km/h when the others
 * leave it 4 s; `escorted` drives as on green, the crossing traffic being held.
 */
export type Driving = 'legal' | 'cautious-red' | 'escorted';

/** What others do when a siren comes up behind them; needs half a lane to spare beside them (`MapLink.spareWidthM`). */
export interface Yielding {
  /** Share of drivers who do. */
  readonly probability: number;
  /** How far behind them the siren is when they begin to. */
  readonly withinM: number;
}

/** A loop in the road: counts the front bumpers that pass its upstream edge. */
export interface DetectorPlan {
  readonly link: LinkId;
  readonly lane: number;
  /** From the stop bar back to the loop's downstream edge. */
  readonly upstreamM: number;
  readonly lengthM: number;
}

export interface DetectorReading {
  /** Vehicles since the start of the run. */
  readonly count: number;
  /** Someone stands or drives on it at the end of the step. */
  readonly occupied: boolean;
  /** Seconds since it was last occupied, 0 while it is; Infinity before the first vehicle. */
  readonly gapS: number;
}

/** One vehicle's way through the network, told when it leaves. Seconds since the scenario's start. */
export interface Trip {
  /** Index in the setup's vehicles; emergencies follow them. */
  readonly vehicle: number;
  readonly departS: number;
  readonly enteredS: number;
  readonly enterMps: number;
  /** Front bumper from the first link's start: 0 unless it started from rest. */
  readonly enterM: number;
  readonly arrivedS: number;
  /** Driven, from there over links and ways through nodes. */
  readonly lengthM: number;
  /** Time inside below 0.1 m/s, and how often it came to that. */
  readonly standingS: number;
  readonly stops: number;
  /** Time lost inside against the desired speed. */
  readonly lossS: number;
  readonly enterLane: number;
  /** Link at whose end it left, index as in map.links: after a missed turn maybe not that of its route. */
  readonly leaveLink: number;
  readonly leaveLane: number;
  readonly leaveMps: number;
  /** Missed turns that put it on another way. */
  readonly reroutes: number;
}

/** Standing vehicles that wait for each other in a ring, so that none will ever move. */
export interface Gridlock {
  readonly sinceS: number;
  readonly links: readonly LinkId[];
}

export interface EmergencyPlan {
  readonly vehicle: string;
  readonly departS: number;
  readonly route: readonly LinkId[];
  /** Desired speed over the limit. */
  readonly speedFactor: number;
  /** Absent: `legal`. */
  readonly driving?: Driving;
}

export interface SimulatorSetup {
  readonly map: RoadMap;
  readonly stepS: number;
  /** Sorted by departS. */
  readonly vehicles: readonly VehiclePlan[];
  readonly emergencies: readonly EmergencyPlan[];
  /** Absent: nobody yields. */
  readonly yielding?: Yielding;
  /** Drivers follow into a node although they will have to stop in it. Absent or false: they keep the box clear. */
  readonly boxBlocking?: boolean;
  /** Links that nobody drives onto who looks for another way; no route leads over them. */
  readonly closedLinks?: readonly LinkId[];
  readonly detectors?: readonly DetectorPlan[];
  /** Told of every vehicle that leaves, in the step in which it does. */
  readonly onTrip?: (trip: Trip) => void;
}

export type EmergencyPhase = 'not-departed' | 'waiting-to-enter' | 'driving' | 'arrived';

export interface EmergencyState {
  readonly vehicle: string;
  readonly phase: EmergencyPhase;
  /** Index into its route; while inside a node, of the link just left. */
  readonly routeIndex: number;
  readonly lane: number;
  /** Front bumper, from the link's start; beyond the link's length while it is inside the node. */
  readonly positionM: number;
  readonly speedMps: number;
  /** When it entered the network and when it left it, NaN before. */
  readonly enteredS: number;
  readonly arrivedS: number;
}

/** A vehicle as the outside sees it. Inside a node it counts to the link just left. */
export interface VehicleView {
  /** Index in the setup's vehicles; emergencies follow them. */
  readonly id: number;
  /** Index as in map.links. */
  readonly link: number;
  readonly lane: number;
  /** Lane of the next link that it drives to, -1 while that is not chosen. */
  readonly toLane: number;
  /** Front bumper, from the link's start; beyond the link's length while it is inside the node. */
  readonly positionM: number;
  readonly lengthM: number;
  readonly speedMps: number;
  readonly emergency: boolean;
}

/** Totals since the start of the run; differences over a window are the figures. */
export interface TrafficTotals {
  /** Vehicles that wanted to enter so far, are in the network, wait outside it, have left it. wanted = inside + waiting + left. */
  readonly wanted: number;
  readonly inside: number;
  readonly waiting: number;
  readonly left: number;
  /** Turns missed for want of a gap to the right lane; those vehicles drive on another way to the same destination. */
  readonly missedTurns: number;
  /** Time lost per link (index as in map.links): sum over steps of (1 - v / desired speed) dt, waiting to enter included on the entry link. Emergencies left out. */
  readonly lossS: Float64Array;
  /** Vehicle-seconds spent per link, waiting to enter included. Emergencies left out. */
  readonly spentS: Float64Array;
}

/**
 * A microscopic traffic simulator. Knows no clock, MQTT or controller: it is told the aspects and advanced step by step.
 * Same setup and same aspects give the same trace, bit for bit.
 */
export interface TrafficSimulator {
  /** Seconds since the scenario's start. */
  readonly timeS: number;
  /** Shows an aspect to a movement (index as in map.movements) from the next step on. */
  setAspect(movement: number, aspect: Aspect): void;
  step(): void;
  emergencies(): readonly EmergencyState[];
  /**
   * Emergency `n` of the setup drives on along `way`, on whose link at `routeIndex` it is; from then on its `routeIndex` counts along it.
   * Throws `InvariantBroken` while it is inside a node, or elsewhere.
   */
  reroute(n: number, way: readonly LinkId[], routeIndex: number): void;
  /** Emergency `n`, which is driving, brakes in the next step. */
  brake(n: number): void;
  /** Vehicles on a lane and in the queue reaching back from its stop bar (slower than 2 m/s, or closed up behind such). Emergencies included. */
  laneCount(link: number, lane: number): { readonly vehicles: number; readonly queueVeh: number };
  /** What a detector of the setup reads after the last step; numbered in the order of the plan. */
  detector(n: number): DetectorReading;
  totals(): TrafficTotals;
  /** The gridlock that there is now, looked for every 10 s of simulated time. */
  gridlock(): Gridlock | undefined;
  /** Shows the visitor every vehicle inside, one after the other in one and the same object: it is good during the call only. */
  visit(visitor: (vehicle: VehicleView) => void): void;
}
