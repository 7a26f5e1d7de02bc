import type { Figure, TrafficArm } from '../experiment/summary.ts';

/** One figure of the traffic as tables show it. */
export interface TrafficColumn {
  readonly head: string;
  readonly unit: string;
  readonly digits: number;
  readonly figure: (arm: TrafficArm) => Figure | null;
}

export const TRAFFIC_COLUMNS: readonly TrafficColumn[] = [
  { head: 'Completed trips', unit: '', digits: 0, figure: (arm) => arm.completedTrips },
  { head: 'Throughput', unit: 'veh/h', digits: 0, figure: (arm) => arm.throughputVehPerH },
  { head: 'Mean travel time', unit: 's', digits: 1, figure: (arm) => arm.meanTravelTimeS },
  { head: 'Mean delay of a trip', unit: 's', digits: 1, figure: (arm) => arm.meanTripDelayS },
  { head: 'Unfinished trips', unit: '', digits: 0, figure: (arm) => arm.unfinishedTrips },
];

/** What the figures mean, in one sentence each. */
export const TRAFFIC_WORDS =
  'Trips that ended within the window, those of ambulances left out. Travel time and delay count from the wished departure, so that waiting for a gap to enter is part of both; delay is the time lost against the driver’s desired speed. Unfinished trips, under way or still waiting to enter at the end, are in no mean: where there are many, the means flatter.';
