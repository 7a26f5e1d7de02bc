import type { IngestRefusal } from '../evidence/event.ts';

/** One position as a source states it, in the datum of the source. What the source does not say is left out. */
export interface Sighting {
  readonly atMs: number;
  readonly lat: number;
  readonly lon: number;
  readonly speedMps?: number;
  /** Clockwise from north. */
  readonly headingDeg?: number;
  readonly accuracyM?: number;
}

/** Why a line, a row or a message gave no position; the reason is counted, the detail is for people. */
export interface Unread {
  readonly ok: false;
  readonly reason: IngestRefusal;
  readonly detail: string;
}

export type Reading = { readonly ok: true; readonly sighting: Sighting } | Unread;

const DETAIL_LENGTH = 200;

export function unread(reason: IngestRefusal, detail: string): Unread {
  return { ok: false, reason, detail: detail.slice(0, DETAIL_LENGTH) };
}

/** Text of somebody else as it may stand in a detail. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
}

/** Reads a track piece by piece and never throws; of the text it keeps at most an unfinished line or element. */
export interface TrackReader {
  push(text: string): readonly Reading[];
  /** The text is over: what was still open. */
  end(): readonly Reading[];
}

/** Accuracy of a fix, one sigma in metres, from its horizontal dilution of precision. */
export function accuracyOfHdop(hdop: number): number {
  return Math.max(4, 2.5 * hdop);
}
