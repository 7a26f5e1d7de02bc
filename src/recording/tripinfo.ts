import type { RoadMap } from '../roadnet/map.ts';
import type { RecordingHeader } from './header.ts';
import type { ByteSink } from './recorder.ts';
import type { RecordedSecond, RecordedTrip } from './recording-decoder.ts';
import { attribute, rootTag, XML_HEAD } from './xml.ts';

const encoder = new TextEncoder();

/**
 * Writes SUMO's trip information (`tripinfo_file.xsd`), one element for each trip that ended, in the order of their ends.
 * `depart` is the entry and `departDelay` the wait for it; a vehicle comes in at the start of a lane, or standing on it, and leaves
 * at the end of one. `rerouteNo` counts the missed turns after which it drove on another way.
 */
export class TripinfoWriter {
  readonly #sink: ByteSink;
  readonly #header: RecordingHeader;
  readonly #lengthsM: readonly number[];

  constructor(sink: ByteSink, header: RecordingHeader, map: RoadMap) {
    this.#sink = sink;
    this.#header = header;
    this.#lengthsM = map.links.map(({ lengthM }) => lengthM);
    sink.write(encoder.encode(`${XML_HEAD}${rootTag('tripinfos', 'tripinfo_file.xsd')}`));
  }

  second({ trips }: RecordedSecond): void {
    if (trips.length > 0) this.#sink.write(encoder.encode(trips.map((trip) => this.#element(trip)).join('')));
  }

  end(): void {
    this.#sink.write(encoder.encode('</tripinfos>\n'));
  }

  #element(trip: RecordedTrip): string {
    const { vehicle, departS, enteredS, arrivedS } = trip;
    const { links, types } = this.#header;
    const attributes: readonly (readonly [string, string])[] = [
      ['id', vehicle.id],
      ['depart', two(enteredS)],
      ['departLane', `${links[vehicle.firstLink] ?? ''}_${trip.enterLane}`],
      ['departPos', two(trip.enterM)],
      ['departSpeed', two(trip.enterMps)],
      ['departDelay', two(enteredS - departS)],
      ['arrival', two(arrivedS)],
      ['arrivalLane', `${links[trip.leaveLink] ?? ''}_${trip.leaveLane}`],
      ['arrivalPos', two(this.#lengthsM[trip.leaveLink] ?? 0)],
      ['arrivalSpeed', two(trip.leaveMps)],
      ['duration', two(arrivedS - enteredS)],
      ['routeLength', two(trip.lengthM)],
      ['waitingTime', two(trip.standingS)],
      ['waitingCount', String(trip.stops)],
      ['stopTime', two(0)],
      ['timeLoss', two(Math.max(0, trip.lossS))],
      ['rerouteNo', String(trip.reroutes)],
      ['devices', ''],
      ['vType', types[vehicle.type] ?? ''],
      ['speedFactor', two(vehicle.speedFactor)],
      ['vaporized', ''],
    ];
    return `    <tripinfo ${attributes.map(([name, value]) => `${name}="${attribute(value)}"`).join(' ')}/>\n`;
  }
}

function two(value: number): string {
  return value.toFixed(2);
}
