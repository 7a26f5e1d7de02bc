import sax from 'sax';
import { instantOf } from './instant.ts';
import { isBlank, numberOf } from './quantity.ts';
import { accuracyOfHdop, quoted, type Reading, type TrackReader, unread } from './reading.ts';

/** Members of a point that are read, by local name, wherever in it they stand: GPX 1.0 has them bare, 1.1 in extensions. */
const MEMBERS: ReadonlySet<string> = new Set(['time', 'speed', 'course', 'hdop']);
const DEPTH_MOST = 32;
const ATTRIBUTES_MOST = 64;
const TEXT_MOST = 64;

interface OpenPoint {
  readonly line: number;
  readonly lat: string | undefined;
  readonly lon: string | undefined;
  readonly members: Map<string, string>;
}

/** A GPX 1.0 or 1.1 track: every `trkpt` with its time. What stops being XML ends the reading, with its line. */
export class GpxTrack implements TrackReader {
  readonly #parser = sax.parser(true, { position: true });
  #readings: Reading[] = [];
  #point: OpenPoint | undefined;
  /** Local names of the open elements. */
  readonly #path: string[] = [];
  #attributes = 0;
  #hasRoot = false;
  #isOver = false;

  constructor() {
    const parser = this.#parser;
    parser.onattribute = () => {
      this.#attributes += 1;
      if (this.#attributes > ATTRIBUTES_MOST) this.#giveUp('oversized', `an element of more than ${ATTRIBUTES_MOST} attributes`);
    };
    parser.onopentag = ({ name, attributes }) => this.#open(localName(name), attributes as Record<string, string>);
    parser.onclosetag = () => this.#close();
    parser.ontext = (text) => this.#text(text);
    parser.oncdata = (text) => this.#text(text);
    parser.onerror = (error) => {
      this.#giveUp('malformed', `is no valid XML: ${error.message.split('\n')[0]}`);
    };
  }

  push(text: string): readonly Reading[] {
    this.#feed(() => this.#parser.write(text));
    return this.#taken();
  }

  end(): readonly Reading[] {
    this.#feed(() => this.#parser.close());
    if (!this.#hasRoot && !this.#isOver) this.#giveUp('malformed', 'is no GPX: there is no element');
    return this.#taken();
  }

  #feed(feed: () => void): void {
    if (this.#isOver) return;
    try {
      feed();
    } catch (error) {
      if (!this.#isOver) this.#giveUp('malformed', error instanceof Error ? error.message : String(error));
    }
  }

  #taken(): readonly Reading[] {
    const taken = this.#readings;
    this.#readings = [];
    return taken;
  }

  /** Nothing after this is read. */
  #giveUp(reason: 'malformed' | 'oversized', detail: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#point = undefined;
    this.#path.length = 0;
    this.#readings.push(unread(reason, `line ${this.#parser.line + 1}: ${detail}; reading ends here`));
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#attributes = 0;
    if (this.#isOver) return;
    if (!this.#hasRoot && name !== 'gpx') {
      this.#giveUp('malformed', `is no GPX: it begins with ${quoted(name)}`);
      return;
    }
    this.#hasRoot = true;
    this.#path.push(name);
    if (this.#path.length > DEPTH_MOST) this.#giveUp('oversized', `elements more than ${DEPTH_MOST} deep`);
    else if (name === 'trkpt') {
      const { lat, lon } = attributes;
      this.#point = { line: this.#parser.line + 1, lat, lon, members: new Map() };
    }
  }

  #text(text: string): void {
    const name = this.#path.at(-1);
    if (this.#point === undefined || name === undefined || !MEMBERS.has(name)) return;
    const before = this.#point.members.get(name) ?? '';
    if (before.length <= TEXT_MOST) this.#point.members.set(name, before + text.slice(0, TEXT_MOST + 1));
  }

  #close(): void {
    if (this.#isOver) return;
    const name = this.#path.pop();
    if (name !== 'trkpt' || this.#point === undefined) return;
    this.#readings.push(readPoint(this.#point));
    this.#point = undefined;
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function readPoint({ line, lat, lon, members }: OpenPoint): Reading {
  const where = `line ${line}`;
  const time = members.get('time')?.trim() ?? '';
  if (time === '') return unread('malformed', `${where}: the point has no time`);
  // The schema of GPX says UTC, and some devices leave the Z out.
  const instant = instantOf(time, 'iso', 0, undefined);
  if (!instant.ok) return unread('malformed', `${where}: ${quoted(time)} is no time`);
  const place = { lat: within(lat, -90, 90), lon: within(lon, -180, 180) };
  if (!(Number.isFinite(place.lat) && Number.isFinite(place.lon))) return unread('malformed', `${where}: the point has no place`);
  const speedMps = optional(members.get('speed'), 163.82);
  const headingDeg = optional(members.get('course'), 360);
  const hdop = optional(members.get('hdop'), 4000);
  for (const [name, value] of Object.entries({ speed: speedMps, course: headingDeg, hdop })) {
    if (Number.isNaN(value))
      return unread('malformed', `${where}: ${name} ${quoted(members.get(name) ?? '')} is not within reason`);
  }
  return {
    ok: true,
    sighting: {
      atMs: instant.atMs,
      lat: place.lat,
      lon: place.lon,
      ...(speedMps === undefined ? {} : { speedMps }),
      ...(headingDeg === undefined ? {} : { headingDeg }),
      ...(hdop === undefined ? {} : { accuracyM: accuracyOfHdop(hdop) }),
    },
  };
}

function within(text: string | undefined, least: number, most: number): number {
  const value = numberOf(text) ?? Number.NaN;
  return value >= least && value <= most ? value : Number.NaN;
}

function optional(text: string | undefined, most: number): number | undefined {
  return isBlank(text) ? undefined : within(text?.trim(), 0, most);
}
