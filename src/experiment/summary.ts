import type { Gridlock } from '../simulator/simulator.ts';
import type { AmbulanceRun, UnfinishedDrive } from './run-result.ts';

/** What `summary.json` holds. Times in seconds, shares in per cent. */
export type Summary = AmbulanceSummary | TrafficSummary;

interface AnySummary {
  readonly format: 'clearway-summary/1';
  readonly version: string;
  readonly scenario: string;
  readonly map: string;
  readonly seeds: readonly number[];
}

/** Of a scenario in which an ambulance drives: every arm on the same traffic. */
export interface AmbulanceSummary extends AnySummary {
  readonly subject: 'ambulance';
  readonly junctionsOnRoute: number;
  /** Ambulance alone on all green: no result may be faster. */
  readonly floorS: Figure;
  readonly arms: Readonly<Record<string, ArmSummary>>;
}

/** Of a scenario without missions: traffic alone, in the one arm `none`. */
export interface TrafficSummary extends AnySummary {
  readonly subject: 'traffic';
  readonly arms: Readonly<Record<string, TrafficArm>>;
}

/** Mean over the seeds, half width of the 95 % interval (Student's t; null for a single seed), and each seed's value in the order of `seeds`. */
export interface Figure {
  readonly mean: number;
  readonly ci95: number | null;
  readonly perSeed: readonly number[];
}

/**
 * A figure that not every seed has: of a drive, those on which the ambulance arrived; of a difference, those on which it arrived under
 * both arms. Mean and interval are over these `n` seeds alone, `perSeed` is null for the others.
 */
export interface PartFigure {
  readonly n: number;
  /** Null when there is no such seed. */
  readonly mean: number | null;
  readonly ci95: number | null;
  readonly perSeed: readonly (number | null)[];
}

/** What is summed up of any arm. */
export interface TrafficArm {
  readonly othersMeanDelayS: Figure;
  /** Trips of all but ambulances that ended in the window. */
  readonly completedTrips: Figure;
  readonly throughputVehPerH: Figure;
  /** Mean over those trips, from the wished departure; null where none ended in some seed. */
  readonly meanTravelTimeS: Figure | null;
  readonly meanTripDelayS: Figure | null;
  readonly unfinishedTrips: Figure;
  /** People on foot who came after the warm-up; null where the scenario has none. */
  readonly pedestrians: PedestrianSummary | null;
  /** The runs that ended in gridlock. */
  readonly gridlocks: readonly SeedGridlock[];
  readonly violations: number;
}

export interface PedestrianSummary {
  readonly served: Figure;
  /** At the end of the run. */
  readonly waiting: Figure;
  /** Of those served. */
  readonly meanWaitS: Figure;
  /** Of those served and of those who wait still. */
  readonly longestWaitS: Figure;
}

export interface SeedGridlock extends Gridlock {
  readonly seed: number;
}

export interface ArmSummary extends TrafficArm {
  /** Seeds on which the ambulance arrived before the end of the run, and how it stood then on each of the others. */
  readonly arrived: number;
  readonly notArrived: readonly SeedDrive[];
  readonly ambulanceTimeS: PartFigure;
  /** Against the arm `none`, same seed. */
  readonly savedS: PartFigure;
  readonly savedPerJunctionS: PartFigure;
  /** Over all seeds, arrived or not; null where every ambulance of the experiment arrived. */
  readonly limited: LimitedTimes | null;
  readonly junctionsOnGreen: PartFigure;
  readonly stops: PartFigure;
  readonly stoppedS: PartFigure;
  /** Change of the time lost on the streets that cross the route, against `none`, same seed and window. */
  readonly crossLossPct: Figure;
  /** Extra vehicle-seconds of all others per ambulance-second saved; null where some seed saved nothing, as in `none` itself. */
  readonly pricePerS: PartFigure | null;
  /** From the passing of the last junction until every junction is back in its programme; no seed's where the run ended before. */
  readonly recoveryS: PartFigure;
  readonly refusals: Readonly<Record<string, number>>;
  /** SHA-256 of the event log per seed, in the order of `seeds`. */
  readonly logSha256: readonly string[];
}

/** A drive that the end of the run cut off. */
export type SeedDrive = UnfinishedDrive &
  Pick<AmbulanceRun, 'seed' | 'limitS' | 'junctionsOnGreen' | 'junctionsOnRoute' | 'stops' | 'stoppedS'>;

/**
 * The mean drive when none counts for more than a limit: the restricted mean survival time (Royston & Parmar 2013), which is exact
 * whatever became of the ambulance after it. The limit is the shortest time that any run of the experiment gave its ambulance.
 */
export interface LimitedTimes {
  readonly limitS: number;
  readonly ambulanceTimeS: Figure;
  /** Against the arm `none`, same seed. */
  readonly savedS: Figure;
}
