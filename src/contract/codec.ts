import { isUtf8 } from 'node:buffer';
import type { z } from 'zod';
import type { IngestRefusal } from '../evidence/event.ts';
import { parseTopic, TOPICS, type TopicKind, topicOf } from './topics.ts';

/** How one message of the program is written on the wire. `W` is the payload as its schema has it. */
export interface Codec<T, W = unknown> {
  readonly kind: TopicKind;
  readonly schema: z.ZodType<W>;
  toWire(value: T): W;
  fromWire(wire: W): T;
  /** The id in its topic; empty where there is none. */
  idOf(value: T): string;
}

export interface Outgoing {
  readonly topic: string;
  readonly payload: string;
  readonly qos: 0 | 1;
  readonly retain: boolean;
}

export type Decoded<T> =
  | { readonly ok: true; readonly city: string; readonly value: T }
  | { readonly ok: false; readonly reason: IngestRefusal; readonly detail: string };

/** Throws RangeError when an id in `value` may not stand in a topic. */
export function encode<T, W>(codec: Codec<T, W>, city: string, value: T): Outgoing {
  const { qos, retain } = TOPICS[codec.kind];
  return {
    topic: topicOf(city, codec.kind, codec.idOf(value)),
    payload: JSON.stringify(codec.toWire(value)),
    qos,
    retain,
  };
}

/** What takes the stored message of a topic out of the broker: an empty one. Throws as `encode` does. */
export function clearing(kind: TopicKind, city: string, id: string): Outgoing {
  const { qos, retain } = TOPICS[kind];
  return { topic: topicOf(city, kind, id), payload: '', qos, retain };
}

/**
 * Reads one message; never throws. `retained` is the flag the broker delivered it with: what the contract never retains is then
 * old by definition and refused as `late`, so that a retained command or order cannot be acted on.
 */
export function decode<T, W>(codec: Codec<T, W>, topic: string, payload: Uint8Array, retained = false): Decoded<T> {
  const address = parseTopic(topic);
  if (address?.kind !== codec.kind) return refuse('unknown-topic', `not the topic of a ${codec.kind}`);
  const rule = TOPICS[codec.kind];
  if (retained && !rule.retain) return refuse('late', `a retained ${codec.kind} is never acted on`);
  if (payload.length > rule.maxBytes) return refuse('oversized', `${payload.length} bytes, at most ${rule.maxBytes}`);
  const json = parseJson(payload);
  if (json === undefined) return refuse('malformed', 'not UTF-8 JSON');
  const parsed = codec.schema.safeParse(json.value);
  if (!parsed.success) return refuse('malformed', firstIssue(parsed.error));
  const value = codec.fromWire(parsed.data);
  if (codec.idOf(value) !== address.id)
    return refuse('malformed', `id "${codec.idOf(value)}" is not the topic's "${address.id}"`);
  return { ok: true, city: address.city, value };
}

function refuse(reason: IngestRefusal, detail: string): { ok: false; reason: IngestRefusal; detail: string } {
  return { ok: false, reason, detail };
}

/** Undefined for what is no JSON in UTF-8. */
export function parseJson(payload: Uint8Array): { readonly value: unknown } | undefined {
  if (!isUtf8(payload)) return undefined;
  try {
    return { value: JSON.parse(Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8')) as unknown };
  } catch {
    return undefined;
  }
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  const path = issue?.path.map(String).join('.') ?? '';
  return `${path === '' ? 'payload' : path}: ${issue?.message ?? 'does not fit'}`.slice(0, 200);
}
