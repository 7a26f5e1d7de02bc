import type { Clock } from '../adapters/clock.ts';
import { Connection, type ConnectionOptions } from '../adapters/mqtt/connection.ts';
import { decode, encode } from '../contract/codec.ts';
import { missionOrderCodec } from '../contract/mission-order.ts';
import { missionStatusCodec } from '../contract/mission-status.ts';
import { type ControllerPresence, presenceCodec } from '../contract/presence.ts';
import { parseTopic } from '../contract/topics.ts';
import type { Destination, MissionStatus, Urgency } from '../preemption/mission.ts';
import { isFinal } from './follower.ts';

/** What is done to a mission that is open. */
export type MissionChange =
  | { readonly kind: 'cancel' | 'complete' }
  | { readonly kind: 'update'; readonly destination?: Destination; readonly urgency?: Urgency };

export interface SingleOrderSetup {
  readonly city: string;
  readonly mission: string;
  readonly vehicle: string;
  readonly change: MissionChange;
  readonly connection: ConnectionOptions;
  readonly clock: Clock;
}

/** Changes or ends a mission that another dispatch has opened, or one whose dispatch is gone. */
export class SingleOrder {
  /** Resolves to the status of the mission that answers the order, be it that the mission had ended before. */
  readonly answered: Promise<MissionStatus>;
  readonly #setup: SingleOrderSetup;
  readonly #connection: Connection;
  readonly #atMs: number;
  #answer: (status: MissionStatus) => void = () => undefined;
  #status: MissionStatus | undefined;
  #presence: ControllerPresence | undefined;

  constructor(setup: SingleOrderSetup) {
    this.#setup = setup;
    this.#atMs = setup.clock.nowMs();
    this.answered = new Promise((resolve) => {
      this.#answer = resolve;
    });
    this.#connection = new Connection(setup.connection, {
      message: (topic, payload, retained) => this.#receive(topic, payload, retained),
    });
  }

  /** Connects and sends the order. */
  async start(): Promise<void> {
    const { city, mission, vehicle, change } = this.#setup;
    await this.#connection.start(city, ['status', 'presence']);
    await this.#connection.publish(encode(missionOrderCodec, city, { ...change, mission, vehicle, atMs: this.#atMs }));
  }

  async stop(): Promise<void> {
    await this.#connection.stop();
  }

  /** What may be the matter when nothing answers. */
  explain(): string {
    const { mission, vehicle } = this.#setup;
    if (this.#presence?.state !== 'online')
      return `No controller serves this city (it is ${this.#presence?.state ?? 'unknown'}).`;
    if (this.#status === undefined) return `The controller knows no mission ${mission}.`;
    if (this.#status.vehicle !== vehicle) return `Mission ${mission} is not of ${vehicle} but of ${this.#status.vehicle}.`;
    return `The controller has not answered; mission ${mission} may be as it was.`;
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
    const { change } = this.#setup;
    const { lastOrder } = status.value;
    const isAnswer = lastOrder?.kind === change.kind && lastOrder.atMs === this.#atMs;
    if (isFinal(status.value) || isAnswer) this.#answer(status.value);
  }
}
