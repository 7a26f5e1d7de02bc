import type { CityRun } from '../city/city-run.ts';
import type { Lamp } from '../signal/lamp.ts';
import type { Trip } from '../simulator/simulator.ts';
import { FrameWriter } from './frame-writer.ts';
import { LAMPS, type RecordingHeader } from './header.ts';
import type { RecordedFleet } from './recorded-fleet.ts';
import { VehicleTrack } from './vehicle-track.ts';

/** Takes the bytes of a recording in order; they are good during the call only. */
export interface ByteSink {
  write(bytes: Uint8Array): void;
}

/** Records a run while it goes on, second by second; what it keeps grows with the vehicles of the demand, not with time. */
export class Recorder {
  readonly #sink: ByteSink;
  readonly #fleet: RecordedFleet;
  readonly #heads: RecordingHeader['heads'];
  readonly #shown: (Lamp | undefined)[];
  readonly #stepS: number;
  readonly #lamps = new FrameWriter();
  readonly #trips = new FrameWriter();
  readonly #named = new FrameWriter();
  readonly #frame = new FrameWriter();
  readonly #length = new FrameWriter();
  /** 1 for a vehicle that has been named. */
  readonly #isNamed: Uint8Array;
  readonly #track: VehicleTrack;
  #lampCount = 0;
  #tripCount = 0;
  #namedCount = 0;

  /** Writes the header at once. */
  constructor(sink: ByteSink, header: RecordingHeader, fleet: RecordedFleet, stepS: number) {
    this.#sink = sink;
    this.#fleet = fleet;
    this.#heads = header.heads;
    this.#shown = header.heads.map(() => undefined);
    this.#stepS = stepS;
    this.#isNamed = new Uint8Array(fleet.size);
    this.#track = new VehicleTrack(fleet.size);
    sink.write(new TextEncoder().encode(`${JSON.stringify(header)}\n`));
  }

  /** After every step of simulation: what the lamps showed in it. */
  step(city: CityRun): void {
    const second = Math.ceil(city.timeS - 1e-9);
    for (let i = 0; i < this.#heads.length; i++) {
      const [junction, group] = this.#heads[i] as readonly [string, string];
      const lamp = city.lamp(junction, group);
      if (lamp === this.#shown[i]) continue;
      this.#shown[i] = lamp;
      this.#lampCount += 1;
      this.#lamps.count(i);
      this.#lamps.count(LAMPS.indexOf(lamp));
      this.#lamps.count(Math.round((second - (city.timeS - this.#stepS)) * 1000));
    }
  }

  trip(trip: Trip): void {
    this.#name(trip.vehicle);
    this.#tripCount += 1;
    const trips = this.#trips;
    const [departMs, enteredMs, arrivedMs] = [trip.departS, trip.enteredS, trip.arrivedS].map(milli) as [number, number, number];
    trips.count(trip.vehicle);
    trips.count(departMs);
    trips.count(Math.max(0, enteredMs - departMs));
    trips.count(Math.max(0, arrivedMs - enteredMs));
    trips.count(Math.round(trip.enterMps * 100));
    trips.count(Math.round(trip.enterM * 100));
    trips.count(Math.round(trip.lengthM * 100));
    trips.count(milli(trip.standingS));
    trips.count(trip.stops);
    trips.signed(milli(trip.lossS));
    trips.count(trip.enterLane);
    trips.count(trip.leaveLink);
    trips.count(trip.leaveLane);
    trips.count(Math.round(trip.leaveMps * 100));
    trips.count(trip.reroutes);
  }

  /** After every second, once its trips have been told. */
  second(city: CityRun): void {
    this.#track.begin();
    city.visit(({ id, link, lane, positionM, speedMps }) => {
      if (this.#isNamed[id] === 0) this.#name(id);
      this.#track.see(id, link, lane, Math.round(positionM * 100), Math.round(speedMps * 100));
    });
    const frame = this.#frame;
    frame.clear();
    frame.count(Math.round(city.timeS));
    frame.count(this.#lampCount);
    frame.append(this.#lamps.bytes);
    frame.count(this.#namedCount);
    frame.append(this.#named.bytes);
    frame.count(this.#tripCount);
    frame.append(this.#trips.bytes);
    this.#track.writeTo(frame);
    this.#length.clear();
    this.#length.count(frame.length);
    this.#sink.write(this.#length.bytes);
    this.#sink.write(frame.bytes);
    for (const part of [this.#lamps, this.#named, this.#trips]) part.clear();
    this.#lampCount = 0;
    this.#namedCount = 0;
    this.#tripCount = 0;
  }

  #name(number: number): void {
    if (this.#isNamed[number] === 1) return;
    this.#isNamed[number] = 1;
    this.#namedCount += 1;
    const { id, type, speedFactor, firstLink, lastLink } = this.#fleet.vehicle(number);
    const named = this.#named;
    named.count(number);
    named.text(id);
    named.count(type);
    named.count(Math.round(speedFactor * 1000));
    named.count(firstLink);
    named.count(lastLink);
  }
}

function milli(seconds: number): number {
  return Math.round(seconds * 1000);
}
