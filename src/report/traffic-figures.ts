import type { Figure, TrafficArm } from '../experiment/summary.ts';

/** One figure of the traffic as tables show it; null where there is none. */
export interface TrafficColumn {
  readonly head: string;
  readonly unit: string;
  readonly digits: number;
  readonly figure: (arm: TrafficArm) => Figure | null;
}

const VEHICLES: readonly TrafficColumn[] = [
  { head: 'Trips', unit: '', digits: 0, figure: (arm) => arm.completedTrips },
  { head: 'Trips', unit: 'veh/h', digits: 0, figure: (arm) => arm.throughputVehPerH },
  { head: 'Travel time', unit: 's', digits: 1, figure: (arm) => arm.meanTravelTimeS },
  { head: 'Trip delay', unit: 's', digits: 1, figure: (arm) => arm.meanTripDelayS },
  { head: 'Delay', unit: 'all vehicles s', digits: 1, figure: (arm) => arm.othersMeanDelayS },
  { head: 'Unfinished', unit: 'trips', digits: 0, figure: (arm) => arm.unfinishedTrips },
];

const ON_FOOT: readonly TrafficColumn[] = [
  { head: 'On foot', unit: 'crossed', digits: 0, figure: (arm) => arm.pedestrians?.served ?? null },
  { head: 'On foot', unit: 'mean wait s', digits: 1, figure: (arm) => arm.pedestrians?.meanWaitS ?? null },
  { head: 'On foot', unit: 'longest wait s', digits: 0, figure: (arm) => arm.pedestrians?.longestWaitS ?? null },
];

/** Those of people on foot only where the scenario has any. */
export function trafficColumns(arms: readonly TrafficArm[]): readonly TrafficColumn[] {
  return arms.some(({ pedestrians }) => pedestrians !== null) ? [...VEHICLES, ...ON_FOOT] : VEHICLES;
}

/** What the figures mean. */
export const TRAFFIC_WORDS =
  'Trips that ended within the window, those of ambulances left out. Travel time and delay are means over them and count from the wished departure, so that waiting for a gap to enter is part of both; delay is the time lost against the driver’s desired speed; that of all vehicles counts what was lost in the window by everyone, arrived or not. Unfinished trips, under way or still waiting to enter at the end, are in no mean: where there are many, the means flatter.';
