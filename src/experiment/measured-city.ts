import { CityRun } from '../city/city-run.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { TrafficTotals, Trip } from '../simulator/simulator.ts';
import type { TrafficRun } from './run-result.ts';
import { TripCount } from './trip-count.ts';
import { type WindowFigures, windowFigures } from './window.ts';

/** Looks on at a run from outside, as a recording does. */
export interface RunWatcher {
  /** After every step of simulation. */
  step(city: CityRun): void;
  trip(trip: Trip): void;
  /** After every second, and after the trips that ended in it. */
  second(city: CityRun): void;
}

export interface MeasuredRun {
  readonly scenario: Scenario;
  readonly index: RoadIndex;
  readonly seed: number;
  /** Asked once, before the first step. */
  readonly watch?: (city: CityRun) => RunWatcher;
}

/** What is measured of every run, whoever controls it. */
export type CityFigures = Omit<TrafficRun, 'subject' | 'arm' | 'seed'>;

/** A city with what is measured on its traffic in the window [warm-up, end]. */
export class MeasuredCity {
  readonly city: CityRun;
  readonly #scenario: Scenario;
  readonly #watcher: RunWatcher | undefined;
  readonly #trips: TripCount;
  #windowStart: TrafficTotals | undefined;

  /** `onStep` is called after every step of simulation. */
  constructor({ scenario, index, seed, watch }: MeasuredRun, onStep: (city: CityRun) => void = () => {}) {
    this.#scenario = scenario;
    this.city = new CityRun({
      scenario,
      index,
      seed,
      onStep: (city) => {
        onStep(city);
        this.#watcher?.step(city);
      },
      onTrip: (trip) => {
        this.#trips.note(trip);
        this.#watcher?.trip(trip);
      },
    });
    this.#watcher = watch?.(this.city);
    this.#trips = new TripCount(scenario.warmUpS, this.city.vehicles.length);
    if (scenario.warmUpS === 0) this.#windowStart = this.city.totals();
  }

  /** After every second of the city. */
  noteSecond(): void {
    const { city } = this;
    if (Math.round(city.timeS) === Math.round(this.#scenario.warmUpS)) this.#windowStart ??= city.totals();
    this.#watcher?.second(city);
  }

  /** Of the window so far; `crossLinks` are numbers of links. */
  window(crossLinks: readonly number[]): WindowFigures {
    const now = this.city.totals();
    return windowFigures(this.#windowStart ?? now, now, crossLinks);
  }

  figures(): CityFigures {
    const { city } = this;
    const { meanDelayS, lossS } = this.window([]);
    return {
      traffic: this.#trips.figures(city.timeS, withoutAmbulances(city)),
      pedestrians: city.pedestrians() ?? null,
      othersMeanDelayS: meanDelayS,
      othersLossS: lossS,
      gridlock: city.gridlock() ?? null,
      violations: city.violations(),
    };
  }
}

/** The simulator's totals count everyone; an ambulance that is still under way is none of the traffic. */
function withoutAmbulances(city: CityRun): TrafficTotals {
  const totals = city.totals();
  const phases = city.emergencies().map(({ phase }) => phase);
  return {
    ...totals,
    inside: totals.inside - phases.filter((phase) => phase === 'driving').length,
    waiting: totals.waiting - phases.filter((phase) => phase === 'waiting-to-enter').length,
  };
}
