import type { Observation, ObservedTrip } from '../observation.ts';
import { meanOf, quantile } from '../statistics/spread.ts';
import type { CaseRuns } from './comparison.ts';
import type { LinkPair } from './link-pairs.ts';

/** One row of a breakdown: the same thing on both sides. */
export interface TuningRow {
  readonly of: string;
  /** Trips, or vehicles on the link, that the row is about, per run. */
  readonly ours: number;
  readonly sumo: number;
  readonly oursS: number;
  readonly sumoS: number;
}

/** Routes with fewer trips say nothing about their fastest. */
const LEAST_TRIPS = 20;
const FASTEST_SHARE = 0.05;
const MOST_ROWS = 15;

/** Driving time (departure delay left out) of the fastest twentieth on each common route: near free flow on a green wave. */
export function fastestByRoute({ ours, sumo }: CaseRuns): readonly TuningRow[] {
  return compareTrips(ours, sumo, ({ route }) => route.join(' '), fastest)
    .filter((row) => Math.min(row.ours, row.sumo) * ours.length >= LEAST_TRIPS)
    .sort((a, b) => b.ours - a.ours)
    .slice(0, MOST_ROWS);
}

/** Mean travel time by the first link, departure delay left out. */
export function drivingByOrigin({ ours, sumo }: CaseRuns): readonly TuningRow[] {
  return byDifference(compareTrips(ours, sumo, ({ route }) => route[0] ?? '', meanDriving)).slice(0, MOST_ROWS);
}

/** Mean departure delay by the first link. */
export function delayByOrigin({ ours, sumo }: CaseRuns): readonly TuningRow[] {
  return byDifference(compareTrips(ours, sumo, ({ route }) => route[0] ?? '', meanDelay)).slice(0, MOST_ROWS);
}

/** Mean travel time by the number of signals on the way, departure delay left out. */
export function drivingBySignals({ ours, sumo }: CaseRuns): readonly TuningRow[] {
  const signalised = new Set(sumo[0]?.standing.keys());
  const signals = ({ route }: ObservedTrip): string =>
    `${route.slice(0, -1).filter((link) => signalised.has(link)).length} signals`;
  return [...compareTrips(ours, sumo, signals, meanDriving)].sort(
    (a, b) => Number.parseInt(a.of, 10) - Number.parseInt(b.of, 10),
  );
}

/** Links where the time that a vehicle spends differs most in sum. */
export function linksByDifference(links: readonly LinkPair[]): readonly TuningRow[] {
  const rows = links.map(({ link, ours, sumo }) => ({
    of: link,
    ours: ours.vehicles,
    sumo: sumo.vehicles,
    oursS: ours.spentS / ours.vehicles,
    sumoS: sumo.spentS / sumo.vehicles,
  }));
  return byDifference(rows).slice(0, 2 * MOST_ROWS);
}

function byDifference(rows: readonly TuningRow[]): readonly TuningRow[] {
  const weight = ({ ours, sumo, oursS, sumoS }: TuningRow): number => Math.abs(ours * oursS - sumo * sumoS) || 0;
  return [...rows].sort((a, b) => weight(b) - weight(a));
}

function compareTrips(
  ours: readonly Observation[],
  sumo: readonly Observation[],
  keyOf: (trip: ObservedTrip) => string,
  figure: (trips: readonly ObservedTrip[]) => number,
): readonly TuningRow[] {
  const ourGroups = grouped(ours, keyOf);
  const sumoGroups = grouped(sumo, keyOf);
  return [...new Set([...ourGroups.keys(), ...sumoGroups.keys()])].map((key) => ({
    of: key,
    ours: (ourGroups.get(key)?.length ?? 0) / ours.length,
    sumo: (sumoGroups.get(key)?.length ?? 0) / sumo.length,
    oursS: figure(ourGroups.get(key) ?? []),
    sumoS: figure(sumoGroups.get(key) ?? []),
  }));
}

function grouped(
  observations: readonly Observation[],
  keyOf: (trip: ObservedTrip) => string,
): ReadonlyMap<string, readonly ObservedTrip[]> {
  const groups = new Map<string, ObservedTrip[]>();
  for (const trip of observations.flatMap(({ trips }) => trips)) {
    const key = keyOf(trip);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [trip]);
    else group.push(trip);
  }
  return groups;
}

function meanDriving(trips: readonly ObservedTrip[]): number {
  return meanOf(drivingTimes(trips));
}

function fastest(trips: readonly ObservedTrip[]): number {
  return quantile(drivingTimes(trips), FASTEST_SHARE);
}

function meanDelay(trips: readonly ObservedTrip[]): number {
  return meanOf(trips.flatMap(({ wantedS, enteredS }) => (enteredS === undefined ? [] : [enteredS - wantedS])));
}

function drivingTimes(trips: readonly ObservedTrip[]): readonly number[] {
  return trips.flatMap(({ enteredS, arrivedS }) =>
    enteredS === undefined || arrivedS === undefined ? [] : [arrivedS - enteredS],
  );
}
