import { meanOf, sumOf } from './statistics/spread.ts';

/**
 * One vehicle of the demand that wanted to depart before the end, on either side. Seconds since the beginning of the case. Its
 * travel time runs from when it wanted to depart.
 */
export interface TripTime {
  readonly id: string;
  readonly wantedS: number;
  /** Undefined: still outside at the end. */
  readonly enteredS: number | undefined;
  /** Undefined: still on its way at the end. */
  readonly arrivedS: number | undefined;
}

export interface TripFigures {
  /** Vehicles that wanted to depart, and that arrived, before the end. */
  readonly wanted: number;
  readonly completed: number;
  /** Over the trips completed, departure delay included. */
  readonly meanTravelTimeS: number;
  /** Over all vehicles, those under way counted up to the end: completed trips alone hide who is stuck. */
  readonly meanSpentS: number;
  /** Over those that entered. */
  readonly meanDepartDelayS: number;
}

export function tripFiguresOf(trips: readonly TripTime[], endS: number): TripFigures {
  const completed = trips.flatMap(({ wantedS, arrivedS }) => (arrivedS === undefined ? [] : [arrivedS - wantedS]));
  const entered = trips.flatMap(({ wantedS, enteredS }) => (enteredS === undefined ? [] : [enteredS - wantedS]));
  return {
    wanted: trips.length,
    completed: completed.length,
    meanTravelTimeS: meanOf(completed),
    meanSpentS: sumOf(trips.map(({ wantedS, arrivedS }) => (arrivedS ?? endS) - wantedS)) / trips.length,
    meanDepartDelayS: meanOf(entered),
  };
}
