import type { Clock } from '../adapters/clock.ts';
import { Connection, type ConnectionOptions } from '../adapters/mqtt/connection.ts';
import { decode, encode } from '../contract/codec.ts';
import { missionOrderCodec } from '../contract/mission-order.ts';
import { missionStatusCodec } from '../contract/mission-status.ts';
import { type ControllerPresence, presenceCodec } from '../contract/presence.ts';
import { parseTopic } from '../contract/topics.ts';
import type { MissionOrder, MissionStatus } from '../preemption/mission.ts';

export interface FollowerSetup {
  readonly city: string;
  readonly order: Omit<Extract<MissionOrder, { kind: 'open' }>, 'atMs' | 'kind'>;
  readonly connection: ConnectionOptions;
  readonly clock: Clock;
  readonly onStatus: (status: MissionStatus) => void;
  /** What a dispatcher should know beside the status. */
  readonly onNotice: (text: string) => void;
}

/** Opens one mission and follows it. A controller that restarts may have lost its missions, so it is told again, as things stand. */
export class MissionFollower {
  readonly #setup: FollowerSetup;
  readonly #connection: Connection;
  #presence: ControllerPresence | undefined;
  /** The run of the controller that was given the order. */
  #orderedOf: number | undefined;
  #isAnswered = false;
  /** What another dispatch has made of the order since. */
  #changed: Partial<Pick<MissionStatus, 'destination' | 'urgency'>> = {};
  #isEnded = false;
  #isUnreadable = false;
  /** Open missions of the same vehicle. */
  readonly #others = new Map<string, MissionStatus>();

  constructor(setup: FollowerSetup) {
    this.#setup = setup;
    this.#connection = new Connection(setup.connection, {
      message: (topic, payload, retained) => this.#receive(topic, payload, retained),
      offline: () => setup.onNotice('The connection to the broker broke; trying again.'),
    });
  }

  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  get presence(): ControllerPresence['state'] | undefined {
    return this.#presence?.state;
  }

  /** Another mission that the vehicle is on, as last heard of: the order of this one is then refused as vehicle-busy. */
  get holder(): MissionStatus | undefined {
    return [...this.#others.values()].sort((a, b) => b.atMs - a.atMs)[0];
  }

  async start(): Promise<void> {
    await this.#connection.start(this.#setup.city, ['status', 'presence']);
  }

  async stop(): Promise<void> {
    await this.#connection.stop();
  }

  /** Resolves when the broker has it. */
  async cancel(): Promise<void> {
    const { mission, vehicle } = this.#setup.order;
    const order: MissionOrder = { kind: 'cancel', mission, vehicle, atMs: this.#setup.clock.nowMs() };
    await this.#connection.publish(encode(missionOrderCodec, this.#setup.city, order));
  }

  #receive(topic: string, payload: Uint8Array, retained: boolean): void {
    if (parseTopic(topic)?.kind === 'presence') {
      const presence = decode(presenceCodec, topic, payload, retained);
      if (presence.ok) this.#seePresence(presence.value);
      return;
    }
    // Taken out of the broker's store, long after its end.
    if (payload.length === 0) return;
    const { mission, vehicle } = this.#setup.order;
    const status = decode(missionStatusCodec, topic, payload, retained);
    if (!status.ok) {
      if (parseTopic(topic)?.id === mission) this.#noticeUnreadable(status.detail);
      return;
    }
    if (status.value.mission !== mission) {
      if (status.value.vehicle === vehicle && !isFinal(status.value)) this.#others.set(status.value.mission, status.value);
      else this.#others.delete(status.value.mission);
      return;
    }
    // Before the first live answer a stored status can only be of an earlier mission with this id.
    if (retained && !this.#isAnswered) return;
    this.#isAnswered = true;
    this.#isEnded = isFinal(status.value);
    if (!this.#isEnded) this.#changed = { destination: status.value.destination, urgency: status.value.urgency };
    this.#setup.onStatus(status.value);
  }

  #noticeUnreadable(detail: string): void {
    if (this.#isUnreadable) return;
    this.#isUnreadable = true;
    this.#setup.onNotice(`A status of the mission could not be read (${detail}); the controller may be of another version.`);
  }

  #seePresence(presence: ControllerPresence): void {
    const before = this.#presence;
    this.#presence = presence;
    if (presence.state === 'online' && presence.startedMs !== this.#orderedOf) {
      this.#orderedOf = presence.startedMs;
      if (before !== undefined) this.#setup.onNotice('The controller is back; it is told of the mission again.');
      this.#open();
    } else if (presence.state !== 'online' && before?.state === 'online') {
      this.#setup.onNotice(
        `The controller is ${presence.state}; junctions return to their programmes by themselves within 10 s.`,
      );
    }
  }

  #open(): void {
    if (this.#isEnded) return;
    const order: MissionOrder = { kind: 'open', ...this.#setup.order, ...this.#changed, atMs: this.#setup.clock.nowMs() };
    this.#connection
      .publish(encode(missionOrderCodec, this.#setup.city, order))
      .catch((error: Error) => this.#setup.onNotice(`The order could not be sent: ${error.message}`));
  }
}

/** Done, cancelled or refused: nothing follows. */
export function isFinal(status: MissionStatus): boolean {
  return status.phase === 'done' || status.phase === 'cancelled' || status.phase === 'refused';
}
