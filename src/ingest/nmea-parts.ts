import { dayMs, degreesOf, optionalNumber, timeOfDayMs } from './nmea-fields.ts';
import type { Sentence } from './nmea-sentence.ts';
import { SPEED_UNITS } from './quantity.ts';
import { quoted, type Unread, unread } from './reading.ts';

/** What one sentence says of its epoch; members that it does not state are left out. */
export interface Parts {
  readonly ok: true;
  readonly timeMs?: number;
  readonly dayMs?: number;
  readonly place?: { readonly lat: number; readonly lon: number };
  readonly speedMps?: number;
  readonly headingDeg?: number;
  readonly hdop?: number;
  /** The receiver says that it knows no position of its own, and how. */
  readonly noFix?: string;
}

/** GPS, several systems, BeiDou (two names), GLONASS, Galileo. */
const TALKERS: ReadonlySet<string> = new Set(['GP', 'GN', 'BD', 'GB', 'GL', 'GA']);
/** FAA mode indicators of a position that was not measured: not valid, simulated, entered by hand. */
const UNMEASURED_MODES: ReadonlySet<string> = new Set(['N', 'S', 'M']);
/** Fix quality of GGA: none, entered by hand, simulated. */
const UNMEASURED_QUALITIES: ReadonlySet<string> = new Set(['0', '7', '8']);

/** What a sentence says of position; undefined for one that is about something else. */
export function partsOf({ talker, type, fields }: Sentence): Parts | Unread | undefined {
  if (type !== 'RMC' && type !== 'GGA' && type !== 'VTG') return undefined;
  if (!TALKERS.has(talker)) return unread('malformed', `${quoted(talker)} is no receiver of satellites`);
  if (type === 'VTG') return ofVtg(fields);
  return type === 'RMC' ? ofRmc(fields) : ofGga(fields);
}

/** Time, status, latitude, N/S, longitude, E/W, knots, course, date, magnetic variation, E/W, mode. */
function ofRmc(fields: readonly string[]): Parts | Unread {
  const [time = '', status, lat = '', ns = '', lon = '', ew = '', knots, course, date = '', , , mode = 'A'] = fields;
  const day = dayMs(date);
  if (status !== 'A' || UNMEASURED_MODES.has(mode)) {
    return withoutFix(time, status === 'V' ? 'status V' : status === 'A' ? `mode ${mode}` : `status ${quoted(status ?? '')}`);
  }
  if (day === undefined) return unread('malformed', `RMC: ${quoted(date)} is no date`);
  const motion = motionOf('RMC', knots, course);
  return motion.ok ? at('RMC', time, [lat, ns, lon, ew], { ...motion, dayMs: day }) : motion;
}

/** Time, latitude, N/S, longitude, E/W, quality, satellites, HDOP. */
function ofGga(fields: readonly string[]): Parts | Unread {
  const [time = '', lat = '', ns = '', lon = '', ew = '', quality = '', , dilution] = fields;
  if (!/^\d$/.test(quality)) return unread('malformed', `GGA: ${quoted(quality)} is no fix quality`);
  if (UNMEASURED_QUALITIES.has(quality)) return withoutFix(time, `fix quality ${quality}`);
  const hdop = optionalNumber(dilution);
  if (hdop !== undefined && !(hdop >= 0)) return unread('malformed', `GGA: ${quoted(dilution ?? '')} is no HDOP`);
  return at('GGA', time, [lat, ns, lon, ew], { ok: true, ...(hdop === undefined ? {} : { hdop }) });
}

/** Course, T, magnetic course, M, knots, N, km/h, K, mode. */
function ofVtg(fields: readonly string[]): Parts | Unread {
  return motionOf('VTG', fields[4], fields[0]);
}

function withoutFix(time: string, noFix: string): Parts | Unread {
  const timeMs = timeOfDayMs(time);
  // A receiver that has just been switched on knows no time either: nothing to wait for.
  return timeMs === undefined ? unread('no-fix', noFix) : { ok: true, timeMs, noFix };
}

function at(type: string, time: string, place: readonly [string, string, string, string], parts: Parts): Parts | Unread {
  const timeMs = timeOfDayMs(time);
  if (timeMs === undefined) return unread('malformed', `${type}: ${quoted(time)} is no time of day`);
  const lat = degreesOf(place[0], place[1], 'lat');
  const lon = degreesOf(place[2], place[3], 'lon');
  if (lat === undefined || lon === undefined) return unread('malformed', `${type}: ${quoted(place.join(','))} is no position`);
  return { ...parts, timeMs, place: { lat, lon } };
}

function motionOf(type: string, knots: string | undefined, course: string | undefined): Parts | Unread {
  const speed = optionalNumber(knots);
  const headingDeg = optionalNumber(course);
  if (speed !== undefined && !(speed >= 0)) return unread('malformed', `${type}: ${quoted(knots ?? '')} is no speed`);
  if (headingDeg !== undefined && !(headingDeg >= 0 && headingDeg <= 360)) {
    return unread('malformed', `${type}: ${quoted(course ?? '')} is no course`);
  }
  return {
    ok: true,
    ...(speed === undefined ? {} : { speedMps: speed * SPEED_UNITS.knots }),
    ...(headingDeg === undefined ? {} : { headingDeg }),
  };
}
