import { DAY_MS, nearest } from './instant.ts';
import { type Parts, partsOf } from './nmea-parts.ts';
import { readSentence } from './nmea-sentence.ts';
import { accuracyOfHdop, type Reading, unread } from './reading.ts';

/** What is known between two sentences of one receiver. Plain data, of bounded size. */
export interface NmeaState {
  /** The epoch whose sentences are coming in. */
  readonly open?: Epoch;
  /** Time of the epoch that was given out last. */
  readonly closedMs?: number;
  /** The sentence that ends an epoch of this receiver, as the last epochs had it. */
  readonly closer?: string;
  /** The last instant that was given out. */
  readonly lastAtMs?: number;
}

interface Epoch extends Parts {
  readonly timeMs: number;
  readonly last: string;
}

/**
 * Takes one line of a receiver. RMC, GGA and VTG of one time make one position, given out with the sentence that came last in the
 * epoch before, or when the next epoch begins if that one is missing; so a position waits for nothing once the order is known.
 * A time without a date (no RMC) is taken for the instant nearest to `nearMs`, else to the last position, so that midnight passes.
 */
export function takeLine(
  state: NmeaState,
  line: string,
  nearMs: number | undefined,
): { readonly state: NmeaState; readonly readings: readonly Reading[] } {
  const sentence = readSentence(line);
  if (!sentence.ok) return { state, readings: [sentence] };
  const parts = partsOf(sentence);
  if (parts === undefined) return { state, readings: [] };
  if (!parts.ok) return { state, readings: [parts] };
  return takeParts(state, parts, sentence.talker + sentence.type, nearMs);
}

function takeParts(state: NmeaState, parts: Parts, name: string, nearMs: number | undefined): ReturnType<typeof takeLine> {
  const { open } = state;
  const timeMs = parts.timeMs ?? open?.timeMs;
  // Of an epoch that has been given out already: it tells only that epochs end later than was thought.
  if (timeMs === undefined || (open === undefined && timeMs === state.closedMs)) {
    return { state: { ...state, closer: name }, readings: [] };
  }
  if (open === undefined || open.timeMs === timeMs) {
    const epoch: Epoch = { ...parts, ...open, timeMs, last: name };
    const merged: NmeaState = { ...state, open: epoch };
    return name === state.closer ? close(merged, epoch, nearMs) : { state: merged, readings: [] };
  }
  const closed = close(state, open, nearMs);
  const begun = takeParts({ ...closed.state, closer: open.last }, parts, name, nearMs);
  return { state: begun.state, readings: [...closed.readings, ...begun.readings] };
}

/** The position of the epoch that is still open, at the end of a track. */
export function endOfTrack(state: NmeaState, nearMs: number | undefined): readonly Reading[] {
  return state.open === undefined ? [] : close(state, state.open, nearMs).readings;
}

function close(state: NmeaState, epoch: Epoch, nearMs: number | undefined): ReturnType<typeof takeLine> {
  const { open: _, ...rest } = state;
  const closed: NmeaState = { ...rest, closedMs: epoch.timeMs };
  if (epoch.noFix !== undefined) return { state: closed, readings: [unread('no-fix', `the receiver says: ${epoch.noFix}`)] };
  const { place, speedMps, headingDeg, hdop } = epoch;
  const reference = nearMs ?? state.lastAtMs;
  const atMs =
    epoch.dayMs !== undefined
      ? epoch.dayMs + epoch.timeMs
      : reference === undefined
        ? undefined
        : nearest(epoch.timeMs, DAY_MS, reference);
  if (place === undefined) return { state: closed, readings: [] };
  if (atMs === undefined || atMs < 0) {
    return { state: closed, readings: [unread('no-date', 'a time of day, and no date has been heard yet')] };
  }
  const sighting = {
    atMs,
    ...place,
    ...(speedMps === undefined ? {} : { speedMps }),
    ...(headingDeg === undefined ? {} : { headingDeg }),
    ...(hdop === undefined ? {} : { accuracyM: accuracyOfHdop(hdop) }),
  };
  return { state: { ...closed, lastAtMs: atMs }, readings: [{ ok: true, sighting }] };
}
