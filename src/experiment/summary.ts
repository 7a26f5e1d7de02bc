import type { Gridlock } from '../simulator/simulator.ts';

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
  readonly ambulanceTimeS: Figure;
  /** Against the arm `none`, same seed. */
  readonly savedS: Figure;
  readonly savedPerJunctionS: Figure;
  readonly junctionsOnGreen: Figure;
  readonly stops: Figure;
  readonly stoppedS: Figure;
  /** Change of the time lost on the streets that cross the route, against `none`, same seed and window. */
  readonly crossLossPct: Figure;
  /** Extra vehicle-seconds of all others per ambulance-second saved; null where some seed saved nothing, as in `none` itself. */
  readonly pricePerS: Figure | null;
  /** From the passing of the last junction until every junction is back in its programme. */
  readonly recoveryS: Figure;
  readonly refusals: Readonly<Record<string, number>>;
  /** SHA-256 of the event log per seed, in the order of `seeds`. */
  readonly logSha256: readonly string[];
}
