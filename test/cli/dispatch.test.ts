import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EmbeddedBroker } from '../../src/adapters/mqtt/broker.ts';
import { Connection } from '../../src/adapters/mqtt/connection.ts';
import { main } from '../../src/cli/main.ts';
import { decode, encode } from '../../src/contract/codec.ts';
import { missionOrderCodec } from '../../src/contract/mission-order.ts';
import { missionStatusCodec } from '../../src/contract/mission-status.ts';
import { presenceCodec } from '../../src/contract/presence.ts';
import { topicOf } from '../../src/contract/topics.ts';
import type { MissionOrder, MissionStatus } from '../../src/preemption/mission.ts';

const CITY = 'c';

/** A controller that keeps to the contract: takes the first mission of a vehicle and refuses others as vehicle-busy. */
class Controller {
  readonly orders: MissionOrder[] = [];
  readonly #broker = new EmbeddedBroker();
  readonly #open = new Map<string, MissionStatus>();
  #connection: Connection | undefined;
  #wake: () => void = () => undefined;
  url = '';

  async start(): Promise<void> {
    this.url = await this.#broker.start();
    this.#connection = new Connection(
      { url: this.url, clientId: 'controller' },
      {
        message: (topic, payload, retained) => {
          const order = decode(missionOrderCodec, topic, payload, retained);
          if (order.ok) this.#take(order.value);
          this.#wake();
        },
      },
    );
    await this.#connection.start(CITY, ['order']);
    await this.#connection.publish(encode(presenceCodec, CITY, { state: 'online', startedMs: 1, version: '1' }));
  }

  async stop(): Promise<void> {
    await this.#connection?.stop();
    await this.#broker.stop();
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async say(topic: string, payload: string): Promise<void> {
    await this.#connection?.publish({ topic, payload, qos: 1, retain: true });
  }

  #take(order: MissionOrder): void {
    this.orders.push(order);
    const { mission, vehicle, atMs } = order;
    if (order.kind === 'cancel') {
      const open = this.#open.get(vehicle);
      if (open?.mission !== mission) return;
      this.#open.delete(vehicle);
      this.#tell({ ...open, phase: 'cancelled' });
      return;
    }
    const { urgency, destination } = order;
    const status = { mission, vehicle, atMs, urgency, destination, route: [], junctions: [] } as const;
    if (this.#open.has(vehicle)) this.#tell({ ...status, phase: 'refused', reason: 'vehicle-busy' });
    else {
      this.#open.set(vehicle, { ...status, phase: 'waiting-for-position' });
      this.#tell({ ...status, phase: 'waiting-for-position' });
    }
  }

  #tell(status: MissionStatus): void {
    void this.#connection?.publish(encode(missionStatusCodec, CITY, status));
  }
}

describe('clearway dispatch', () => {
  let controller: Controller;
  let said = '';
  let wake: () => void = () => undefined;
  const exitCode = process.exitCode;
  const signals = ['SIGHUP', 'SIGTERM', 'SIGINT'] as const;
  const listeners = signals.map((signal) => process.listeners(signal));

  beforeEach(async () => {
    said = '';
    const write = (text: unknown): boolean => {
      said += String(text);
      wake();
      return true;
    };
    vi.spyOn(process.stdout, 'write').mockImplementation(write);
    vi.spyOn(process.stderr, 'write').mockImplementation(write);
    controller = new Controller();
    await controller.start();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await controller.stop();
    process.exitCode = exitCode;
    // A program that has ended hears no signals; here it goes on as the test.
    for (const [i, signal] of signals.entries()) {
      for (const listener of process.listeners(signal)) if (!listeners[i]!.includes(listener)) process.off(signal, listener);
    }
  });

  const says = async (wanted: RegExp): Promise<void> => {
    while (!wanted.test(said)) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const dispatch = (...flags: readonly string[]): Promise<number> => {
    process.exitCode = undefined;
    return main(['node', 'clearway', 'dispatch', '--broker', controller.url, '--city', CITY, '--vehicle', 'AMB-1', ...flags]);
  };
  const open = (mission: string): Promise<number> => dispatch('--to', 'NORTH', '--mission', mission);

  test.each(signals)('%s cancels the mission, so that the vehicle is free', async (signal) => {
    const first = open('M1');
    await says(/M1 of AMB-1: waiting for position/);
    process.emit(signal, signal);
    expect(await first).toBe(1);
    expect(controller.orders.map(({ kind, mission }) => `${kind} ${mission}`)).toEqual(['open M1', 'cancel M1']);
    expect(said).toMatch(/M1 of AMB-1: cancelled/);
  });

  test('Given the vehicle is on a mission, then another is refused with the name of that one and how to end it; and that ends it', async () => {
    const first = open('M1');
    await says(/M1 of AMB-1: waiting for position/);
    expect(await open('M2')).toBe(1);
    expect(said).toMatch(
      /AMB-1 is on mission M1 \(waiting for position, to NORTH\).*clearway dispatch .*--vehicle AMB-1 --cancel M1/,
    );
    expect(await dispatch('--cancel', 'M1')).toBe(0);
    expect(await first).toBe(1);
    expect(await dispatch('--cancel', 'M1')).toBe(0);
  });

  test('without a node or a mission to cancel it says what to give', async () => {
    expect(await dispatch()).toBe(2);
    expect(said).toMatch(/--to.*--cancel/);
  });

  test('a broker that is not there is said, with advice that dispatch can follow', async () => {
    await controller.stop();
    expect(await open('M1')).toBe(2);
    expect(said).toMatch(/cannot be reached .*; start a broker there or correct --broker/);
  });

  test('a status that cannot be read is said once', async () => {
    const first = open('M1');
    await says(/M1 of AMB-1: waiting for position/);
    const topic = topicOf(CITY, 'status', 'M1');
    await controller.say(topic, '{"mission":"M1"}');
    await controller.say(topic, '{"mission":"M1"}');
    await dispatch('--cancel', 'M1');
    await first;
    expect(said.match(/could not be read/g)).toHaveLength(1);
  });
});
