import type { TrafficTotals, Trip } from '../simulator/simulator.ts';
import type { TrafficFigures } from './run-result.ts';

const SECONDS_PER_HOUR = 3600;

/** Adds up the trips that end in a window; what it keeps does not grow with them. */
export class TripCount {
  readonly #fromS: number;
  /** The first numbers are traffic; ambulances follow them and are no part of its figures. */
  readonly #vehicles: number;
  #trips = 0;
  #travelS = 0;
  #delayS = 0;

  constructor(fromS: number, vehicles: number) {
    this.#fromS = fromS;
    this.#vehicles = vehicles;
  }

  note(trip: Trip): void {
    if (trip.arrivedS < this.#fromS || trip.vehicle >= this.#vehicles) return;
    this.#trips += 1;
    this.#travelS += trip.arrivedS - trip.departS;
    this.#delayS += trip.enteredS - trip.departS + trip.lossS;
  }

  /** At the window's end. */
  figures(endS: number, { inside, waiting }: TrafficTotals): TrafficFigures {
    const trips = this.#trips;
    return {
      completedTrips: trips,
      throughputVehPerH: (trips / (endS - this.#fromS)) * SECONDS_PER_HOUR,
      meanTravelTimeS: trips === 0 ? null : this.#travelS / trips,
      meanTripDelayS: trips === 0 ? null : this.#delayS / trips,
      unfinishedTrips: inside + waiting,
    };
  }
}
