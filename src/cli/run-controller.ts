import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolders } from '../adapters/files/make-folders.ts';
import type { CoreConfig } from '../core/config.ts';
import type { CoreInput } from '../core/input.ts';
import { MissionBook } from '../daemon/mission-book.ts';
import type { PreemptionTally } from '../journal/preemption-count.ts';
import { type Controller, type RecordSink, Session, type Taken } from '../journal/session.ts';
import { Failure } from '../kernel/failure.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';

export interface RunControllerSetup {
  readonly index: RoadIndex;
  readonly config: CoreConfig;
  /** For the log of each controller, in their order; undefined where none is kept. */
  readonly sinkOf: (place: number) => RecordSink | undefined;
  /** Where missions are kept for the next controller; absent where none follows. */
  readonly book?: string;
}

/** The controller of a run: one session or, where it restarts, one after the other with the daemon's mission book between them. */
export class RunController implements Controller {
  readonly #setup: RunControllerSetup;
  readonly #sessions: Session[] = [];
  /** Of the present process. */
  #book: MissionBook | undefined;

  constructor(setup: RunControllerSetup) {
    this.#setup = setup;
    if (setup.book !== undefined) makeFolders(dirname(setup.book));
    this.#begin();
  }

  /** Everything refused so far, counted by `stage:reason`. */
  get refusals(): Readonly<Record<string, number>> {
    const all: Record<string, number> = {};
    for (const { refusals } of this.#sessions)
      for (const [reason, count] of Object.entries(refusals)) all[reason] = (all[reason] ?? 0) + count;
    return all;
  }

  /** What became so far of the greens that were given; one that a controller left open is neither unused nor false. */
  get preemptions(): PreemptionTally {
    const tallies = this.#sessions.map(({ preemptions }) => preemptions);
    const sum = (of: keyof PreemptionTally): number => tallies.reduce((all, tally) => all + tally[of], 0);
    return { granted: sum('granted'), unused: sum('unused'), false: sum('false') };
  }

  /** As the daemon takes it: what changes missions is in the book before anybody hears of it. */
  take(input: CoreInput): Taken {
    const session = this.#sessions.at(-1)!;
    const taken = session.take(input);
    const happened = taken.events.map(({ event }) => event);
    const trouble = this.#book?.note(happened, () => session.keptMissions(input.receivedMs), input.receivedMs);
    if (trouble !== undefined) throw new Failure(trouble);
    return taken;
  }

  /** The process has ended without a word; the next one begins with what the book holds. */
  restart(atMs: number): void {
    this.#begin();
    const found = this.#book?.find() ?? { kind: 'none' };
    if (found.kind === 'unreadable') throw new Failure(found.text);
    if (found.kind === 'none') return;
    const { savedMs, missions, ended } = found;
    this.take({ kind: 'resumed', receivedMs: atMs, savedMs, missions, ended });
  }

  /** Of the last one's log. */
  finish(): string {
    if (this.#setup.book !== undefined) rmSync(this.#setup.book, { force: true });
    return this.#sessions.at(-1)!.finish();
  }

  /** Of all their logs. */
  get logSha256(): string {
    return this.#sessions.map((session) => session.finish()).join('+');
  }

  #begin(): void {
    const { index, config, sinkOf, book } = this.#setup;
    this.#book = book === undefined ? undefined : new MissionBook(book, config.city);
    this.#sessions.push(new Session(index, config, sinkOf(this.#sessions.length)));
  }
}
