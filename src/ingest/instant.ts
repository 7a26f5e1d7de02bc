import { numberOf } from './quantity.ts';

/** Units of a time: counts since 1970, a text of ISO 8601, or milliseconds of the minute (SAE J2735 DSecond). */
export type TimeUnit = 's' | 'ms' | 'iso' | 'ms-of-minute';

export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const LATEST_MS = 8_640_000_000_000_000;
const TEXT =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

export type Instant =
  | { readonly ok: true; readonly atMs: number }
  | { readonly ok: false; readonly why: 'malformed' | 'no-date' };

const MALFORMED: Instant = { ok: false, why: 'malformed' };

/**
 * The instant that a value states, whole epoch milliseconds. `utcOffsetH` is for texts without a zone. `nearMs` is what a minute
 * without its date is nearest to; `no-date` when that is not known.
 */
export function instantOf(value: unknown, unit: TimeUnit, utcOffsetH: number | undefined, nearMs: number | undefined): Instant {
  if (unit === 'iso') return typeof value === 'string' ? instantOfText(value.trim(), utcOffsetH) : MALFORMED;
  const number = numberOf(value);
  if (number === undefined || number < 0) return MALFORMED;
  if (unit === 'ms-of-minute') {
    // J2735 counts a leap second to 60,999 and says 65,535 for a time that is not known.
    if (number > 60_999) return MALFORMED;
    return nearMs === undefined ? { ok: false, why: 'no-date' } : checked(nearest(number, MINUTE_MS, nearMs));
  }
  return checked(unit === 's' ? number * 1000 : number);
}

/** Of the instants that a clock without days (or hours) shows as `shownMs`, the one nearest to `nearMs`. */
export function nearest(shownMs: number, periodMs: number, nearMs: number): number {
  return shownMs + periodMs * Math.round((nearMs - shownMs) / periodMs);
}

function checked(ms: number): Instant {
  const atMs = Math.round(ms);
  return atMs >= 0 && atMs <= LATEST_MS ? { ok: true, atMs } : MALFORMED;
}

function instantOfText(text: string, utcOffsetH: number | undefined): Instant {
  const found = text.length > 40 ? null : TEXT.exec(text);
  if (found === null) return MALFORMED;
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone] = found;
  const offsetMin = zone === undefined ? minutesOf(utcOffsetH) : minutesOfZone(zone);
  if (offsetMin === undefined) return MALFORMED;
  const dayMs = dateOf(Number(year), Number(month), Number(day));
  if (dayMs === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return MALFORMED;
  const fractionMs = Number(`0.${fraction}0`) * 1000;
  return checked(dayMs + ((Number(hour) * 60 + Number(minute) - offsetMin) * 60 + Number(second)) * 1000 + fractionMs);
}

function minutesOf(utcOffsetH: number | undefined): number | undefined {
  return utcOffsetH === undefined ? undefined : utcOffsetH * 60;
}

function minutesOfZone(zone: string): number | undefined {
  if (zone.toUpperCase() === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', ''));
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** Start of a day, UTC; undefined for a day that the calendar does not have. */
export function dateOf(year: number, month: number, day: number): number | undefined {
  const ms = Date.UTC(year, month - 1, day);
  const date = new Date(ms);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? ms : undefined;
}
