import type { VehicleId } from '../kernel/ids.ts';
import type { RandomStream } from '../kernel/random.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { Departure } from '../scenario/departures.ts';
import type { EmergencyState } from '../simulator/simulator.ts';
import { AmbulanceDriver } from './ambulance-driver.ts';
import type { CityMessage } from './city.ts';
import { GpsReceiver, type GpsSettings } from './gps.ts';

/** At its destination it stands, and its receiver goes on, for so long. */
const FIXES_AFTER_ARRIVAL_S = 5;

/** What an ambulance and its dispatcher say: the order when it departs, positions from then until shortly after it has arrived. */
export class Ambulance {
  readonly #departure: Departure;
  readonly #gps: GpsReceiver;
  #ordered = false;
  readonly driver: AmbulanceDriver;

  constructor(index: RoadIndex, departure: Departure, gps: GpsSettings, noise: RandomStream) {
    this.#departure = departure;
    this.#gps = new GpsReceiver(index, departure.vehicle, gps, noise);
    this.driver = new AmbulanceDriver(index, departure);
  }

  get vehicle(): VehicleId {
    return this.#departure.vehicle;
  }

  messages(timeS: number, atMs: number, state: EmergencyState): readonly CityMessage[] {
    const { departS } = this.#departure;
    const parked = state.phase === 'arrived' && timeS > state.arrivedS + FIXES_AFTER_ARRIVAL_S;
    if (timeS < departS || parked) return [];
    const fix = this.#gps.fixAt(timeS, atMs, state, this.driver.way);
    return [...this.#orderOnce(atMs), ...this.#divertOnce(atMs), ...(fix === undefined ? [] : [{ kind: 'fix', fix } as const])];
  }

  #orderOnce(atMs: number): readonly CityMessage[] {
    if (this.#ordered) return [];
    this.#ordered = true;
    const { mission, vehicle, to, urgency, follows } = this.#departure;
    const led = follows === 'dispatch' ? { guided: true } : {};
    return [{ kind: 'order', order: { kind: 'open', mission, vehicle, atMs, destination: to, urgency, ...led } }];
  }

  #divertOnce(atMs: number): readonly CityMessage[] {
    const destination = this.driver.takeDiversion();
    const { mission, vehicle } = this.#departure;
    return destination === undefined ? [] : [{ kind: 'order', order: { kind: 'update', mission, vehicle, atMs, destination } }];
  }
}
