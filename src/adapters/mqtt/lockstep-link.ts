import type { CityMessage, ControllerAnswer, ControllerLink } from '../../city/city.ts';
import { type Codec, type Decoded, decode, encode, type Outgoing } from '../../contract/codec.ts';
import { confirmationCodec } from '../../contract/confirmation.ts';
import { junctionCommandCodec } from '../../contract/junction-command.ts';
import { junctionStateCodec } from '../../contract/junction-state.ts';
import { doneCodec, endCodec, logCodec, tickCodec } from '../../contract/lockstep.ts';
import { missionOrderCodec } from '../../contract/mission-order.ts';
import { missionStatusCodec } from '../../contract/mission-status.ts';
import { positionCodec } from '../../contract/position.ts';
import { roadConditionsCodec } from '../../contract/road-conditions.ts';
import { parseTopic } from '../../contract/topics.ts';
import { getOrThrow } from '../../kernel/assert.ts';
import type { MissionStatus } from '../../preemption/mission.ts';
import type { JunctionCommand } from '../../signal/command.ts';
import { Connection, type ConnectionOptions } from './connection.ts';

/** One second that was sent and is not yet answered in full. */
interface Pending {
  readonly atMs: number;
  readonly commands: Map<string, JunctionCommand>;
  readonly statuses: Map<string, MissionStatus>;
  done: { readonly commands: readonly string[]; readonly statuses: readonly string[] } | undefined;
  readonly resolve: (answer: ControllerAnswer) => void;
  readonly reject: (error: Error) => void;
}

const ANSWER_TIMEOUT_MS = 30_000;

/**
 * The city's side of lockstep over MQTT: all messages of a second on their real topics, then the tick with their number; resolves
 * when `lockstep/done` and every command it lists are there. Rejects when the answer takes longer than 30 s.
 */
export class LockstepLink implements ControllerLink {
  readonly #city: string;
  readonly #connection: Connection;
  #atMs = 0;
  #pending: Pending | undefined;
  #closing: { resolve(sha256: string): void; reject(error: Error): void } | undefined;

  constructor(options: ConnectionOptions, city: string) {
    this.#city = city;
    this.#connection = new Connection(options, {
      message: (topic, payload, retained) => this.#receive(topic, payload, retained),
      offline: () => this.#fail(new Error('the connection to the broker broke in the middle of a lockstep run')),
    });
  }

  /** The controller's side must have started before the first exchange. */
  async start(): Promise<void> {
    await this.#connection.start(this.#city, ['command', 'status', 'lockstep-done', 'lockstep-log']);
  }

  async exchange(atMs: number, messages: readonly CityMessage[]): Promise<ControllerAnswer> {
    this.#atMs = atMs;
    const timer = setTimeout(() => this.#fail(new Error(this.#missing())), ANSWER_TIMEOUT_MS);
    try {
      return await new Promise<ControllerAnswer>((resolve, reject) => {
        this.#pending = { atMs, commands: new Map(), statuses: new Map(), done: undefined, resolve, reject };
        for (const message of messages) this.#send(encodeCityMessage(this.#city, message));
        this.#send(encode(tickCodec, this.#city, { atMs, messages: messages.length }));
      });
    } finally {
      clearTimeout(timer);
      this.#pending = undefined;
    }
  }

  async close(): Promise<string> {
    const timer = setTimeout(() => this.#fail(new Error('no lockstep/log within 30 s of lockstep/end')), ANSWER_TIMEOUT_MS);
    try {
      return await new Promise<string>((resolve, reject) => {
        this.#closing = { resolve, reject };
        this.#send(encode(endCodec, this.#city, { atMs: this.#atMs }));
      });
    } finally {
      clearTimeout(timer);
      await this.#connection.stop();
    }
  }

  #send(outgoing: Outgoing): void {
    this.#connection.publish(outgoing).catch((error: Error) => this.#fail(error));
  }

  #receive(topic: string, payload: Uint8Array, retained: boolean): void {
    switch (parseTopic(topic)?.kind) {
      case 'command': {
        const command = this.#open(junctionCommandCodec, topic, payload, retained);
        if (command !== undefined) this.#pending?.commands.set(command.command, command);
        break;
      }
      case 'status': {
        const status = this.#open(missionStatusCodec, topic, payload, retained);
        if (status !== undefined) this.#pending?.statuses.set(status.mission, status);
        break;
      }
      case 'lockstep-done': {
        const done = this.#open(doneCodec, topic, payload, retained);
        if (this.#pending !== undefined && this.#pending.atMs === done?.atMs) this.#pending.done = { statuses: [], ...done };
        break;
      }
      default: {
        const log = this.#open(logCodec, topic, payload, retained);
        if (log !== undefined) this.#closing?.resolve(log.sha256);
      }
    }
    this.#settle();
  }

  #open<T, W>(codec: Codec<T, W>, topic: string, payload: Uint8Array, retained: boolean): T | undefined {
    const decoded: Decoded<T> = decode(codec, topic, payload, retained);
    if (decoded.ok) return decoded.value;
    this.#fail(new Error(`${topic}: ${decoded.reason}: ${decoded.detail}`));
    return undefined;
  }

  #settle(): void {
    const pending = this.#pending;
    if (pending?.done === undefined) return;
    const { done, commands, statuses } = pending;
    if (!done.commands.every((id) => commands.has(id)) || !done.statuses.every((id) => statuses.has(id))) return;
    pending.resolve({
      commands: done.commands.map((id) => getOrThrow(commands, id, 'command')),
      statuses: done.statuses.map((id) => getOrThrow(statuses, id, 'status')),
    });
  }

  #fail(error: Error): void {
    this.#pending?.reject(error);
    this.#closing?.reject(error);
  }

  #missing(): string {
    const pending = this.#pending;
    if (pending?.done === undefined) return `no lockstep/done for ${this.#atMs} within 30 s`;
    const { done, commands, statuses } = pending;
    const lost = [...done.commands.filter((id) => !commands.has(id)), ...done.statuses.filter((id) => !statuses.has(id))];
    return `lost on the way: ${lost.join(', ')}`;
  }
}

function encodeCityMessage(city: string, message: CityMessage): Outgoing {
  switch (message.kind) {
    case 'fix':
      return encode(positionCodec, city, message.fix);
    case 'order':
      return encode(missionOrderCodec, city, message.order);
    case 'junction':
      return encode(junctionStateCodec, city, message.state);
    case 'confirmation':
      return encode(confirmationCodec, city, message.confirmation);
    case 'conditions':
      return encode(roadConditionsCodec, city, message.conditions);
  }
}
