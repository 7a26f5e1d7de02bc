import type { VehicleId } from '../kernel/ids.ts';
import type { RandomStream } from '../kernel/random.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { Departure } from '../scenario/departures.ts';
import type { EmergencyState } from '../simulator/simulator.ts';
import type { CityMessage } from './city.ts';
import { GpsReceiver, type GpsSettings } from './gps.ts';

/** At its destination it stands, and its receiver goes on, for so long. */
const FIXES_AFTER_ARRIVAL_S = 5;

/** What an ambulance and its dispatcher say: the order when it departs, positions from then until shortly after it has arrived. */
export class Ambulance {
  readonly #departure: Departure;
  readonly #gps: GpsReceiver;
  #ordered = false;

  constructor(index: RoadIndex, departure: Departure, gps: GpsSettings, noise: RandomStream) {
    this.#departure = departure;
    this.#gps = new GpsReceiver(index, departure.vehicle, departure.route, gps, noise);
  }

  get vehicle(): VehicleId {
    return this.#departure.vehicle;
  }

  messages(timeS: number, atMs: number, state: EmergencyState): readonly CityMessage[] {
    const { departS } = this.#departure;
    const parked = state.phase === 'arrived' && timeS > state.arrivedS + FIXES_AFTER_ARRIVAL_S;
    if (timeS < departS || parked) return [];
    const fix = this.#gps.fixAt(timeS, atMs, state);
    return [...this.#orderOnce(atMs), ...(fix === undefined ? [] : [{ kind: 'fix', fix } as const])];
  }

  #orderOnce(atMs: number): readonly CityMessage[] {
    if (this.#ordered) return [];
    this.#ordered = true;
    const { mission, vehicle, to, urgency } = this.#departure;
    return [{ kind: 'order', order: { kind: 'open', mission, vehicle, atMs, destination: to, urgency } }];
  }
}
