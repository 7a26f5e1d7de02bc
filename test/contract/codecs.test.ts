import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Codec, decode, encode } from '../../src/contract/codec.ts';
import { CODECS } from '../../src/contract/codecs.ts';
import { junctionCommandCodec } from '../../src/contract/junction-command.ts';
import { junctionStateCodec } from '../../src/contract/junction-state.ts';
import { positionCodec } from '../../src/contract/position.ts';
import { TOPICS, type TopicKind } from '../../src/contract/topics.ts';
import { canonicalJson } from '../../src/kernel/canonical.ts';
import type { JunctionState } from '../../src/signal/junction-state.ts';
import { alerts, commands, conditions, confirmations, fixes, junctionStates, orders, statuses } from './arbitraries.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const FIX = { vehicle: 'A1', atMs: 1_700_000_000_000, lat: 30.17, lon: 120.26, speedMps: 12.5, headingDeg: 355, accuracyM: 4 };
const FIX_TOPIC = 'clearway/v1/xiaoshan/vehicle/A1/position';
const COMMAND_TOPIC = 'clearway/v1/xiaoshan/junction/S01/command';

/** Text is compared, because that is what the event log hashes. */
function survives<T, W>(codec: Codec<T, W>, values: fc.Arbitrary<T>): void {
  fc.assert(
    fc.property(values, (value) => {
      const { topic, payload } = encode(codec, 'xiaoshan', value);
      const decoded = decode(codec, topic, bytes(payload));
      if (!decoded.ok) throw new Error(decoded.detail);
      expect(canonicalJson(decoded.value)).toBe(canonicalJson(value));
    }),
  );
}

describe('a message that is sent and received is the same message, to the last digit', () => {
  test('position', () => survives(CODECS.position, fixes));
  test('mission order', () => survives(CODECS.order, orders));
  test('mission status', () => survives(CODECS.status, statuses));
  test('junction state', () => survives(CODECS['junction-state'], junctionStates));
  test('command', () => survives(CODECS.command, commands));
  test('confirmation', () => survives(CODECS.confirmation, confirmations));
  test('road conditions', () => survives(CODECS.conditions, conditions));
  test('alert', () => survives(CODECS.alert, alerts));
});

describe('what is refused, and why', () => {
  const refused = (topic: string, payload: Uint8Array): string => {
    const decoded = decode(positionCodec, topic, payload);
    return decoded.ok ? 'taken' : `${decoded.reason}: ${decoded.detail}`;
  };
  const withField = (field: object): Uint8Array => bytes(JSON.stringify({ ...FIX, ...field }));

  test('a good fix is taken', () => expect(refused(FIX_TOPIC, withField({}))).toBe('taken'));
  test('unknown members are tolerated and dropped, so that a newer sender can add some', () => {
    const decoded = decode(positionCodec, FIX_TOPIC, withField({ satellites: 9 }));
    expect(decoded).toEqual({ ok: true, city: 'xiaoshan', value: FIX });
  });
  test('no JSON', () => expect(refused(FIX_TOPIC, bytes('{"vehicle":'))).toMatch(/^malformed: not UTF-8 JSON/));
  test('no UTF-8', () => expect(refused(FIX_TOPIC, Uint8Array.of(0x22, 0xff, 0x22))).toMatch(/^malformed/));
  test('empty', () => expect(refused(FIX_TOPIC, new Uint8Array())).toMatch(/^malformed/));
  test('a member missing', () => expect(refused(FIX_TOPIC, withField({ lat: undefined }))).toMatch(/^malformed: lat/));
  test('north of the pole', () => expect(refused(FIX_TOPIC, withField({ lat: 90.1 }))).toMatch(/^malformed: lat/));
  test('an infinite speed', () => {
    expect(refused(FIX_TOPIC, bytes(JSON.stringify(FIX).replace('12.5', '1e999')))).toMatch(/^malformed: speedMps/);
  });
  test('a time between two milliseconds', () => {
    expect(refused(FIX_TOPIC, withField({ atMs: 1.5 }))).toMatch(/^malformed: atMs/);
  });
  test('the name of another vehicle', () => {
    expect(refused(FIX_TOPIC, withField({ vehicle: 'A2' }))).toBe(`malformed: id "A2" is not the topic's "A1"`);
  });
  test('one byte too long', () => {
    const full = JSON.stringify(FIX).padEnd(TOPICS.position.maxBytes, ' ');
    expect(refused(FIX_TOPIC, bytes(full))).toBe('taken');
    expect(refused(FIX_TOPIC, bytes(`${full} `))).toMatch(/^oversized: 1025 bytes/);
  });
  test('another topic', () => expect(refused(COMMAND_TOPIC, withField({}))).toMatch(/^unknown-topic/));
});

