import { inCanonicalOrder, toCoreInput } from '../../city/canonical-order.ts';
import type { CityMessage } from '../../city/city.ts';
import { decode, encode, type Outgoing } from '../../contract/codec.ts';
import { CITY_KINDS, ingest } from '../../contract/ingest.ts';
import { junctionCommandCodec } from '../../contract/junction-command.ts';
import { doneCodec, endCodec, logCodec, tickCodec } from '../../contract/lockstep.ts';
import { missionStatusCodec } from '../../contract/mission-status.ts';
import { parseTopic } from '../../contract/topics.ts';
import type { CoreInput } from '../../core/input.ts';
import { type Controller, toldToCrews } from '../../journal/session.ts';
import { Connection, type ConnectionOptions } from './connection.ts';

/**
 * The controller's side of lockstep over MQTT: takes a second when its tick and all its messages are there, in the canonical
 * order, and answers with the commands and `lockstep/done`. What cannot be read counts as a message and goes to the core as turned away.
 */
export class LockstepController {
  readonly #city: string;
  readonly #controller: Controller;
  readonly #connection: Connection;
  readonly #onError: (error: Error) => void;
  #messages: CityMessage[] = [];
  #turnedAway: CoreInput[] = [];
  #tick: { readonly atMs: number; readonly messages: number } | undefined;

  constructor(options: ConnectionOptions, city: string, controller: Controller, onError: (error: Error) => void) {
    this.#city = city;
    this.#controller = controller;
    this.#onError = onError;
    this.#connection = new Connection(options, {
      message: (topic, payload, retained) => this.#receive(topic, payload, retained),
      error: onError,
    });
  }

  async start(): Promise<void> {
    await this.#connection.start(this.#city, [...CITY_KINDS, 'lockstep-tick', 'lockstep-end']);
  }

  async stop(): Promise<void> {
    await this.#connection.stop();
  }

  #receive(topic: string, payload: Uint8Array, retained: boolean): void {
    // The broker's stored states are of an earlier run; they belong to no second of this one.
    if (retained) return;
    switch (parseTopic(topic)?.kind) {
      case 'lockstep-tick': {
        const tick = decode(tickCodec, topic, payload);
        if (tick.ok) this.#tick = tick.value;
        else this.#onError(new Error(`${topic}: ${tick.detail}`));
        break;
      }
      case 'lockstep-end': {
        const end = decode(endCodec, topic, payload);
        if (end.ok) this.#send(encode(logCodec, this.#city, { sha256: this.#controller.finish() }));
        break;
      }
      default: {
        const ingested = ingest(topic, payload, false);
        if (ingested.ok) this.#messages.push(ingested.message);
        else {
          const { reason, subject, detail } = ingested;
          this.#turnedAway.push({ kind: 'turned-away', receivedMs: 0, reason, subject, detail });
        }
      }
    }
    this.#takeWhenComplete();
  }

  #takeWhenComplete(): void {
    const tick = this.#tick;
    if (tick === undefined || this.#messages.length + this.#turnedAway.length < tick.messages) return;
    const inputs = [
      ...this.#turnedAway.map((input) => ({ ...input, receivedMs: tick.atMs })),
      ...inCanonicalOrder(this.#messages).map((message) => toCoreInput(message, tick.atMs)),
      { kind: 'tick', receivedMs: tick.atMs } as const,
    ];
    this.#tick = undefined;
    this.#messages = [];
    this.#turnedAway = [];
    try {
      const taken = inputs.map((input) => this.#controller.take(input));
      const commands = taken.flatMap((one) => one.commands);
      const statuses = taken.flatMap(({ events }) => toldToCrews(events));
      for (const status of statuses) this.#send(encode(missionStatusCodec, this.#city, status));
      for (const command of commands) this.#send(encode(junctionCommandCodec, this.#city, command));
      const told = statuses.length === 0 ? {} : { statuses: statuses.map(({ mission }) => mission) };
      this.#send(encode(doneCodec, this.#city, { atMs: tick.atMs, commands: commands.map(({ command }) => command), ...told }));
    } catch (error) {
      this.#onError(error as Error);
    }
  }

  #send(outgoing: Outgoing): void {
    this.#connection.publish(outgoing).catch(this.#onError);
  }
}
