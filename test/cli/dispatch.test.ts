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
    if (order.kind !== 'open') {
      this.#change(order);
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

  #change(order: Exclude<MissionOrder, { kind: 'open' }>): void {
    const open = this.#open.get(order.vehicle);
    if (open?.mission !== order.mission) return;
    const { kind, atMs } = order;
    if (order.kind === 'update') {
      const { destination = open.destination, urgency = open.urgency } = order;
      // Of the size of a city with two nodes.
      const isThere = destination === 'NORTH' || destination === 'SOUTH';
      const changed = isThere ? { ...open, destination, urgency } : open;
      const lastOrder = isThere ? { kind, atMs } : { kind, atMs, refused: 'unknown-destination' };
      this.#open.set(order.vehicle, changed);
      this.#tell({ ...changed, atMs: atMs + 1, lastOrder });
      return;
    }
    this.#open.delete(order.vehicle);
    this.#tell({ ...open, phase: kind === 'cancel' ? 'cancelled' : 'done' });
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

  test('--update sends the vehicle elsewhere, says when that is refused, and --complete ends its mission as done', async () => {
    const first = open('M1');
    await says(/M1 of AMB-1: waiting for position/);
    expect(await dispatch('--update', 'M1', '--to', 'SOUTH')).toBe(0);
    expect(await dispatch('--update', 'M1', '--to', '30.1,120.2')).toBe(1);
    expect(said).toMatch(/update of \d\d:\d\d:\d\d refused \(unknown-destination\)/);
    expect(await dispatch('--update', 'M1', '--urgency', 'routine')).toBe(0);
    const updates = controller.orders.flatMap((order) =>
      order.kind === 'update' ? [{ destination: order.destination, urgency: order.urgency }] : [],
    );
    expect(updates).toEqual([
      { destination: 'SOUTH', urgency: undefined },
      { destination: { lat: 30.1, lon: 120.2 }, urgency: undefined },
      { destination: undefined, urgency: 'routine' },
    ]);
    expect(await dispatch('--update', 'M1')).toBe(2);
    expect(await dispatch('--complete', 'M1')).toBe(0);
    expect(await first).toBe(0);
  });

  test('--incident goes with the order', async () => {
    const first = dispatch('--to', 'NORTH', '--mission', 'M1', '--incident', 'I-7');
    await says(/M1 of AMB-1: waiting for position/);
    expect(controller.orders[0]).toMatchObject({ kind: 'open', incident: 'I-7' });
    await dispatch('--cancel', 'M1');
    await first;
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
