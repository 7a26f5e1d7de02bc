import { CityRun } from '../../src/city/city-run.ts';
import type { LinkId } from '../../src/kernel/ids.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import type { ListedVehicle, Scenario } from '../../src/scenario/scenario.ts';
import type { Trip } from '../../src/simulator/simulator.ts';
import type { Observation, ObservedTrip } from '../observation.ts';
import { TrafficWatch } from './traffic-watch.ts';

/** A case as our own run takes it. */
export interface ClearwayCase {
  readonly scenario: Scenario;
  readonly index: RoadIndex;
}

export interface ClearwayObservation extends Observation {
  /** What the monitors found, in sentences; must be empty. */
  readonly violations: readonly string[];
  readonly missedTurns: number;
  /** Since when vehicles waited for each other in a ring at the end; undefined: nobody did. */
  readonly gridlockSinceS: number | undefined;
}

/**
 * Runs a case as the product runs it: the city with its own junction controllers and a monitor over every lamp. `signalised` are
 * the approaches whose standing vehicles are counted.
 */
export function observeClearway(
  { scenario, index }: ClearwayCase,
  signalised: ReadonlySet<LinkId>,
  seed: number,
): ClearwayObservation {
  const trips = new Map<number, Trip>();
  const city = new CityRun({ scenario, index, seed, onTrip: (trip) => trips.set(trip.vehicle, trip) });
  const watch = new TrafficWatch(index, city.vehicles, signalised);
  while (city.timeS < scenario.endS) {
    city.advance();
    watch.look(city);
  }
  for (const vehicle of trips.keys()) watch.leave(vehicle);
  const ids = idsInOrder(scenario.demand.listed ?? []);
  return {
    trips: city.vehicles.flatMap(({ departS, route }, n): readonly ObservedTrip[] => {
      if (departS >= scenario.endS) return [];
      const trip = trips.get(n);
      const enteredS = trip?.enteredS ?? watch.firstSeenS(n);
      return [{ id: ids[n] ?? `${n}`, wantedS: departS, enteredS, arrivedS: trip?.arrivedS, route }];
    }),
    links: watch.links(),
    standing: watch.standing(),
    violations: city.violations(),
    missedTurns: city.totals().missedTurns,
    gridlockSinceS: city.gridlock()?.sinceS,
  };
}

/** A city sorts its vehicles by departure and keeps the list's order among those who depart together. */
function idsInOrder(listed: readonly ListedVehicle[]): readonly string[] {
  return [...listed].sort((a, b) => a.departS - b.departS).map(({ id }) => id);
}
