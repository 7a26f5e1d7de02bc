import type { CityRun } from '../city/city-run.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';

/** What is said once of a vehicle; type and links by their numbers in the header. */
export interface RecordedVehicle {
  readonly id: string;
  readonly type: number;
  /** Desired speed over the limit. */
  readonly speedFactor: number;
  readonly firstLink: number;
  readonly lastLink: number;
}

/** Names of the types that no scenario gives a name. */
const CAR = 'car';
const EMERGENCY = 'emergency';

/** The vehicles of a run under the numbers that the simulator gives them, with the ids and types that people know them by. */
export class RecordedFleet {
  /** All types that vehicles may have. */
  readonly types: readonly string[];
  readonly #city: Pick<CityRun, 'vehicles' | 'departures'>;
  readonly #index: RoadIndex;

  constructor(city: Pick<CityRun, 'vehicles' | 'departures'>, index: RoadIndex) {
    this.#city = city;
    this.#index = index;
    this.types = [...new Set([CAR, EMERGENCY, ...city.vehicles.flatMap(({ type }) => type?.name ?? [])])];
  }

  get size(): number {
    return this.#city.vehicles.length + this.#city.departures.length;
  }

  /** A vehicle that has no id of its own is known by its number, as `v12`. */
  vehicle(number: number): RecordedVehicle {
    const { vehicles, departures } = this.#city;
    const plan = vehicles[number];
    const { route, speedFactor } = plan ?? departures[number - vehicles.length]!;
    return {
      id: plan === undefined ? departures[number - vehicles.length]!.vehicle : (plan.id ?? `v${number}`),
      type: this.types.indexOf(plan === undefined ? EMERGENCY : (plan.type?.name ?? CAR)),
      speedFactor,
      firstLink: this.#index.linkNumber(route[0]!),
      lastLink: this.#index.linkNumber(route.at(-1)!),
    };
  }
}
