import { dateOf } from './instant.ts';
import { numberOf } from './quantity.ts';

const TIME = /^(\d{2})(\d{2})(\d{2})(?:\.(\d{1,6}))?$/;
const DATE = /^(\d{2})(\d{2})(\d{2})$/;
const DEGREES = /^(\d{1,3})(\d{2}(?:\.\d{1,10})?)$/;
const SIGNS = {
  lat: new Map([
    ['N', 1],
    ['S', -1],
  ]),
  lon: new Map([
    ['E', 1],
    ['W', -1],
  ]),
};
/** GPS began in 1980: two digits from 80 are of the last century. */
const FIRST_YEAR = 80;

/** `hhmmss.sss`: milliseconds of the day, UTC. */
export function timeOfDayMs(field: string): number | undefined {
  const [found, hours, minutes, seconds, fraction = ''] = TIME.exec(field) ?? [];
  if (found === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 60) return undefined;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Math.round(Number(`0.${fraction}0`) * 1000);
}

/** `ddmmyy`: start of the day, UTC, epoch milliseconds. */
export function dayMs(field: string): number | undefined {
  const [found, day, month, year] = DATE.exec(field) ?? [];
  if (found === undefined) return undefined;
  return dateOf(Number(year) + (Number(year) >= FIRST_YEAR ? 1900 : 2000), Number(month), Number(day));
}

/** `ddmm.mmmm` or `dddmm.mmmm` and its hemisphere: degrees, positive to the north and east. */
export function degreesOf(field: string, hemisphere: string, axis: 'lat' | 'lon'): number | undefined {
  const [found, whole, minutes] = DEGREES.exec(field) ?? [];
  const sign = SIGNS[axis].get(hemisphere);
  if (found === undefined || sign === undefined || Number(minutes) >= 60) return undefined;
  const degrees = Number(whole) + Number(minutes) / 60;
  return degrees <= (axis === 'lat' ? 90 : 180) ? sign * degrees : undefined;
}

/** A number that may be left out; undefined where it is, NaN where something else stands. */
export function optionalNumber(field: string | undefined): number | undefined {
  if (field === undefined || field === '') return undefined;
  return numberOf(field) ?? Number.NaN;
}