describe('a retained command cannot be acted on', () => {
  const release = { junction: 'S01', command: 'c', sequence: 1, request: 'r', issuedAtMs: 0, wish: { kind: 'release' } } as const;
  test('it is never sent so', () => expect(encode(junctionCommandCodec, 'xiaoshan', release).retain).toBe(false));
  test('received so, it is refused as late; received live, it is taken', () => {
    const payload = bytes(JSON.stringify(release));
    expect(decode(junctionCommandCodec, COMMAND_TOPIC, payload, true)).toMatchObject({ ok: false, reason: 'late' });
    expect(decode(junctionCommandCodec, COMMAND_TOPIC, payload, false)).toMatchObject({ ok: true });
  });
});

describe('junction states speak SAE J2735', () => {
  const wire = (eventState: string): Uint8Array =>
    bytes(
      JSON.stringify({
        junction: 'S01',
        atMs: 0,
        mode: 'programme',
        groups: [{ signalGroup: 'NBT', eventState, sinceMs: 0 }],
        lanes: [],
      }),
    );
  const lampOf = (eventState: string): string | undefined => {
    const decoded = decode(junctionStateCodec, 'clearway/v1/xiaoshan/junction/S01/state', wire(eventState));
    return decoded.ok ? decoded.value.groups[0]?.lamp : decoded.reason;
  };
  test.each([
    ['protected-Movement-Allowed', 'green'],
    ['permissive-Movement-Allowed', 'green'],
    ['pre-Movement', 'red'],
    ['stop-Then-Proceed', 'dark'],
    ['caution-Conflicting-Traffic', 'dark'],
    ['green', 'malformed'],
  ])('%s is %s', (eventState, lamp) => expect(lampOf(eventState)).toBe(lamp));
  test('what is shown is named by its event state', () => {
    const state: JunctionState = {
      junction: 'S01',
      atMs: 0,
      mode: 'programme',
      groups: [{ group: 'NBT', lamp: 'yellow', sinceMs: 0 }],
      lanes: [],
    };
    expect(encode(junctionStateCodec, 'xiaoshan', state).payload).toContain('"eventState":"protected-clearance"');
  });
});

describe('whatever bytes arrive on whatever topic, nothing throws', () => {
  const kinds = Object.keys(CODECS) as TopicKind[];
  const topics = fc.oneof(
    fc.constantFrom(...kinds).map((kind) => `clearway/v1/c/${TOPICS[kind].pattern.replace(/\{\w+\}/, 'x')}`),
    fc.string(),
  );
  const payloads = fc.oneof(fc.uint8Array(), fc.json().map(bytes), fc.string({ unit: 'binary' }).map(bytes));
  test.each(kinds)('%s', (kind) => {
    fc.assert(
      fc.property(topics, payloads, fc.boolean(), (topic, payload, retained) => {
        const codec: Codec<never, never> = CODECS[kind] as unknown as Codec<never, never>;
        expect(typeof decode(codec, topic, payload, retained).ok).toBe('boolean');
      }),
    );
  });
});
