import { describe, expect, it } from 'vitest';
import { TripCount } from '../../src/experiment/trip-count.ts';
import type { TrafficTotals, Trip } from '../../src/simulator/simulator.ts';

function trip(change: Partial<Trip>): Trip {
  const ends = { enterMps: 10, enterM: 0, enterLane: 0, leaveLink: 0, leaveLane: 0, leaveMps: 10 };
  const way = { ...ends, lengthM: 1000, standingS: 0, stops: 0, reroutes: 0 };
  return { vehicle: 0, departS: 0, enteredS: 0, arrivedS: 100, lossS: 0, ...way, ...change };
}

const totals = (change: Partial<TrafficTotals>): TrafficTotals => ({
  wanted: 0,
  inside: 0,
  waiting: 0,
  left: 0,
  missedTurns: 0,
  lossS: new Float64Array(0),
  spentS: new Float64Array(0),
  ...change,
});

describe('the trips of a run', () => {
  it('take from the wished departure on, the wait at the edge of the city included, and so does their delay', () => {
    const count = new TripCount(0, 10);
    count.note(trip({ departS: 10, enteredS: 40, arrivedS: 110, lossS: 15 }));
    count.note(trip({ departS: 20, enteredS: 20, arrivedS: 70, lossS: 5 }));
    expect(count.figures(1800, totals({ inside: 3, waiting: 4 }))).toEqual({
      completedTrips: 2,
      throughputVehPerH: 4,
      meanTravelTimeS: 75,
      meanTripDelayS: 25,
      unfinishedTrips: 7,
    });
  });

  it('count when they end after the warm-up, whenever they began, and those of ambulances never', () => {
    const count = new TripCount(900, 10);
    count.note(trip({ vehicle: 1, departS: 800, enteredS: 800, arrivedS: 899 }));
    count.note(trip({ vehicle: 9, departS: 800, enteredS: 800, arrivedS: 901 }));
    count.note(trip({ vehicle: 10, departS: 1000, enteredS: 1000, arrivedS: 1001 }));
    expect(count.figures(1800, totals({}))).toMatchObject({ completedTrips: 1, throughputVehPerH: 4, meanTravelTimeS: 101 });
  });

  it('have no mean where none has ended', () => {
    expect(new TripCount(0, 10).figures(100, totals({}))).toMatchObject({ meanTravelTimeS: null, meanTripDelayS: null });
  });
});
