import type { CityRun } from '../city/city-run.ts';
import type { LinkId } from '../kernel/ids.ts';
import { JAM_SPACING_M } from '../preemption/traffic-constants.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { type Route, routeOf } from '../routing/route.ts';
import type { Departure } from '../scenario/departures.ts';
import type { Lamp } from '../signal/lamp.ts';
import type { EmergencyState } from '../simulator/simulator.ts';
import { AmbulanceRecord } from './ambulance-record.ts';
import type { JunctionTrace, RunTrace } from './run-result.ts';

const QUEUE_EVERY_S = 5;

interface StopRecord {
  readonly lamps: { fromS: number; lamp: Lamp }[];
  readonly queue: (readonly [number, number])[];
}

/** Keeps, step by step, what a run's figures about the ambulance and its drawing need. */
export class RunRecorder {
  readonly #index: RoadIndex;
  readonly #departure: Departure;
  readonly #number: number;
  #route: Route;
  #stops: readonly StopRecord[];
  readonly ambulance: AmbulanceRecord;

  /** Of the ambulance with this number among the city's departures. */
  constructor(index: RoadIndex, departure: Departure, number = 0) {
    this.#index = index;
    this.#departure = departure;
    this.#number = number;
    this.#route = routeOf(index, departure.route);
    this.#stops = this.#route.stops.map(() => ({ lamps: [], queue: [] }));
    this.ambulance = new AmbulanceRecord(this.#route.stops.map(({ alongM }) => alongM));
  }

  /** The way that it has driven and will drive, as things stand. */
  get route(): Route {
    return this.#route;
  }

  /** After every step of the city. */
  observe(city: CityRun, stepS: number): void {
    const state = this.stateIn(city);
    if (state.phase === 'not-departed') return;
    const way = city.wayOf(this.#number);
    if (way !== this.#route.links) this.#changeWay(way);
    const lamp = (stop: number): Lamp => this.#lampAt(city, stop);
    this.ambulance.observe(city.timeS, stepS, state, this.#alongM(state), lamp);
    if (state.phase !== 'arrived') this.#noteLamps(city);
  }

  /** Once a second. */
  observeQueues(city: CityRun): void {
    const state = this.stateIn(city);
    if (state.phase === 'not-departed' || state.phase === 'arrived' || Math.round(city.timeS) % QUEUE_EVERY_S !== 0) return;
    for (const [i, stop] of this.#stops.entries()) stop.queue.push([city.timeS, this.#queueM(city, i)]);
  }

  trace(): RunTrace {
    return {
      path: this.ambulance.path,
      routeLengthM: this.#route.lengthM,
      junctions: this.#stops.map((stop, i): JunctionTrace => {
        const { junction, alongM } = this.#stopAt(i);
        return {
          junction,
          name: this.#index.junction(junction).name,
          distanceM: alongM,
          lamps: stop.lamps,
          queue: stop.queue,
          passedOnGreen: this.ambulance.passedOnGreen(i),
        };
      }),
    };
  }

  /** The ambulance as the city has it now. */
  stateIn(city: CityRun): EmergencyState {
    const state = city.emergencies().find(({ vehicle }) => vehicle === this.#departure.vehicle);
    if (state === undefined) throw new Error(`the city knows no vehicle ${this.#departure.vehicle}`);
    return state;
  }

  /** Both ways are the same up to where the ambulance is. */
  #changeWay(way: readonly LinkId[]): void {
    const route = routeOf(this.#index, way);
    const before = this.#route.stops;
    const parted = route.stops.findIndex(({ movement }, i) => movement !== before[i]?.movement);
    const kept = parted < 0 ? route.stops.length : parted;
    this.#stops = route.stops.map((_, i) => (i < kept ? (this.#stops[i] as StopRecord) : { lamps: [], queue: [] }));
    this.#route = route;
    this.ambulance.changeWay(
      route.stops.map(({ alongM }) => alongM),
      kept,
    );
  }

  #alongM(state: EmergencyState): number {
    if (state.phase === 'driving') return (this.#route.startsM[state.routeIndex] ?? 0) + state.positionM;
    return state.phase === 'arrived' ? this.#route.lengthM : 0;
  }

  #noteLamps(city: CityRun): void {
    for (const [i, stop] of this.#stops.entries()) {
      const lamp = this.#lampAt(city, i);
      if (stop.lamps.at(-1)?.lamp !== lamp) stop.lamps.push({ fromS: city.timeS, lamp });
    }
  }

  #lampAt(city: CityRun, stop: number): Lamp {
    const { junction, group } = this.#stopAt(stop);
    return city.lamp(junction, group);
  }

  #queueM(city: CityRun, stop: number): number {
    const { link, lanes } = this.#stopAt(stop);
    const longest = Math.max(0, ...lanes.map((lane) => city.laneCount(link, lane).queueVeh));
    return Math.min(longest * JAM_SPACING_M, this.#index.link(link).lengthM);
  }

  #stopAt(stop: number): Route['stops'][number] {
    const found = this.#route.stops[stop];
    if (found === undefined) throw new RangeError(`the route has no stop bar number ${stop}`);
    return found;
  }
}
