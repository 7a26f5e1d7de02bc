import type { Clock } from '../adapters/clock.ts';
import { Connection, type ConnectionOptions } from '../adapters/mqtt/connection.ts';
import { decode, encode } from '../contract/codec.ts';
import { missionOrderCodec } from '../contract/mission-order.ts';
import { missionStatusCodec } from '../contract/mission-status.ts';
import { type ControllerPresence, presenceCodec } from '../contract/presence.ts';
import { parseTopic } from '../contract/topics.ts';
import type { MissionStatus } from '../preemption/mission.ts';
import { isFinal } from './follower.ts';

export interface CancellationSetup {
  readonly city: string;
  readonly mission: string;
  readonly vehicle: string;
  readonly connection: ConnectionOptions;
  readonly clock: Clock;
}

/** Ends a mission that another dispatch has opened, or one whose dispatch is gone. */
export class Cancellation {
  /** Resolves to the last status of the mission, be it that it had ended before. */
  readonly ended: Promise<MissionStatus>;
  readonly #setup: CancellationSetup;
  readonly #connection: Connection;
  #end: (status: MissionStatus) => void = () => undefined;
  #status: MissionStatus | undefined;
  #presence: ControllerPresence | undefined;

  constructor(setup: CancellationSetup) {
    this.#setup = setup;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.#connection = new Connection(setup.connection, {
      message: (topic, payload, retained) => this.#receive(topic, payload, retained),
    });
  }

  /** Connects and sends the order. */
  async start(): Promise<void> {
    const { city, mission, vehicle, clock } = this.#setup;
    await this.#connection.start(city, ['status', 'presence']);
    const order = { kind: 'cancel', mission, vehicle, atMs: clock.nowMs() } as const;
    await this.#connection.publish(encode(missionOrderCodec, city, order));
  }

  async stop(): Promise<void> {
    await this.#connection.stop();
  }

  /** What may be the matter when it does not end. */
  explain(): string {
    const { mission, vehicle } = this.#setup;
    if (this.#presence?.state !== 'online')
      return `No controller serves this city (it is ${this.#presence?.state ?? 'unknown'}).`;
    if (this.#status === undefined) return `The controller knows no mission ${mission}.`;
    if (this.#status.vehicle !== vehicle) return `Mission ${mission} is not of ${vehicle} but of ${this.#status.vehicle}.`;
    return `The controller has not answered; mission ${mission} may be open still.`;
  }

  #receive(topic: string, payload: Uint8Array, retained: boolean): void {
    if (parseTopic(topic)?.kind === 'presence') {
      const presence = decode(presenceCodec, topic, payload, retained);
      if (presence.ok) this.#presence = presence.value;
      return;
    }
    const status = decode(missionStatusCodec, topic, payload, retained);
    if (!status.ok || status.value.mission !== this.#setup.mission) return;
    this.#status = status.value;
    if (isFinal(status.value)) this.#end(status.value);
  }
}
