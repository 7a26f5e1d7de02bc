import type { Logger } from 'pino';
import { interval, type SchedulerLike, Subject, type Subscription, takeUntil } from 'rxjs';
import type { Clock } from '../adapters/clock.ts';
import { Connection, type ConnectionOptions } from '../adapters/mqtt/connection.ts';
import { toCoreInput } from '../city/canonical-order.ts';
import { alertCodec } from '../contract/alert.ts';
import { clearing, decode, encode } from '../contract/codec.ts';
import { CITY_KINDS, ingest } from '../contract/ingest.ts';
import { junctionCommandCodec } from '../contract/junction-command.ts';
import { missionStatusCodec } from '../contract/mission-status.ts';
import { type ControllerPresence, presenceCodec } from '../contract/presence.ts';
import { parseTopic } from '../contract/topics.ts';
import type { CoreInput } from '../core/input.ts';
import type { Alert, CoreEvent } from '../evidence/event.ts';
import type { PositionSources } from '../ingest/position-sources.ts';
import type { Session } from '../journal/session.ts';
import { VERSION } from '../journal/version.ts';
import type { JunctionCommand } from '../signal/command.ts';
import { HeldJunctions } from './held-junctions.ts';
import { Inbox } from './inbox.ts';
import type { MissionBook } from './mission-book.ts';
import { Outbox } from './outbox.ts';
import { digestText, RefusalDigest } from './refusal-digest.ts';
import { statusOfRefusal } from './refused-order.ts';
import { judgePresence } from './rival.ts';
import { endsWithin } from './within.ts';

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
  /** Its presence is said again so often. */
  readonly heartbeatMs: number;
  readonly log: Logger;
  readonly observer?: EvidenceObserver;
  /** Positions that come on topics beside the contract. */
  readonly sources?: PositionSources;
  /** Where open missions are kept, so that they survive this process. */
  readonly book?: MissionBook;
}

type TurnedAway = Pick<CoreInput & { readonly kind: 'turned-away' }, 'reason' | 'subject' | 'detail'>;

/** A broker that does not answer may hold up an orderly stop for so long; leases end by themselves. */
const GOODBYE_MS = 3_000;

