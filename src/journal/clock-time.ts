/** Writes an instant as the reader's clock shows it, to the second. */
export type ClockTime = (atMs: number) => string;

/** Clock of a time zone by its IANA name, e.g. `Asia/Shanghai`: `17:43:10`. Throws RangeError for a name that does not exist. */
export function clockOf(timeZone: string): ClockTime {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return (atMs) => format.format(atMs);
}

const TIME_OF_DAY = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;
const DAY_S = 86_400;

/** What a person writes as a time: the first such time of day at or after `startMs`, or ISO 8601; undefined for anything else. */
export function instantOf(text: string, startMs: number, clock: ClockTime): number | undefined {
  const secondOfDay = secondsOf(text);
  if (secondOfDay !== undefined) {
    const startS = secondsOf(clock(startMs)) ?? 0;
    return startMs + ((secondOfDay - startS + DAY_S) % DAY_S) * 1000;
  }
  const atMs = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : atMs;
}

function secondsOf(text: string): number | undefined {
  const match = TIME_OF_DAY.exec(text);
  return match === null ? undefined : Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0);
}
