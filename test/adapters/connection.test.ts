import { describe, expect, test } from 'vitest';
import { EmbeddedBroker } from '../../src/adapters/mqtt/broker.ts';
import { Connection } from '../../src/adapters/mqtt/connection.ts';
import type { Outgoing } from '../../src/contract/codec.ts';

const message = (payload: string): Outgoing => ({
  topic: 'clearway/v1/c/junction/S1/confirmation',
  payload,
  qos: 1,
  retain: false,
});

describe('a connection', () => {
  test('comes back with its subscriptions after the broker was away; what was said meanwhile is not said later', async () => {
    const broker = new EmbeddedBroker();
    const url = await broker.start();
    const seen: string[] = [];
    let wake = (): void => undefined;
    const note = (what: string): void => {
      seen.push(what);
      wake();
    };
    const until = async (what: string): Promise<void> => {
      while (!seen.includes(what)) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    };
    const connection = new Connection(
      { url, clientId: 'a' },
      {
        message: (_, payload) => note(Buffer.from(payload).toString()),
        online: () => note(seen.includes('offline') ? 'online again' : 'online'),
        offline: () => note('offline'),
      },
    );
    await connection.start('c', ['confirmation']);
    await connection.publish(message('before'));
    await until('before');
    await broker.stop();
    await until('offline');
    await expect(connection.publish(message('lost'))).rejects.toThrow('not connected');
    const again = new EmbeddedBroker();
    await again.start(Number(new URL(url).port));
    await until('online again');
    await connection.publish(message('after'));
    await until('after');
    expect(seen).toEqual(['online', 'before', 'offline', 'online again', 'after']);
    await connection.stop();
    await again.stop();
  });

  test('that cannot be made says so at once', async () => {
    const broker = new EmbeddedBroker();
    const url = await broker.start();
    await broker.stop();
    await expect(new Connection({ url, clientId: 'a' }, { message: () => undefined }).start('c', [])).rejects.toThrow();
  });
});
