import { canonicalJson } from '../kernel/canonical.ts';
import { packState } from './packed-state.ts';
import type { LogHeader, LogRecord } from './record.ts';

/**
 * A record's text in a log: canonical JSON, with junction states packed; `decodeRecord` is its inverse. Equal records give equal
 * text however their objects were built, in process or from a message.
 */
export function recordLine(record: LogHeader | LogRecord): string {
  if (record.kind !== 'input' || record.input.kind !== 'junction') return canonicalJson(record);
  const { receivedMs, state } = record.input;
  return JSON.stringify({ input: { kind: 'junction', receivedMs, state: packState(state) }, kind: 'input', n: record.n });
}
