import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import type { Outgoing } from '../../contract/codec.ts';
import { filterOf, TOPICS, type TopicKind } from '../../contract/topics.ts';

export interface ConnectionOptions {
  /** `mqtt://host:1883`, or `mqtts://host:8883` for TLS. */
  readonly url: string;
  /** Unique at the broker: a second client of the same id throws the first one out. */
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string;
  /** PEM texts: the authority to trust, and this client's certificate and key. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** Published by the broker when this client vanishes. */
  readonly will?: Outgoing;
}

export interface ConnectionListener {
  /** One message; must only decode and enqueue. `retained` = the broker had it in store. */
  message(topic: string, payload: Uint8Array, retained: boolean): void;
  /** Connected, at first and after each break; subscriptions are in place again. */
  online?(): void;
  /** The connection broke; it is being made again. */
  offline?(): void;
  error?(error: Error): void;
}

const RECONNECT_MS = 1000;
const CONNECT_TIMEOUT_MS = 10_000;

/** An MQTT connection that comes back by itself. Nothing is buffered while it is away: old commands must not arrive late. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #listener: ConnectionListener;
  #client: MqttClient | undefined;
  #isOnline = false;

  constructor(options: ConnectionOptions, listener: ConnectionListener) {
    this.#options = options;
    this.#listener = listener;
  }

  /**
   * Connects and subscribes, to kinds of the contract and to filters beside it. Rejects when the broker cannot be reached or refuses.
   */
  async start(city: string, kinds: readonly TopicKind[], filters: readonly string[] = []): Promise<void> {
    const client = await connectAsync(this.#options.url, clientOptions(this.#options), false);
    this.#client = client;
    sendAtOnce(client);
    client.on('message', (topic, payload, packet) => this.#listener.message(topic, payload, packet.retain));
    client.on('error', (error) => this.#listener.error?.(error));
    client.on('close', () => {
      dropInFlight(client);
      // mqtt.js says so again at every vain attempt to come back.
      if (this.#isOnline) this.#listener.offline?.();
      this.#isOnline = false;
    });
    const subscriptions = Object.fromEntries([
      ...kinds.map((kind) => [filterOf(city, kind), { qos: TOPICS[kind].qos }] as const),
      ...filters.map((filter) => [filter, { qos: 0 }] as const),
    ]);
    const subscribe = async (): Promise<void> => {
      if (kinds.length + filters.length > 0) await client.subscribeAsync(subscriptions);
      this.#isOnline = true;
      this.#listener.online?.();
    };
    client.on('connect', () => {
      sendAtOnce(client);
      subscribe().catch((error: unknown) => this.#listener.error?.(error as Error));
    });
    await subscribe();
  }

  /** Resolves when the broker has it (QoS 1) or it was handed to the socket (QoS 0). Rejects at once while the connection is away. */
  async publish({ topic, payload, qos, retain }: Outgoing): Promise<void> {
    const client = this.#client;
    if (client === undefined || !client.connected) throw new Error('not connected to the broker');
    await client.publishAsync(topic, payload, { qos, retain });
  }

  /**
   * Leaves in order: what was published is delivered first, and the last will is not sent. `isDeaf`: the broker does not answer, so
   * the connection is cut.
   */
  async stop(isDeaf = false): Promise<void> {
    this.#isOnline = false;
    await this.#client?.endAsync(isDeaf || this.#client.connected === false);
  }
}

function clientOptions(options: ConnectionOptions): IClientOptions {
  const { clientId, username, password, ca, cert, key, will } = options;
  return {
    clientId,
    // MQTT 3.1.1, which every broker speaks; a clean session, so that a broker keeps no commands for a client that is away.
    protocolVersion: 4,
    clean: true,
    keepalive: 10,
    reconnectPeriod: RECONNECT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    resubscribe: false,
    queueQoSZero: false,
    // mqtt.js formats several debug lines per packet otherwise, even when nobody reads them.
    log: () => undefined,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(will === undefined
      ? {}
      : { will: { topic: will.topic, payload: Buffer.from(will.payload), qos: will.qos, retain: will.retain } }),
  };
}

/** Each (re)connection has a new stream; a TCP or TLS socket would otherwise hold small packets back for 40 ms (Nagle). */
function sendAtOnce(client: MqttClient): void {
  const stream: { setNoDelay?: (on: boolean) => void } = client.stream as object;
  stream.setNoDelay?.(true);
}

/** Forgets what the broker has not acknowledged, which mqtt.js would send again after the break. */
function dropInFlight(client: MqttClient): void {
  for (const messageId of Object.keys(client.outgoing)) client.removeOutgoingMessage(Number(messageId));
}
