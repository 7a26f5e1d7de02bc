import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EmbeddedBroker } from '../../src/adapters/mqtt/broker.ts';
import { Connection } from '../../src/adapters/mqtt/connection.ts';
import { encode } from '../../src/contract/codec.ts';
import { type ControllerPresence, presenceCodec } from '../../src/contract/presence.ts';
import { findRival, judgePresence } from '../../src/daemon/rival.ts';

const CITY = 'c';
const HEARTBEAT_MS = 100;
const online: ControllerPresence = { state: 'online', startedMs: 1000, version: '1' };

describe('a controller that hears a presence', () => {
  test.each([
    { name: 'its own', heard: online, verdict: 'own' },
    { name: 'its own last will, late after a break', heard: { ...online, state: 'offline' }, verdict: 'say-again' },
    { name: 'the end of another', heard: { ...online, state: 'offline', startedMs: 7 }, verdict: 'say-again' },
    { name: 'an earlier one', heard: { ...online, startedMs: 999 }, verdict: 'give-way' },
    { name: 'an earlier one that has failed', heard: { ...online, state: 'failed', startedMs: 999 }, verdict: 'give-way' },
    { name: 'a later one', heard: { ...online, startedMs: 1001 }, verdict: 'say-again' },
  ] as const)('$name: $verdict', ({ heard, verdict }) => {
    expect(judgePresence(online, heard)).toBe(verdict);
  });
});

describe('looking for another controller before the start', () => {
  const broker = new EmbeddedBroker();
  let url: string;
  let other: Connection;
  let speaking: NodeJS.Timeout | undefined;
  beforeEach(async () => {
    url = await broker.start();
    other = new Connection({ url, clientId: 'other' }, { message: () => undefined });
    await other.start(CITY, []);
  });
  afterEach(async () => {
    clearInterval(speaking);
    await other.stop();
    await broker.stop();
  });
  const say = (presence: ControllerPresence): Promise<void> => other.publish(encode(presenceCodec, CITY, presence));
  const look = (): Promise<ControllerPresence | undefined> => findRival({ url, clientId: 'new' }, CITY, HEARTBEAT_MS);

  test('one that goes on saying that it is there is found', async () => {
    await say(online);
    speaking = setInterval(() => void say(online), HEARTBEAT_MS);
    expect(await look()).toEqual(online);
  });

  test('a stored online that nobody repeats locks nobody out', async () => {
    await say(online);
    expect(await look()).toBeUndefined();
  });

  test('one that said goodbye, or none ever, is none', async () => {
    expect(await look()).toBeUndefined();
    await say({ ...online, state: 'offline' });
    expect(await look()).toBeUndefined();
  });
});
