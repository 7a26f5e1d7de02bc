import type { Lamp } from '../signal/lamp.ts';
import { FrameReader } from './frame-reader.ts';
import { LAMPS } from './header.ts';
import type { RecordedVehicle } from './recorded-fleet.ts';

/** A change of a lamp; the head by its place in the header. */
export interface RecordedLamp {
  readonly atS: number;
  readonly head: number;
  readonly lamp: Lamp;
}

/** A trip that ended, in the units of the simulator. */
export interface RecordedTrip {
  readonly vehicle: RecordedVehicle;
  readonly departS: number;
  readonly enteredS: number;
  readonly arrivedS: number;
  readonly enterMps: number;
  readonly enterM: number;
  readonly lengthM: number;
  readonly standingS: number;
  readonly stops: number;
  readonly lossS: number;
  readonly enterLane: number;
  /** Place in the header. */
  readonly leaveLink: number;
  readonly leaveLane: number;
  readonly leaveMps: number;
  readonly reroutes: number;
}

/** A vehicle at the end of a second. */
export interface RecordedPlace {
  readonly vehicle: RecordedVehicle;
  /** Place in the header. */
  link: number;
  lane: number;
  /** Beyond the link's length while it is in the node after it. */
  positionCm: number;
  speedCmps: number;
}

export interface RecordedSecond {
  readonly second: number;
  readonly lamps: readonly RecordedLamp[];
  readonly trips: readonly RecordedTrip[];
  /** Everyone inside, oldest entry first; good until the next second is decoded. */
  readonly inside: readonly RecordedPlace[];
}

/** Decodes the frames of one recording, in their order. */
export class RecordingDecoder {
  readonly #vehicles = new Map<number, RecordedVehicle>();
  #inside: RecordedPlace[] = [];

  /** @throws Error when the bytes are no frame that can follow those before. */
  decode(frame: Uint8Array): RecordedSecond {
    const reader = new FrameReader(frame);
    const second = reader.count();
    const lamps = listOf(reader, () => lampOf(reader, second));
    this.#readNames(reader);
    const trips = listOf(reader, () => this.#tripOf(reader));
    this.#readVehicles(reader);
    if (!reader.atEnd) throw new RangeError('the frame holds more than it should');
    return { second, lamps, trips, inside: this.#inside };
  }

  #readNames(reader: FrameReader): void {
    for (let left = reader.count(); left > 0; left--) {
      const number = reader.count();
      const [id, type, milli] = [reader.text(), reader.count(), reader.count()];
      const vehicle = { id, type, speedFactor: milli / 1000, firstLink: reader.count(), lastLink: reader.count() };
      this.#vehicles.set(number, vehicle);
    }
  }

  #tripOf(reader: FrameReader): RecordedTrip {
    const vehicle = this.#vehicle(reader.count());
    const departMs = reader.count();
    const enteredMs = departMs + reader.count();
    return {
      vehicle,
      departS: departMs / 1000,
      enteredS: enteredMs / 1000,
      arrivedS: (enteredMs + reader.count()) / 1000,
      enterMps: reader.count() / 100,
      enterM: reader.count() / 100,
      lengthM: reader.count() / 100,
      standingS: reader.count() / 1000,
      stops: reader.count(),
      lossS: reader.signed() / 1000,
      enterLane: reader.count(),
      leaveLink: reader.count(),
      leaveLane: reader.count(),
      leaveMps: reader.count() / 100,
      reroutes: reader.count(),
    };
  }

  #readVehicles(reader: FrameReader): void {
    const gone = new Set<number>();
    eachPlace(reader, (place) => gone.add(place));
    if (gone.size > 0) this.#inside = this.#inside.filter((_, place) => !gone.has(place));
    const stated = new Set<number>();
    eachPlace(reader, (place) => {
      const one = this.#at(place);
      [one.link, one.lane, one.positionCm] = [reader.count(), reader.count(), reader.count()];
      stated.add(place);
    });
    eachPlace(reader, (place) => {
      this.#at(place).lane = reader.count();
    });
    const before = this.#inside.map(({ speedCmps }) => speedCmps);
    for (const one of this.#inside) one.speedCmps += reader.signed();
    this.#inside.forEach((one, place) => {
      if (!stated.has(place)) one.positionCm += ((before[place]! + one.speedCmps) >> 1) + reader.signed();
    });
    for (let left = reader.count(); left > 0; left--) {
      const vehicle = this.#vehicle(reader.count());
      const [link, lane, positionCm, speedCmps] = [reader.count(), reader.count(), reader.count(), reader.count()];
      this.#inside.push({ vehicle, link, lane, positionCm, speedCmps });
    }
  }

  #vehicle(number: number): RecordedVehicle {
    const vehicle = this.#vehicles.get(number);
    if (vehicle === undefined) throw new RangeError(`vehicle number ${number} has no name`);
    return vehicle;
  }

  #at(place: number): RecordedPlace {
    const one = this.#inside[place];
    if (one === undefined) throw new RangeError(`there is no vehicle at place ${place}`);
    return one;
  }
}

function lampOf(reader: FrameReader, second: number): RecordedLamp {
  const [head, place, beforeMs] = [reader.count(), reader.count(), reader.count()];
  const lamp = LAMPS[place];
  if (lamp === undefined) throw new RangeError(`there is no lamp number ${place}`);
  return { atS: second - beforeMs / 1000, head, lamp };
}

function listOf<T>(reader: FrameReader, item: () => T): T[] {
  const items: T[] = [];
  for (let left = reader.count(); left > 0; left--) items.push(item());
  return items;
}

function eachPlace(reader: FrameReader, visit: (place: number) => void): void {
  let place = -1;
  for (let left = reader.count(); left > 0; left--) {
    place += reader.count();
    visit(place);
  }
}
