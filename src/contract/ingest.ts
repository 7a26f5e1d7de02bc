import type { CityMessage } from '../city/city.ts';
import type { IngestRefusal, RefusalSubject } from '../evidence/event.ts';
import { decode } from './codec.ts';
import { confirmationCodec } from './confirmation.ts';
import { junctionStateCodec } from './junction-state.ts';
import { missionOrderCodec } from './mission-order.ts';
import { positionCodec } from './position.ts';
import { roadConditionsCodec } from './road-conditions.ts';
import { type ParsedTopic, parseTopic, type TopicKind } from './topics.ts';

/** What a controller listens to. */
export const CITY_KINDS = [
  'position',
  'order',
  'junction-state',
  'confirmation',
  'conditions',
] as const satisfies readonly TopicKind[];

/** A message of the city, or why it is none; the refusal is evidence and goes to the core like any input. */
export type Ingested =
  | { readonly ok: true; readonly message: CityMessage }
  | { readonly ok: false; readonly reason: IngestRefusal; readonly subject: RefusalSubject; readonly detail: string };

/** Reads whatever arrived on a topic; never throws. */
export function ingest(topic: string, payload: Uint8Array, retained: boolean): Ingested {
  const address = parseTopic(topic);
  const read = readMessage(address?.kind, topic, payload, retained);
  return read.ok ? read : { ...read, subject: subjectOf(topic, address) };
}

type Read =
  | { readonly ok: true; readonly message: CityMessage }
  | { readonly ok: false; readonly reason: IngestRefusal; readonly detail: string };

function readMessage(kind: TopicKind | undefined, topic: string, payload: Uint8Array, retained: boolean): Read {
  switch (kind) {
    case 'position': {
      const read = decode(positionCodec, topic, payload, retained);
      return read.ok ? { ok: true, message: { kind: 'fix', fix: read.value } } : read;
    }
    case 'order': {
      const read = decode(missionOrderCodec, topic, payload, retained);
      return read.ok ? { ok: true, message: { kind: 'order', order: read.value } } : read;
    }
    case 'junction-state': {
      const read = decode(junctionStateCodec, topic, payload, retained);
      return read.ok ? { ok: true, message: { kind: 'junction', state: read.value } } : read;
    }
    case 'confirmation': {
      const read = decode(confirmationCodec, topic, payload, retained);
      return read.ok ? { ok: true, message: { kind: 'confirmation', confirmation: read.value } } : read;
    }
    case 'conditions': {
      const read = decode(roadConditionsCodec, topic, payload, retained);
      return read.ok ? { ok: true, message: { kind: 'conditions', conditions: read.value } } : read;
    }
    default:
      return { ok: false, reason: 'unknown-topic', detail: 'nothing that a controller listens to' };
  }
}

function subjectOf(topic: string, address: ParsedTopic | undefined): RefusalSubject {
  switch (address?.kind) {
    case 'position':
      return { topic, vehicle: address.id };
    case 'order':
      return { topic, mission: address.id };
    case 'junction-state':
    case 'confirmation':
      return { topic, junction: address.id };
    default:
      return { topic };
  }
}
