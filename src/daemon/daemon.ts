import type { Logger } from 'pino';
import { interval, type SchedulerLike, Subject, type Subscription, takeUntil } from 'rxjs';
import type { Clock } from '../adapters/clock.ts';
import { Connection, type ConnectionOptions } from '../adapters/mqtt/connection.ts';
import { toCoreInput } from '../city/canonical-order.ts';
import { alertCodec } from '../contract/alert.ts';
import { encode } from '../contract/codec.ts';
import { CITY_KINDS, ingest } from '../contract/ingest.ts';
import { junctionCommandCodec } from '../contract/junction-command.ts';
import { missionStatusCodec } from '../contract/mission-status.ts';
import { type ControllerPresence, presenceCodec } from '../contract/presence.ts';
import type { CoreInput } from '../core/input.ts';
import type { CoreEvent } from '../evidence/event.ts';
import type { Session } from '../journal/session.ts';
import { VERSION } from '../journal/version.ts';
import type { JunctionCommand } from '../signal/command.ts';
import { HeldJunctions } from './held-junctions.ts';
import { Inbox } from './inbox.ts';
import { MissionBook, statusOfRefusal } from './mission-book.ts';
import { Outbox } from './outbox.ts';

/** Sees every input with what came of it, for figures outside the log. */
export interface EvidenceObserver {
  note(input: CoreInput, events: readonly CoreEvent[]): void;
}

export interface DaemonSetup {
  readonly city: string;
  readonly session: Session;
  readonly connection: Omit<ConnectionOptions, 'will'>;
  readonly clock: Clock;
  /** Of the ticks: one each `tickMs` of this scheduler. */
  readonly scheduler: SchedulerLike;
  readonly tickMs: number;
  readonly log: Logger;
  readonly observer?: EvidenceObserver;
}

/**
 * The controller as a service: what MQTT brings is decoded and queued, one consumer feeds the session, and what it decides is sent.
 * When the session breaks, it lets go of every junction, says so, and stays: the city is then on its own programmes.
 */
export class Daemon {
  readonly #setup: DaemonSetup;
  readonly #connection: Connection;
  readonly #outbox: Outbox;
  readonly #inbox = new Inbox();
  readonly #held = new HeldJunctions();
  readonly #missions = new MissionBook();
  readonly #stopping = new Subject<void>();
  readonly #startedMs: number;
  #consumer: Subscription | undefined;
  #state: ControllerPresence['state'] = 'online';
  #sessionBroken = false;

  constructor(setup: DaemonSetup) {
    const { city, clock, connection, log } = setup;
    this.#setup = setup;
    this.#startedMs = clock.nowMs();
    const will = encode(presenceCodec, city, this.#presence('offline'));
    this.#connection = new Connection(
      { ...connection, will },
      {
        message: (topic, payload, retained) => this.#inbox.offer(this.#read(topic, payload, retained)),
        online: () => {
          log.info('connected to the broker');
          this.#outbox.send(encode(presenceCodec, city, this.#presence(this.#state)));
          this.#outbox.resend();
        },
        offline: () => log.warn('the connection to the broker broke; trying again'),
        error: (error) => log.debug(error, 'broker'),
      },
    );
    this.#outbox = new Outbox(this.#connection, ({ topic }, { message }) => log.warn({ topic }, `not sent: ${message}`));
  }

  /** Rejects when the broker cannot be reached. */
  async start(): Promise<void> {
    const { city, clock, scheduler, tickMs } = this.#setup;
    this.#consumer = this.#inbox.drainTo((input) => this.#take(input)).subscribe();
    await this.#connection.start(city, CITY_KINDS);
    interval(tickMs, scheduler)
      .pipe(takeUntil(this.#stopping))
      .subscribe(() => {
        this.#reportDropped();
        this.#inbox.put({ kind: 'tick', receivedMs: clock.nowMs() });
      });
  }

  /** Ends every mission, lets go of every junction, and says goodbye. */
  async stop(): Promise<void> {
    const { city, clock } = this.#setup;
    this.#stopping.next();
    this.#consumer?.unsubscribe();
    const nowMs = clock.nowMs();
    for (const order of this.#missions.cancellations(nowMs)) this.#take({ kind: 'order', receivedMs: nowMs, order });
    this.#take({ kind: 'tick', receivedMs: nowMs });
    for (const command of this.#held.releases(nowMs)) this.#command(command);
    this.#outbox.send(encode(presenceCodec, city, this.#presence('offline')));
    await this.#outbox.flush();
    await this.#connection.stop();
  }

  #read(topic: string, payload: Uint8Array, retained: boolean): CoreInput {
    const receivedMs = this.#setup.clock.nowMs();
    const ingested = ingest(topic, payload, retained);
    if (ingested.ok) return toCoreInput(ingested.message, receivedMs);
    const { reason, subject, detail } = ingested;
    return { kind: 'turned-away', receivedMs, reason, subject, detail };
  }

  #take(input: CoreInput): void {
    if (this.#sessionBroken) return;
    try {
      const { commands, events } = this.#setup.session.take(input);
      for (const command of commands) this.#command(command);
      for (const { event } of events) this.#act(input, event);
      this.#setup.observer?.note(
        input,
        events.map(({ event }) => event),
      );
    } catch (error) {
      // The core reports its own failures as an alert; here its log could not be written.
      this.#sessionBroken = true;
      this.#setup.log.fatal(error, 'the session broke');
      const text = `The controller stopped commanding: ${error instanceof Error ? error.message : String(error)}`;
      this.#act(input, { kind: 'alert', alert: { code: 'controller-failed', atMs: input.receivedMs, text } });
      for (const command of this.#held.releases(input.receivedMs)) this.#command(command);
    }
  }

  #command(command: JunctionCommand): void {
    this.#held.note(command);
    this.#outbox.send(encode(junctionCommandCodec, this.#setup.city, command));
  }

  #act(input: CoreInput, event: CoreEvent): void {
    const { city, log } = this.#setup;
    this.#missions.note(event);
    const status = event.kind === 'status' ? event.status : statusOfRefusal(input, event);
    if (status !== undefined) this.#outbox.send(encode(missionStatusCodec, city, status));
    if (event.kind === 'mission') log.info({ mission: event.mission, vehicle: event.vehicle }, `mission ${event.phase}`);
    if (event.kind === 'refused' && event.refusal.stage !== 'match')
      log.debug({ ...event.refusal, ...event.subject }, event.detail);
    if (event.kind !== 'alert') return;
    log.warn({ code: event.alert.code }, event.alert.text);
    this.#outbox.send(encode(alertCodec, city, event.alert));
    if (event.alert.code !== 'controller-failed') return;
    this.#state = 'failed';
    this.#outbox.send(encode(presenceCodec, city, this.#presence('failed')));
  }

  #reportDropped(): void {
    const dropped = this.#inbox.takeDropped();
    if (dropped === 0) return;
    const receivedMs = this.#setup.clock.nowMs();
    this.#inbox.put({
      kind: 'turned-away',
      receivedMs,
      reason: 'queue-full',
      subject: {},
      detail: `${dropped} messages dropped`,
    });
  }

  #presence(state: ControllerPresence['state']): ControllerPresence {
    return { state, startedMs: this.#startedMs, version: VERSION };
  }
}
