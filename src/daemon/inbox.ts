import { concatMap, type Observable, Subject } from 'rxjs';
import type { CoreInput } from '../core/input.ts';

const CAPACITY = 10_000;
/** Inputs taken before sockets and timers get their turn. */
const BATCH = 256;

/** The queue between the callbacks and the core: they only put in, one consumer takes out, one at a time and in order. */
export class Inbox {
  readonly #inputs = new Subject<CoreInput>();
  readonly #capacity: number;
  #waiting = 0;
  #dropped = 0;
  #taken = 0;

  constructor(capacity = CAPACITY) {
    this.#capacity = capacity;
  }

  /** A message; dropped and counted when too many wait already. */
  offer(input: CoreInput): void {
    if (this.#waiting >= this.#capacity) this.#dropped += 1;
    else this.put(input);
  }

  /** What must not be lost: ticks, and the daemon's own orders. */
  put(input: CoreInput): void {
    this.#waiting += 1;
    this.#inputs.next(input);
  }

  /** How many messages were dropped since the last call. */
  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }

  /** Feeds `take` for as long as it is subscribed to. */
  drainTo(take: (input: CoreInput) => void): Observable<void> {
    return this.#inputs.pipe(
      concatMap(async (input) => {
        this.#waiting -= 1;
        this.#taken += 1;
        take(input);
        if (this.#taken % BATCH === 0) await new Promise((resolve) => setImmediate(resolve));
      }),
    );
  }
}
