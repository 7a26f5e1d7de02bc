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
