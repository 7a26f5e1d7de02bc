import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../adapters/clock.ts';
import { Connection, type ConnectionOptions } from '../adapters/mqtt/connection.ts';
import type { CityMessage } from '../city/city.ts';
import type { CityRun } from '../city/city-run.ts';
import { shiftCommand, shiftMessage } from '../city/time-shift.ts';
import { decode, encode, type Outgoing } from '../contract/codec.ts';
import { confirmationCodec } from '../contract/confirmation.ts';
import { junctionCommandCodec } from '../contract/junction-command.ts';
import { junctionStateCodec } from '../contract/junction-state.ts';
import { missionOrderCodec } from '../contract/mission-order.ts';
import { missionStatusCodec } from '../contract/mission-status.ts';
import { positionCodec } from '../contract/position.ts';
import { parseTopic } from '../contract/topics.ts';
import type { JunctionState } from '../signal/junction-state.ts';

export interface LiveCitySetup {
  readonly run: CityRun;
  readonly city: string;
  readonly connection: ConnectionOptions;
  readonly clock: Clock;
  readonly speed: number;
  readonly warn: (text: string) => void;
}

/** Behind the clock by more than this, the city says that the machine is too slow. */
const LAG_MS = 2_000;
/** Simulated seconds before the screen gets its turn. */
const WARM_UP_BATCH = 30;

/** A simulated city on the wire: its junctions and ambulances as MQTT clients would be, in step with the clock. */
export class LiveCity {
  readonly #setup: LiveCitySetup;
  readonly #connection: Connection;
  readonly #vehicles: ReadonlySet<string>;
  #shiftMs = 0;
  #isLate = false;
  #onOrder: () => void = () => undefined;

  constructor(setup: LiveCitySetup) {
    this.#setup = setup;
    this.#vehicles = new Set(setup.run.departures.map(({ vehicle }) => vehicle));
    this.#connection = new Connection(setup.connection, {
      message: (topic, payload, retained) => this.#receive(topic, payload, retained),
      offline: () => setup.warn('the connection to the broker broke; trying again'),
    });
  }

  async start(): Promise<void> {
    await this.#connection.start(this.#setup.city, ['command', 'order', 'status']);
  }

  async stop(): Promise<void> {
    await this.#connection.stop();
  }

  /** Plays the traffic before the city goes live, as fast as it goes. */
  async warmUp(untilS: number, onProgress: (timeS: number) => void, signal: AbortSignal): Promise<void> {
    const { run } = this.#setup;
    while (run.timeS < untilS) {
      for (let i = 0; i < WARM_UP_BATCH && run.timeS < untilS; i++) run.advance();
      onProgress(run.timeS);
      await setTimeout(0, undefined, { signal });
    }
  }

  /** Resolves when dispatch orders one of the city's ambulances. */
  async standBy(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#onOrder = resolve;
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  }

  /** Plays on in step with the clock until `isOver`. Rejects when the signal is raised. */
  async play(isOver: () => boolean, signal: AbortSignal): Promise<void> {
    const { run, clock } = this.#setup;
    this.#shiftMs = clock.nowMs() - run.nowMs;
    let due: readonly CityMessage[] = [];
    while (!isOver()) {
      const changes: JunctionState[] = [];
      const startMs = run.nowMs;
      const next = run.advance((state) => changes.push(state));
      // Two states of one instant would be one too many: a lamp that changes with the second is in that second's state.
      const renewed = new Set(changes.flatMap(({ atMs, junction }) => (atMs === startMs ? [junction] : [])));
      for (const message of due) if (message.kind !== 'junction' || !renewed.has(message.state.junction)) this.#send(message);
      for (const state of changes) {
        if (state.atMs > startMs) await this.#reach(state.atMs, signal);
        this.#send({ kind: 'junction', state });
      }
      await this.#reach(run.nowMs, signal);
      due = next;
    }
    for (const message of due) this.#send(message);
  }

  /** Waits until the clock has come to that instant of the run; when it is past already, just until sockets had their turn. */
  async #reach(atMs: number, signal: AbortSignal): Promise<void> {
    const { clock, speed, warn } = this.#setup;
    const aheadMs = atMs + this.#shiftMs - clock.nowMs();
    if (aheadMs < -LAG_MS && !this.#isLate) warn('this machine is too slow for the speed asked for; positions arrive late');
    this.#isLate = aheadMs < -LAG_MS;
    await setTimeout(Math.max(0, aheadMs / speed), undefined, { signal });
  }

  #send(message: CityMessage): void {
    const outgoing = this.#encode(shiftMessage(message, this.#shiftMs));
    if (outgoing === undefined) return;
    // What cannot be sent is not kept: the next second's message says what holds then.
    this.#connection.publish(outgoing).catch(() => undefined);
  }

  /** Orders are dispatch's to give here, and road conditions the operators'. */
  #encode(message: CityMessage): Outgoing | undefined {
    const { city } = this.#setup;
    switch (message.kind) {
      case 'fix':
        return encode(positionCodec, city, message.fix);
      case 'junction':
        return encode(junctionStateCodec, city, message.state);
      case 'confirmation':
        return encode(confirmationCodec, city, message.confirmation);
      case 'order':
      case 'conditions':
        return undefined;
    }
  }

  #receive(topic: string, payload: Uint8Array, retained: boolean): void {
    const { run, warn } = this.#setup;
    if (parseTopic(topic)?.kind === 'order') {
      const order = decode(missionOrderCodec, topic, payload, retained);
      if (order.ok && order.value.kind === 'open' && this.#vehicles.has(order.value.vehicle)) this.#onOrder();
      return;
    }
    if (parseTopic(topic)?.kind === 'status') {
      const status = decode(missionStatusCodec, topic, payload, retained);
      if (status.ok && status.value.guided === true) run.hear({ commands: [], statuses: [status.value] });
      return;
    }
    const command = decode(junctionCommandCodec, topic, payload, retained);
    if (!command.ok) warn(`${topic}: ${command.reason}: ${command.detail}`);
    else if (run.index.findJunction(command.value.junction) === undefined) warn(`${topic}: no such junction`);
    else run.receive([shiftCommand(command.value, -this.#shiftMs)]);
  }
}
