import { isUtf8 } from 'node:buffer';
import { readMapped } from './field-mapping.ts';
import { readJson } from './mapped-json.ts';
import { type NmeaState, takeLine } from './nmea-epoch.ts';
import { type Reading, type Unread, unread } from './reading.ts';
import type { PositionSource } from './source-schema.ts';

/** One message of a source, opened. */
export interface SourceMessage {
  readonly ok: true;
  /** What the message itself calls its vehicle; empty when it does not. */
  readonly vehicle: string;
  /** Its positions, given the sentences heard before of that vehicle. */
  read(before: NmeaState, receivedMs: number): { readonly nmea: NmeaState; readonly readings: readonly Reading[] };
}

const BYTES_MOST = { json: 16_384, nmea: 4096 } as const;

/** Opens a payload; `retained` as the broker said it. */
export function openMessage(source: PositionSource, payload: Uint8Array, retained: boolean): SourceMessage | Unread {
  if (retained) return unread('late', 'a position from the store of the broker is never acted on');
  const most = BYTES_MOST[source.payload];
  if (payload.length > most) return unread('oversized', `${payload.length} bytes, at most ${most}`);
  if (source.payload === 'nmea') return openSentences(payload);
  const { fields, vehicle } = source;
  const json = readJson(payload);
  if (!json.ok) return json;
  return {
    ok: true,
    vehicle: vehicle === undefined ? '' : nameOf(json.get(vehicle)),
    read: (nmea, receivedMs) => ({ nmea, readings: [readMapped(fields, json.get, receivedMs)] }),
  };
}

function nameOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function openSentences(payload: Uint8Array): SourceMessage | Unread {
  if (!isUtf8(payload)) return unread('malformed', 'not text');
  const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const read = (before: NmeaState, receivedMs: number): ReturnType<SourceMessage['read']> => {
    let nmea = before;
    const readings = lines.flatMap((line) => {
      const taken = takeLine(nmea, line, receivedMs);
      nmea = taken.state;
      return taken.readings;
    });
    return { nmea, readings };
  };
  return { ok: true, vehicle: '', read };
}
