import type { LinkId } from '../kernel/ids.ts';
import type { RoadMap } from '../roadnet/map.ts';

/** What a driver at a stop bar sees. `free` = no signal: right of way by `yieldsTo`. */
export const Aspect = { red: 0, yellow: 1, green: 2, free: 3 } as const;
export type Aspect = (typeof Aspect)[keyof typeof Aspect];

/** One vehicle of the demand, drawn beforehand from the demand stream: the same in every arm of a seed. */
export interface VehiclePlan {
  /** Seconds since the scenario's start at which it wants to enter the first link. */
  readonly departS: number;
  readonly route: readonly LinkId[];
  /** Desired speed over the limit. */
  readonly speedFactor: number;
  /** Seed of the driver's own small differences (headway, reaction). */
  readonly driverSeed: number;
}

export interface EmergencyPlan {
  readonly vehicle: string;
  readonly departS: number;
  readonly route: readonly LinkId[];
  /** Desired speed over the limit. */
  readonly speedFactor: number;
}

export interface SimulatorSetup {
  readonly map: RoadMap;
  readonly stepS: number;
  /** Sorted by departS. */
  readonly vehicles: readonly VehiclePlan[];
  readonly emergencies: readonly EmergencyPlan[];
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
  /** Vehicles on a lane and in the queue reaching back from its stop bar (slower than 2 m/s, or closed up behind such). Emergencies included. */
  laneCount(link: number, lane: number): { readonly vehicles: number; readonly queueVeh: number };
  totals(): TrafficTotals;
  /** Vehicles inside, for drawing and for checks: front position, length, speed; insides of nodes count to the link just left. */
  visit(
    visitor: (vehicle: {
      id: number;
      link: number;
      lane: number;
      positionM: number;
      lengthM: number;
      speedMps: number;
      emergency: boolean;
    }) => void,
  ): void;
}
