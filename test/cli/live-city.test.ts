import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wallClock } from '../../src/adapters/clock.ts';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { EmbeddedBroker } from '../../src/adapters/mqtt/broker.ts';
import { Connection } from '../../src/adapters/mqtt/connection.ts';
import { CityRun } from '../../src/city/city-run.ts';
import { LiveCity } from '../../src/cli/live-city.ts';
import { decode } from '../../src/contract/codec.ts';
import { junctionStateCodec } from '../../src/contract/junction-state.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import type { JunctionState } from '../../src/signal/junction-state.ts';

const SPEED = 100;
const PLAYED_S = 100;
const { scenario, map } = loadScenario('scenarios/quick-3.yaml');
const quiet = { ...scenario, demand: { ...scenario.demand, flows: [] } };

describe('a city on the wire', () => {
  const broker = new EmbeddedBroker();
  const states: JunctionState[] = [];
  let listener: Connection;
  let url: string;

  beforeEach(async () => {
    url = await broker.start();
    listener = new Connection(
      { url, clientId: 'listener' },
      {
        message: (topic, payload, retained) => {
          const state = decode(junctionStateCodec, topic, payload, retained);
          if (state.ok) states.push(state.value);
        },
      },
    );
    await listener.start('c', ['junction-state']);
  });
  afterEach(async () => {
    await listener.stop();
    await broker.stop();
  });

  test('each junction is heard once a second, and of each change of a lamp at its instant', async () => {
    const run = new CityRun({ scenario: quiet, index: indexMap(map), seed: 7 });
    const clock = wallClock(SPEED);
    const live = new LiveCity({ run, city: 'c', connection: { url, clientId: 'city' }, clock, speed: SPEED, warn: () => {} });
    const { signal } = new AbortController();
    await live.start();
    await live.warmUp(run.reportsFromS, () => {}, signal);
    const endS = run.timeS + PLAYED_S;
    await live.play(() => run.timeS >= endS, signal);
    await live.stop();

    for (const { id } of map.junctions) {
      const heard = states.filter(({ junction }) => junction === id);
      const gapsMs = heard.slice(1).map(({ atMs }, i) => atMs - heard[i]!.atMs);
      expect(Math.min(...gapsMs)).toBeGreaterThan(0);
      expect(Math.max(...gapsMs)).toBe(1000);
      const changes = heard.slice(1).flatMap(({ atMs, groups }, i) => {
        const before = heard[i]!.groups;
        return groups.flatMap(({ lamp, sinceMs }, j) => (lamp === before[j]!.lamp ? [] : [atMs - sinceMs]));
      });
      expect(changes.length).toBeGreaterThan(10);
      expect([...new Set(changes)]).toEqual([0]);
    }
  });
});
