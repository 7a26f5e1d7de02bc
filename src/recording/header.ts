import { z } from 'zod';
import { InputFaults } from '../kernel/faults.ts';
import type { LinkId } from '../kernel/ids.ts';
import { faultsOfSchema } from '../kernel/schema-faults.ts';

/**
 * The recording of a run, `clearway-recording/2`: where every vehicle was in every second, every change of every lamp, and every
 * trip. A gzip file of a header, this type as JSON on one line, and then one frame per second of the run, from second 1 to `endS`:
 * a file that ends before was cut off.
 *
 * A frame is its length in bytes and that many bytes. All numbers are varints (7 bits a byte, the lowest first, the highest bit
 * set on all bytes but the last); a signed number n is written as 2n, or -2n - 1 below zero. A text is its length and its UTF-8.
 * A list is its length and its items. Positions (cm) are of front bumpers from the start of the link, beyond its length while the
 * vehicle is in the node after it; speeds are in cm/s. Links, heads and types count through the lists of the header. The decoder
 * keeps the vehicles inside in a list, oldest entry first; "place" is the place in it, written less the place before it in the
 * same list of the frame (less -1 for the first). A frame holds:
 *
 * 1. the second of the run at whose end it was taken;
 * 2. changes of lamps: head, lamp (place in `LAMPS`), milliseconds before the end of the second;
 * 3. vehicles that are named for the first time: number (traffic from 0 by departure, ambulances after it), id, type, desired
 *    speed over the limit (1/1000), first link and last link of its route;
 * 4. trips that ended: number; wished departure, entry after it, arrival after that (ms); entry speed; position at entry; length
 *    (cm); time standing (ms); halts; time lost (ms, signed); lane of entry; link, lane and speed of leaving; missed turns that
 *    put it on another way;
 * 5. places of vehicles that are gone, which then leave the list;
 * 6. vehicles on another link than before: place, link, lane, position;
 * 7. vehicles on another lane of their link: place, lane;
 * 8. for each vehicle of the list, in its order, signed: its speed less the speed before;
 * 9. for each vehicle of the list that is not in 6, signed: its position less that before and less half the sum of both speeds,
 *    rounded down;
 * 10. vehicles that came, which then join the list: number, link, lane, position, speed.
 */
export interface RecordingHeader {
  readonly format: typeof RECORDING_FORMAT;
  readonly version: string;
  readonly scenario: string;
  readonly map: string;
  readonly mapSha256: string;
  readonly arm: string;
  readonly seed: number;
  /** Date and time of second 0. */
  readonly start: string;
  /** The last second of the run. */
  readonly endS: number;
  readonly links: readonly LinkId[];
  /** Signal groups as [junction, group]. */
  readonly heads: readonly (readonly [string, string])[];
  readonly types: readonly string[];
}

export const RECORDING_FORMAT = 'clearway-recording/2';
export const LAMPS = ['red', 'yellow', 'green', 'flashing', 'dark'] as const;

const id = z.string();
const header = z.strictObject({
  format: z.literal(RECORDING_FORMAT),
  version: z.string(),
  scenario: z.string(),
  map: z.string(),
  mapSha256: z.string(),
  arm: z.string(),
  seed: z.number(),
  start: z.string(),
  endS: z.int().min(0),
  links: z.array(id),
  heads: z.array(z.tuple([id, id])),
  types: z.array(z.string()),
});

/** @throws InputFaults with every fault of the header; `source` names the file. */
export function decodeRecordingHeader(source: string, line: string): RecordingHeader {
  const value = jsonOf(line);
  const result = header.safeParse(value);
  if (!result.success) throw new InputFaults(source, faultsOfSchema(result.error, value));
  return result.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
