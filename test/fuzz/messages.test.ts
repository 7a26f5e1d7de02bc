import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Codec, decode, encode } from '../../src/contract/codec.ts';
import { CODECS } from '../../src/contract/codecs.ts';
import { ingest } from '../../src/contract/ingest.ts';
import { TOPICS, type TopicKind } from '../../src/contract/topics.ts';
import type { IngestRefusal } from '../../src/evidence/event.ts';
import { alerts, commands, conditions, confirmations, fixes, junctionStates, orders, statuses } from '../contract/arbitraries.ts';
import { mangled, mutated } from '../support/broken.ts';

const REASONS: readonly IngestRefusal[] = ['malformed', 'oversized', 'unknown-topic', 'late'];
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function expectListed(
  read: { readonly ok: true } | { readonly ok: false; readonly reason: IngestRefusal; readonly detail: string },
): void {
  if (read.ok) return;
  expect(REASONS).toContain(read.reason);
  expect(read.detail.length).toBeLessThanOrEqual(250);
}

/** Sound messages of a kind, broken in their structure or in their text. */
const broken = <T>(
  kind: TopicKind,
  sound: fc.Arbitrary<T>,
): fc.Arbitrary<{ topic: string; payload: Uint8Array; retained: boolean }> =>
  sound.chain((value) => {
    const { topic, payload } = encode(CODECS[kind] as unknown as Codec<T>, 'c', value);
    const payloads = fc.oneof(
      mutated(JSON.parse(payload)).map((other) => bytes(JSON.stringify(other) ?? '')),
      mangled(payload).map(bytes),
    );
    return fc.record({
      topic: fc.oneof({ weight: 4, arbitrary: fc.constant(topic) }, mangled(topic)),
      payload: payloads,
      retained: fc.boolean(),
    });
  });

describe('a broken message of the contract', () => {
  test.each([
    ['position', broken('position', fixes)],
    ['order', broken('order', orders)],
    ['status', broken('status', statuses)],
    ['junction-state', broken('junction-state', junctionStates)],
    ['command', broken('command', commands)],
    ['confirmation', broken('confirmation', confirmations)],
    ['conditions', broken('conditions', conditions)],
    ['alert', broken('alert', alerts)],
  ] as const)('%s, is taken or refused for a listed reason, by its codec and by the controller', (kind, messages) => {
    fc.assert(
      fc.property(messages, ({ topic, payload, retained }) => {
        const read = decode(CODECS[kind] as unknown as Codec<unknown>, topic, payload, retained);
        expectListed(read);
        // What is taken can be sent on, and is then the same to whoever receives it.
        if (read.ok) expect(() => encode(CODECS[kind] as unknown as Codec<unknown>, read.city, read.value)).not.toThrow();
        expectListed(ingest(topic, payload, retained));
      }),
      { numRuns: 500 },
    );
  });

  test.each(Object.keys(TOPICS) as TopicKind[])('%s, of the longest size and nested as deep as it goes, is refused', (kind) => {
    const topic = `clearway/v1/c/${TOPICS[kind].pattern.replace(/\{\w+\}/, 'x')}`;
    const { maxBytes } = TOPICS[kind];
    const deep = '['.repeat(maxBytes / 2) + ']'.repeat(maxBytes / 2);
    for (const payload of [
      deep,
      `{"a":`.repeat(Math.floor(maxBytes / 5)),
      `"${'\\u0000'.repeat(Math.floor(maxBytes / 6) - 1)}"`,
    ]) {
      expect(decode(CODECS[kind] as unknown as Codec<unknown>, topic, bytes(payload))).toMatchObject({
        ok: false,
        reason: 'malformed',
      });
    }
  });
});
