import { z } from 'zod';
import { instantOf } from './instant.ts';
import { isBlank, numberOf, SPEED_UNITS } from './quantity.ts';
import { accuracyOfHdop, quoted, type Reading, type Sighting, type Unread, unread } from './reading.ts';

const field = z.string().min(1).max(128);

/** Where a source has what we need: names of columns, or paths such as `pos.lat` into a JSON message. */
export const fieldMappingSchema = z.strictObject({
  lat: field,
  lon: field,
  time: z.strictObject({
    field,
    unit: z
      .enum(['s', 'ms', 'iso', 'ms-of-minute'])
      .describe('Since 1970 in UTC; or a text of ISO 8601; or within the minute, as SAE J2735 has it.'),
    utcOffsetH: z.number().min(-14).max(14).optional().describe('For texts without a zone: 8 is China.'),
  }),
  speed: z.strictObject({ field, unit: z.enum(Object.keys(SPEED_UNITS) as [keyof typeof SPEED_UNITS]) }).optional(),
  heading: field.optional().describe('Degrees clockwise from north.'),
  accuracy: z
    .union([
      z.strictObject({ field }).describe('One sigma in metres.'),
      z.strictObject({ hdop: field }).describe('Horizontal dilution of precision: 2.5 m each.'),
      z.strictObject({ metres: z.number().positive().max(10_000) }).describe('What the devices are known for.'),
    ])
    .optional(),
});

export type FieldMapping = z.infer<typeof fieldMappingSchema>;

const HEADING_MOST_DEG = 360;
const SPEED_MOST_MPS = 163.82;
const ACCURACY_MOST_M = 10_000;

/** A position out of named values. `nearMs`: about when it must have been, for times that do not state their day. */
export function readMapped(mapping: FieldMapping, get: (name: string) => unknown, nearMs: number | undefined): Reading {
  const { time } = mapping;
  const instant = instantOf(get(time.field), time.unit, time.utcOffsetH, nearMs);
  if (!instant.ok) return unread(instant.why, `${time.field}: ${shown(get(time.field))} is no time (${time.unit})`);
  const faults: Unread[] = [];
  const number = (name: string | undefined, least: number, most: number, factor = 1): number | undefined => {
    const value = name === undefined ? undefined : get(name);
    if (name === undefined || isBlank(value)) return undefined;
    const stated = (numberOf(value) ?? Number.NaN) * factor;
    if (stated >= least && stated <= most) return stated;
    faults.push(unread('malformed', `${name}: ${shown(value)} is not within reason`));
    return undefined;
  };
  const lat = number(mapping.lat, -90, 90);
  const lon = number(mapping.lon, -180, 180);
  const { speed, accuracy } = mapping;
  const speedMps = number(speed?.field, 0, SPEED_MOST_MPS, SPEED_UNITS[speed?.unit ?? 'm/s']);
  const headingDeg = number(mapping.heading, 0, HEADING_MOST_DEG);
  const accuracyM = accuracyOf(accuracy, (name) => number(name, 0, ACCURACY_MOST_M));
  if (faults[0] !== undefined) return faults[0];
  if (lat === undefined || lon === undefined)
    return unread('no-fix', `${lat === undefined ? mapping.lat : mapping.lon} is empty`);
  const sighting: Sighting = {
    atMs: instant.atMs,
    lat,
    lon,
    ...(speedMps === undefined ? {} : { speedMps }),
    ...(headingDeg === undefined ? {} : { headingDeg }),
    ...(accuracyM === undefined ? {} : { accuracyM }),
  };
  return { ok: true, sighting };
}

function accuracyOf(stated: FieldMapping['accuracy'], number: (name: string) => number | undefined): number | undefined {
  if (stated === undefined) return undefined;
  if ('metres' in stated) return stated.metres;
  if ('field' in stated) return number(stated.field);
  const hdop = number(stated.hdop);
  return hdop === undefined ? undefined : accuracyOfHdop(hdop);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : typeof value === 'object' ? 'an object' : String(value).slice(0, 40);
}
