import { z } from 'zod';
import type { CoreInput } from '../core/input.ts';
import type { CoreEvent } from '../evidence/event.ts';
import { PLAN_PARTS } from '../preemption/strategy.ts';
import { type PackedState, unpackState } from './packed-state.ts';
import type { LogHeader, LogRecord } from './record.ts';

const strategy = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('fixed-eta'), leadS: z.number().positive() }),
  z.object({ kind: z.literal('fixed-distance'), leadM: z.number().positive() }),
  z.object({ kind: z.enum(['link-queue', 'offset-wave', 'all-green']) }),
  z.object({ kind: z.literal('wavefront'), without: z.enum(PLAN_PARTS).optional() }),
  z.object({ kind: z.literal('queue-leads') }),
]);

const header = z.object({
  kind: z.literal('header'),
  format: z.literal('clearway-log/1'),
  version: z.string(),
  map: z.string(),
  mapSha256: z.string(),
  config: z.looseObject({ city: z.string(), strategy }),
});

/** Only the envelope: the hash chain has already shown that the body is as the core's own types wrote it. */
const envelope = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('input'),
    n: z.int().positive(),
    input: z.looseObject({ kind: z.string(), receivedMs: z.number() }),
  }),
  z.object({ kind: z.literal('event'), n: z.int().positive(), event: z.looseObject({ kind: z.string() }) }),
]);

export type Decoded<T> = { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'fault'; readonly advice: string };

/** The first line's record. */
export function decodeHeader(value: unknown): Decoded<LogHeader> {
  const parsed = header.safeParse(value);
  if (parsed.success) return { kind: 'ok', value: parsed.data };
  return { kind: 'fault', advice: `is not the header of a clearway-log/1 (${z.prettifyError(parsed.error)})` };
}

/** Any later line's record. */
export function decodeRecord(value: unknown): Decoded<LogRecord> {
  const parsed = envelope.safeParse(value);
  if (!parsed.success) return { kind: 'fault', advice: `is no input or event (${z.prettifyError(parsed.error)})` };
  const record = parsed.data;
  if (record.kind === 'event') return { kind: 'ok', value: { ...record, event: record.event as unknown as CoreEvent } };
  return { kind: 'ok', value: { ...record, input: unpackInput(record.input as unknown as LoggedInput) } };
}

/** An input as `recordLine` writes it. */
type LoggedInput =
  | Exclude<CoreInput, { kind: 'junction' }>
  | { readonly kind: 'junction'; readonly receivedMs: number; readonly state: PackedState };

function unpackInput(input: LoggedInput): CoreInput {
  return input.kind === 'junction' ? { ...input, state: unpackState(input.state) } : input;
}
