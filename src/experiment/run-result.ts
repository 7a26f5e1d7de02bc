import type { PedestrianFigures } from '../city/street/pedestrian-figures.ts';
import type { PreemptionTally } from '../journal/preemption-count.ts';
import type { JunctionId, LinkId, MissionId, VehicleId } from '../kernel/ids.ts';
import type { Urgency } from '../preemption/mission.ts';
import type { Lamp } from '../signal/lamp.ts';
import type { EmergencyPhase, Gridlock } from '../simulator/simulator.ts';

/** What one run (scenario, arm, seed) gives: the figures, and what is needed to draw it. Seconds since the scenario's start. */
export type RunResult = AmbulanceRun | TrafficRun;

interface AnyRun {
  readonly arm: string;
  readonly seed: number;
  readonly traffic: TrafficFigures;
  /** Null where the scenario has nobody on foot. */
  readonly pedestrians: PedestrianFigures | null;
  /** Totals of all others within the window [warm-up, end]: time lost, over the number of vehicles that were in the city in it. */
  readonly othersMeanDelayS: number;
  readonly othersLossS: number;
  /** In which the run ended. */
  readonly gridlock: Gridlock | null;
  readonly violations: readonly string[];
}

/** The trips of all but the ambulances, within the window [warm-up, end]. */
export interface TrafficFigures {
  /** Trips that ended in it, and that makes how many per hour. */
  readonly completedTrips: number;
  readonly throughputVehPerH: number;
  /**
   * Over the trips that ended: from the wished departure to the arrival, and how much of it was lost against the desired speed;
   * both with the wait at the edge of the city. Null when none ended.
   */
  readonly meanTravelTimeS: number | null;
  readonly meanTripDelayS: number | null;
  /** Vehicles that are under way, or wait at the edge of the city, when the run ends: they are in no mean. */
  readonly unfinishedTrips: number;
}

/** A run of a scenario without missions: traffic alone. */
export interface TrafficRun extends AnyRun {
  readonly subject: 'traffic';
}

/** A run in which an ambulance drives, with a controller that follows it. */
export interface AmbulanceRun extends AnyRun {
  readonly subject: 'ambulance';
  readonly drive: Drive;
  /** From its departure to the end of the run: the longest drive that the run could have seen. */
  readonly limitS: number;
  /** Its signal group green from 50 m before the stop bar until it has crossed. */
  readonly junctionsOnGreen: number;
  readonly junctionsOnRoute: number;
  /**
   * Times it came to a halt (below 0.1 m/s after having driven above 2 m/s), and seconds spent below 0.1 m/s, the wait for a gap
   * to enter the city included.
   */
  readonly stops: number;
  readonly stoppedS: number;
  /** Time lost in the window on approaches of the route's junctions that are not part of the arterial (neither direction). */
  readonly crossLossS: number;
  /** The same approach by approach. */
  readonly crossStreets: readonly CrossStreet[];
  /** Every ambulance in the order of the missions; the figures beside are of the first, those of the streets of all. */
  readonly fleet: readonly FleetDrive[];
  /** In the window: seconds for which a lane was full back to the signalised junction behind it, summed over the links. */
  readonly spillbackLinkS: number;
  readonly preemptions: PreemptionTally;
  /** From the passing of the last junction by the last ambulance until every junction is back in its programme; null when the run ended before. */
  readonly recoveryS: number | null;
  /** The longest that a junction stayed green by command for an ambulance that had passed it, or was not coming any more. */
  readonly needlessGreenS: number;
  /** Of each junction that an ambulance has passed. */
  readonly recoveries: readonly JunctionRecovery[];
  readonly refusals: Readonly<Record<string, number>>;
  /** Of controllers that followed each other, joined by `+`. */
  readonly logSha256: string;
  readonly trace: RunTrace;
}

/** An approach to a junction of a route from a road that no route uses. */
export interface CrossStreet {
  readonly link: LinkId;
  /** Time lost on it in the window. */
  readonly lossS: number;
  /**
   * The least that its red lights made those lose who wanted to enter the city on it in the window; 0 where nobody enters.
   * Never more than `lossS`.
   */
  readonly redLeastS: number;
}

/** How a junction came back after the last ambulance that passed it. */
export interface JunctionRecovery {
  readonly junction: JunctionId;
  readonly cycleS: number;
  /** From the crossing of its stop bar until it was in its programme for good; null when it still was not as the run ended. */
  readonly recoveryS: number | null;
}

/** What is measured of each ambulance. */
export interface FleetDrive {
  readonly mission: MissionId;
  readonly vehicle: VehicleId;
  readonly urgency: Urgency;
  readonly drive: Drive;
  readonly limitS: number;
  readonly junctionsOnGreen: number;
  readonly junctionsOnRoute: number;
  readonly stops: number;
  readonly stoppedS: number;
  /** The way that it drove, where that is not the fastest in free flow, and the time that it takes alone on all green. */
  readonly otherWay?: { readonly links: readonly LinkId[]; readonly floorS: number };
}

/** How the drive of an ambulance ended. */
export type Drive = ArrivedDrive | UnfinishedDrive;

export interface ArrivedDrive {
  readonly kind: 'arrived';
  /** From its departure, when the mission opens, to its arrival. */
  readonly timeS: number;
}

/** The run ended before it arrived. Its time is longer than the run's `limitS`, and nobody knows by how much. */
export interface UnfinishedDrive {
  readonly kind: 'not-arrived';
  readonly phase: Exclude<EmergencyPhase, 'arrived'>;
  /** Where its front bumper is, from the link's start: beyond the link's length while it is inside the node after it. */
  readonly link: LinkId;
  readonly lane: number;
  readonly positionM: number;
  readonly insideNode: boolean;
  /** The same from the route's start, and the route's length. */
  readonly alongM: number;
  readonly routeLengthM: number;
  /** Stop bars with a signal that it has crossed. */
  readonly junctionsPassed: number;
  /** Below 0.1 m/s without a break from then to the end, waiting to enter the city included; null while it moves. */
  readonly standsSinceS: number | null;
  /**
   * Where the ring of the run's gridlock lies, seen from it: it is on one of the ring's links itself, or one lies ahead on its way;
   * `none` when there is no gridlock.
   */
  readonly ring: 'none' | 'inside' | 'ahead' | 'elsewhere';
}

export interface RunTrace {
  /** Time and distance from the route's start, once a second from departing to arriving. */
  readonly path: readonly (readonly [number, number])[];
  readonly routeLengthM: number;
  readonly junctions: readonly JunctionTrace[];
}

export interface JunctionTrace {
  readonly junction: JunctionId;
  readonly name: string;
  /** Stop bar, from the route's start. */
  readonly distanceM: number;
  /** What the ambulance's signal group showed: each change, from the mission's start to its end. */
  readonly lamps: readonly { readonly fromS: number; readonly lamp: Lamp }[];
  /** Longest queue over the lanes of the ambulance's movement, every 5 s: [time, metres back from the stop bar]. */
  readonly queue: readonly (readonly [number, number])[];
  /** It had green from 50 m before the stop bar until it crossed. */
  readonly passedOnGreen: boolean;
}
