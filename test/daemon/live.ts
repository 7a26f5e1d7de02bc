import { pino } from 'pino';
import { asyncScheduler } from 'rxjs';
import { wallClock } from '../../src/adapters/clock.ts';
import { loadMap } from '../../src/adapters/files/map-file.ts';
import { EmbeddedBroker } from '../../src/adapters/mqtt/broker.ts';
import { Connection } from '../../src/adapters/mqtt/connection.ts';
import type { Outgoing } from '../../src/contract/codec.ts';
import type { ControllerPresence } from '../../src/contract/presence.ts';
import type { TopicKind } from '../../src/contract/topics.ts';
import type { CoreInput } from '../../src/core/input.ts';
import { Daemon } from '../../src/daemon/daemon.ts';
import type { MissionBook } from '../../src/daemon/mission-book.ts';
import { PositionSources } from '../../src/ingest/position-sources.ts';
import type { PositionSource } from '../../src/ingest/source-schema.ts';
import { type RecordSink, Session } from '../../src/journal/session.ts';
import { indexMap, type RoadIndex } from '../../src/roadnet/road-index.ts';
import { fromRoot } from '../support/needs.ts';

export const CITY = 'quick-3';
export const index = indexMap(loadMap(fromRoot('maps/quick-3.json')));
export const HEARTBEAT_MS = 100;
const HEARD: readonly TopicKind[] = ['status', 'command', 'alert', 'presence'];

interface Heard {
  readonly topic: string;
  readonly payload: Record<string, unknown>;
  readonly retained: boolean;
}

/** A daemon at a broker of its own, with one client beside it that says and hears everything. */
export class Live {
  readonly heard: Heard[] = [];
  readonly inputs: CoreInput[] = [];
  readonly session: Session;
  readonly broker = new EmbeddedBroker();
  #client: Connection | undefined;
  #daemon: Daemon | undefined;
  #url = '';
  #wake: () => void = () => undefined;

  readonly #sources: readonly PositionSource[];

  constructor(sink?: RecordSink, sources: readonly PositionSource[] = [], roads: RoadIndex = index) {
    this.#sources = sources;
    this.session = new Session(roads, { city: CITY, strategy: { kind: 'fixed-eta', leadS: 120 } }, sink);
  }

  async start(): Promise<void> {
    this.#url = await this.broker.start();
    this.#client = await this.join('client');
    await this.startDaemon();
  }

  async startDaemon(book?: MissionBook): Promise<void> {
    this.#daemon = new Daemon({
      city: CITY,
      session: this.session,
      connection: { url: this.#url, clientId: 'serve' },
      clock: wallClock(),
      scheduler: asyncScheduler,
      tickMs: 20,
      heartbeatMs: HEARTBEAT_MS,
      log: pino({ level: 'silent' }),
      sources: new PositionSources(this.#sources),
      ...(book === undefined ? {} : { book }),
      observer: {
        note: (input) => {
          this.inputs.push(input);
          this.#wake();
        },
      },
    });
    await this.#daemon.start();
  }

  /** Another client, that hears what the first hears, with what the broker has in store. */
  async join(clientId: string): Promise<Connection> {
    const client = new Connection(
      { url: this.#url, clientId },
      {
        message: (topic, payload, retained) => {
          const text = Buffer.from(payload).toString();
          this.heard.push({ topic, payload: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>), retained });
          this.#wake();
        },
      },
    );
    await client.start(CITY, HEARD);
    return client;
  }

  async say(outgoing: Pick<Outgoing, 'topic' | 'payload'> & Partial<Outgoing>): Promise<void> {
    await this.#client?.publish({ qos: 1, retain: false, ...outgoing });
  }

  /** Resolves when it holds; the test's time limit is the only clock. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Resolves when the daemon gives way. */
  async rival(): Promise<ControllerPresence | undefined> {
    return this.#daemon?.rival;
  }

  async stopDaemon(): Promise<void> {
    await this.#daemon?.stop();
  }

  async stop(): Promise<void> {
    await this.#client?.stop();
    await this.broker.stop();
  }
}
