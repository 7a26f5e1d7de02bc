import { describe, expect, test } from 'vitest';
import { loadMap } from '../../src/adapters/files/map-file.ts';
import { EmbeddedBroker } from '../../src/adapters/mqtt/broker.ts';
import { Connection } from '../../src/adapters/mqtt/connection.ts';
import { LockstepLink } from '../../src/adapters/mqtt/lockstep-link.ts';
import { inCanonicalOrder } from '../../src/city/canonical-order.ts';
import type { CityMessage, ControllerLink } from '../../src/city/city.ts';
import { openMqtt } from '../../src/cli/simulate-link.ts';
import { inProcessLink } from '../../src/experiment/in-process-link.ts';
import { Session } from '../../src/journal/session.ts';
import { pointOnLink } from '../../src/roadnet/geometry.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';

const index = indexMap(loadMap('maps/hangzhou-shixin.json'));
const START_MS = Date.parse('2025-03-18T18:00:00+08:00');
const SECONDS = 40;
const newSession = (): Session => new Session(index, { city: 'xiaoshan', strategy: { kind: 'fixed-eta', leadS: 120 } });

/** An ambulance that enters Shixin Road from the south at walking pace, towards junctions that rest in red. */
function secondOfCity(second: number): CityMessage[] {
  const atMs = START_MS + second * 1000;
  const at = pointOnLink(index, 'SOUTH-S01', 20 + second / 3 + Math.sqrt(second));
  const fix = { vehicle: 'A1', atMs, ...at, headingDeg: (at.headingDeg + 360) % 360, speedMps: 1 / 3, accuracyM: 4.2 };
  const states = index.map.junctions.map((junction): CityMessage => {
    const groups = junction.groups.map(({ id }) => ({ group: id, lamp: 'red' as const, sinceMs: START_MS - 30_000 }));
    return { kind: 'junction', state: { junction: junction.id, atMs, mode: 'programme', groups, lanes: [] } };
  });
  const order: CityMessage = {
    kind: 'order',
    order: { kind: 'open', mission: 'M1', vehicle: 'A1', atMs, destination: 'NORTH', urgency: 'life-threat' },
  };
  return inCanonicalOrder([...(second === 1 ? [order] : []), { kind: 'fix', fix }, ...states]);
}

async function play(link: ControllerLink, arrange: (messages: CityMessage[]) => CityMessage[]): Promise<readonly string[]> {
  const commands: string[] = [];
  for (let second = 1; second <= SECONDS; second++) {
    const answer = await link.exchange(START_MS + second * 1000, arrange(secondOfCity(second)));
    commands.push(...answer.commands.map((command) => JSON.stringify(command)));
  }
  return commands;
}

describe('lockstep over MQTT', () => {
  test('gives the commands and the log of the same run in one process, even when messages arrive in another order', async () => {
    const local = inProcessLink(newSession());
    const localCommands = await play(local, (messages) => messages);
    const remote = await openMqtt('xiaoshan', newSession());
    const remoteCommands = await play(remote.link, (messages) => messages.reverse());
    expect(localCommands.length).toBeGreaterThan(0);
    expect(remoteCommands.map((text) => JSON.parse(text) as unknown)).toEqual(
      localCommands.map((text) => JSON.parse(text) as unknown),
    );
    expect(await remote.link.close()).toBe(await local.close());
    await remote.stop();
  });

  test('a message that the controller cannot read is counted and does not stall the second', async () => {
    const session = newSession();
    const { link, stop } = await openMqtt('xiaoshan', session);
    const [first, ...others] = secondOfCity(2);
    if (first?.kind !== 'fix') throw new Error('the fix comes first');
    await link.exchange(START_MS + 2000, [{ ...first, fix: { ...first.fix, lat: 91 } }, ...others]);
    await link.close();
    await stop();
    expect(session.refusals).toEqual({ 'ingest:malformed': 1 });
  });

  test('a broker that goes away in the middle fails the run instead of hanging it', async () => {
    const broker = new EmbeddedBroker();
    const link = new LockstepLink({ url: await broker.start(), clientId: 'city' }, 'xiaoshan');
    await link.start();
    const answer = link.exchange(START_MS, []);
    await broker.stop();
    await expect(answer).rejects.toThrow(/broke in the middle/);
    await expect(link.close()).rejects.toThrow();
  });
});

describe('the embedded broker', () => {
  test('delivers every message of a burst that mixes retained and plain, which aedes alone would thin out', async () => {
    const broker = new EmbeddedBroker();
    const url = await broker.start();
    const COUNT = 200;
    let heard = 0;
    let allHeard = (): void => undefined;
    const complete = new Promise<void>((resolve) => {
      allHeard = resolve;
    });
    const receiver = new Connection(
      { url, clientId: 'receiver' },
      {
        message: () => {
          heard += 1;
          if (heard === COUNT) allHeard();
        },
      },
    );
    await receiver.start('c', ['junction-state', 'position', 'confirmation']);
    const sender = new Connection({ url, clientId: 'sender' }, { message: () => undefined });
    await sender.start('c', []);
    for (let i = 0; i < COUNT; i++) {
      const [kind, qos, retain] = (
        [
          ['junction/S1/state', 0, true],
          ['vehicle/A/position', 0, false],
          ['junction/S1/confirmation', 1, false],
        ] as const
      )[i % 3]!;
      void sender.publish({ topic: `clearway/v1/c/${kind}`, payload: String(i), qos, retain });
    }
    await complete;
    await Promise.all([sender.stop(), receiver.stop()]);
    await broker.stop();
  });
});
