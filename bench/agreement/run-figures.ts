import type { Observation } from '../observation.ts';
import { meanOf, quantile } from '../statistics/spread.ts';
import { type TripFigures, tripFiguresOf } from '../trip-times.ts';

/** What one run comes to. */
export interface RunFigures extends TripFigures {
  /** Standing vehicles per signalised approach, over all approaches and intervals of 10 s. */
  readonly queueMeanVeh: number;
  readonly queueP95Veh: number;
}

export function runFiguresOf(observation: Observation, endS: number): RunFigures {
  const standing = [...observation.standing.values()].flat();
  return {
    ...tripFiguresOf(observation.trips, endS),
    queueMeanVeh: meanOf(standing),
    queueP95Veh: quantile(standing, 0.95),
  };
}
