import type { RoadMap } from '../roadnet/map.ts';
import type { RecordingHeader } from './header.ts';
import { type LinePoint, LinkLines } from './link-lines.ts';
import type { RecordedVehicle } from './recorded-fleet.ts';
import type { ByteSink } from './recorder.ts';
import type { RecordedSecond } from './recording-decoder.ts';
import { TextWriter } from './text-writer.ts';
import { attribute, rootTag, XML_HEAD } from './xml.ts';

const encoder = new TextEncoder();
const bytes = (text: string): Uint8Array => encoder.encode(text);
const TIME = bytes('    <timestep time="');
const TIME_END = bytes('">\n');
const CLOSE_TIME = bytes('    </timestep>\n');
const Y = bytes('" y="');
const ANGLE = bytes('" angle="');
const SPEED = bytes('" speed="');
const POS = bytes('" pos="');
const LANE = bytes('" lane="');
const SLOPE = bytes('" slope="0.00"/>\n');

/**
 * Writes SUMO's floating car data (`fcd_file.xsd`), second by second, as `sumo --fcd-output FILE --fcd-output.geo` does: x is
 * the longitude and y the latitude on the drawn line of the link, which does not tell its lanes apart; `lane` is `<link>_<lane>`
 * with lane 0 at the kerb. A vehicle in a node counts to the link that it has just left, at its end.
 */
export class FcdWriter {
  readonly #sink: ByteSink;
  readonly #lines: LinkLines;
  readonly #links: readonly Uint8Array[];
  readonly #types: readonly Uint8Array[];
  readonly #heads = new WeakMap<RecordedVehicle, Uint8Array>();
  readonly #text = new TextWriter();
  readonly #point: LinePoint = { lonE6: 0, latE6: 0, headingE2: 0 };

  constructor(sink: ByteSink, header: RecordingHeader, map: RoadMap) {
    this.#sink = sink;
    this.#lines = new LinkLines(map);
    this.#links = header.links.map((id) => bytes(`${attribute(id)}_`));
    this.#types = header.types.map((name) => bytes(`" type="${attribute(name)}`));
    sink.write(bytes(`${XML_HEAD}${rootTag('fcd-export', 'fcd_file.xsd')}`));
  }

  second({ second, inside }: RecordedSecond): void {
    const text = this.#text;
    text.clear();
    text.append(TIME);
    text.fixed(second * 100, 2);
    text.append(TIME_END);
    for (const { vehicle, link, lane, positionCm, speedCmps } of inside) {
      this.#lines.locate(link, positionCm, this.#point);
      const lengthCm = this.#lines.lengthCm(link);
      text.append(this.#head(vehicle));
      text.fixed(this.#point.lonE6, 6);
      text.append(Y);
      text.fixed(this.#point.latE6, 6);
      text.append(ANGLE);
      text.fixed(this.#point.headingE2, 2);
      text.append(this.#types[vehicle.type]!);
      text.append(SPEED);
      text.fixed(speedCmps, 2);
      text.append(POS);
      text.fixed(positionCm < lengthCm ? positionCm : lengthCm, 2);
      text.append(LANE);
      text.append(this.#links[link]!);
      text.fixed(lane, 0);
      text.append(SLOPE);
    }
    text.append(CLOSE_TIME);
    this.#sink.write(text.bytes);
  }

  end(): void {
    this.#sink.write(bytes('</fcd-export>\n'));
  }

  #head(vehicle: RecordedVehicle): Uint8Array {
    const known = this.#heads.get(vehicle);
    if (known !== undefined) return known;
    const head = bytes(`        <vehicle id="${attribute(vehicle.id)}" x="`);
    this.#heads.set(vehicle, head);
    return head;
  }
}