/** Real time between two reports of refusals, and how often it is looked whether one is due. */
const DIGEST_MS = 30_000;
const DIGEST_CHECK_MS = 5_000;

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
  readonly #digest = new RefusalDigest();
  readonly #stopping = new Subject<void>();
  readonly #startedMs: number;
  #consumer: Subscription | undefined;
  #giveWay: (rival: ControllerPresence) => void = () => undefined;
  #hasGivenWay = false;
  #rivalStartedMs: number | undefined;
  #state: ControllerPresence['state'] = 'online';
  #sessionBroken = false;
  /** During this break of the connection. */
  #notSent = 0;
  #digestedMs = Number.NEGATIVE_INFINITY;

  /** Resolves when a controller that began earlier turns out to serve this city; stop then. */
  readonly rival = new Promise<ControllerPresence>((resolve) => {
    this.#giveWay = resolve;
  });

  constructor(setup: DaemonSetup) {
    const { city, clock, connection, log } = setup;
    this.#setup = setup;
    this.#startedMs = clock.nowMs();
    const will = encode(presenceCodec, city, this.#presence('offline'));
    this.#connection = new Connection(
      { ...connection, will },
      {
        message: (topic, payload, retained) => this.#receive(topic, payload, retained),
        online: () => {
          log.info({ notSent: this.#notSent }, 'connected to the broker');
          this.#notSent = 0;
          this.#sayPresence();
          this.#outbox.resend();
        },
        offline: () => log.warn('the connection to the broker broke; trying again'),
        error: (error) => log.debug(error, 'broker'),
      },
    );
    this.#outbox = new Outbox(this.#connection, ({ topic }, { message }) => {
      this.#notSent += 1;
      log.debug({ topic }, `not sent: ${message}`);
    });
  }

  /** Rejects when the broker cannot be reached. */
  async start(): Promise<void> {
    const { city, clock, heartbeatMs, scheduler, tickMs } = this.#setup;
    this.#consumer = this.#inbox.drainTo((input) => this.#take(input)).subscribe();
    const unread = this.#resume();
    await this.#connection.start(city, [...CITY_KINDS, 'presence'], this.#setup.sources?.filters);
    if (unread !== undefined) this.raise({ code: 'missions-not-saved', atMs: clock.nowMs(), text: unread });
    const every = (periodMs: number, act: () => void): void => {
      interval(periodMs, scheduler).pipe(takeUntil(this.#stopping)).subscribe(act);
    };
    every(heartbeatMs, () => this.#sayPresence());
    every(DIGEST_CHECK_MS, () => this.#reportRefusals(scheduler.now()));
    every(tickMs, () => {
      this.#reportDropped();
      this.#inbox.put({ kind: 'tick', receivedMs: clock.nowMs() });
    });
  }

  /**
   * Lets go of every junction and says goodbye. Missions stay open: the next controller finds them in the mission book, and the
   * ambulance is still on its way.
   */
  async stop(): Promise<void> {
    const { clock, log } = this.#setup;
    this.#stopping.next();
    this.#consumer?.unsubscribe();
    const nowMs = clock.nowMs();
    // One that gave way must not end the wishes of the one that stays; its own leases end by themselves.
    if (!this.#hasGivenWay) this.#take({ kind: 'stopping', receivedMs: nowMs });
    this.#reportRefusals(Number.POSITIVE_INFINITY);
    this.#state = 'offline';
    this.#sayPresence();
    const isDelivered = await endsWithin(GOODBYE_MS, this.#outbox.flush());
    if (!isDelivered) log.warn('the broker does not answer; leaving without a goodbye, leases end by themselves');
    await this.#connection.stop(!isDelivered);
  }

  /** The missions that the controller before had open come first; returns what is wrong with its book. */
  #resume(): string | undefined {
    const { book, clock, log } = this.#setup;
    const found = book?.find() ?? { kind: 'none' };
    if (found.kind === 'unreadable') return found.text;
    if (found.kind === 'none') return undefined;
    const { savedMs, missions, ended } = found;
    const carriedOn = missions.map(({ mission }) => mission);
    if (carriedOn.length > 0) log.info({ missions: carriedOn }, 'missions of the controller before are carried on');
    this.#inbox.put({ kind: 'resumed', receivedMs: clock.nowMs(), savedMs, missions, ended });
    return undefined;
  }

  #receive(topic: string, payload: Uint8Array, retained: boolean): void {
    if (parseTopic(topic)?.kind !== 'presence') {
      for (const input of this.#read(topic, payload, retained)) this.#inbox.offer(input);
      return;
    }
    const heard = decode(presenceCodec, topic, payload, retained);
    // What the broker had in store may be long over; a live controller says it again.
    if (!heard.ok || retained || this.#state === 'offline') return;
    const verdict = judgePresence(this.#presence(), heard.value);
    if (verdict === 'own') return;
    // Once may be an old message that a broker delivers again; who is alive says it again within a heartbeat.
    const isHeardAgain = this.#rivalStartedMs === heard.value.startedMs;
    this.#rivalStartedMs = verdict === 'give-way' ? heard.value.startedMs : undefined;
    if (verdict === 'say-again' || !isHeardAgain) {
      this.#sayPresence();
      return;
    }
    this.#hasGivenWay = true;
    this.#giveWay(heard.value);
  }

  /** A controller that gave way leaves the city's presence to the one that stays. */
  #sayPresence(): void {
    if (!this.#hasGivenWay) this.#outbox.send(encode(presenceCodec, this.#setup.city, this.#presence()));
  }

  #read(topic: string, payload: Uint8Array, retained: boolean): readonly CoreInput[] {
    const receivedMs = this.#setup.clock.nowMs();
    const turnedAway = ({ reason, subject, detail }: TurnedAway): CoreInput => ({
      kind: 'turned-away',
      receivedMs,
      reason,
      subject,
      detail,
    });
    const positions = this.#setup.sources?.read(topic, payload, retained, receivedMs);
    if (positions !== undefined) {
      return positions.map((taken) => (taken.ok ? { kind: 'fix', receivedMs, fix: taken.fix } : turnedAway(taken)));
    }
    const ingested = ingest(topic, payload, retained);
    return [ingested.ok ? toCoreInput(ingested.message, receivedMs) : turnedAway(ingested)];
  }

  #take(input: CoreInput): void {
    if (this.#sessionBroken) return;
    try {
      const { commands, events } = this.#setup.session.take(input);
      for (const command of commands) this.#command(command);
      const happened = events.map(({ event }) => event);
      // Dispatch is told of nothing that a crash could still undo; commands do not wait for a disk.
      this.#saveMissions(happened, input.receivedMs);
      for (const event of happened) this.#act(input, event);
      this.#digest.note(input, happened);
      this.#setup.observer?.note(input, happened);
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

  #saveMissions(happened: readonly CoreEvent[], nowMs: number): void {
    if (this.#hasGivenWay) return;
    const { book, session } = this.#setup;
    const text = book?.note(happened, () => session.keptMissions(nowMs), nowMs);
    if (text !== undefined) this.raise({ code: 'missions-not-saved', atMs: nowMs, text });
  }

  /** Calls the operator. */
  raise(alert: Alert): void {
    const { city, log } = this.#setup;
    log.warn({ code: alert.code }, alert.text);
    this.#outbox.send(encode(alertCodec, city, alert));
  }

  #act(input: CoreInput, event: CoreEvent): void {
    const { city, log } = this.#setup;
    const status = event.kind === 'status' ? event.status : statusOfRefusal(input, event);
    if (status !== undefined) this.#outbox.send(encode(missionStatusCodec, city, status));
    if (event.kind === 'forgotten') this.#outbox.send(clearing('status', city, event.mission));
    if (event.kind === 'mission') log.info({ mission: event.mission, vehicle: event.vehicle }, `mission ${event.phase}`);
    if (event.kind === 'refused') log.debug({ ...event.refusal, ...event.subject }, event.detail);
    if (event.kind !== 'alert') return;
    this.raise(event.alert);
    if (event.alert.code !== 'controller-failed') return;
    this.#state = 'failed';
    this.#sayPresence();
  }

  /** Soon after the first refusal, and then now and then. */
  #reportRefusals(realMs: number): void {
    if (realMs - this.#digestedMs < DIGEST_MS) return;
    const digest = this.#digest.take();
    if (digest === undefined) return;
    this.#digestedMs = realMs;
    this.#setup.log.warn({ refused: digest.counts }, digestText(digest));
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

  #presence(state = this.#state): ControllerPresence {
    return { state, startedMs: this.#startedMs, version: VERSION };
  }
}
