import type { Connection } from '../adapters/mqtt/connection.ts';
import type { Outgoing } from '../contract/codec.ts';

/**
 * Sends what the core decides. Nothing is kept for a broker that is away except the newest of each retained topic, which would
 * otherwise go on saying what was true before the break.
 */
export class Outbox {
  readonly #connection: Connection;
  readonly #unsent = new Map<string, Outgoing>();
  readonly #onLost: (outgoing: Outgoing, error: Error) => void;
  readonly #sending = new Set<Promise<void>>();

  constructor(connection: Connection, onLost: (outgoing: Outgoing, error: Error) => void) {
    this.#connection = connection;
    this.#onLost = onLost;
  }

  send(outgoing: Outgoing): void {
    this.#unsent.delete(outgoing.topic);
    const sending = this.#connection.publish(outgoing).catch((error: Error) => {
      if (outgoing.retain && !this.#unsent.has(outgoing.topic)) this.#unsent.set(outgoing.topic, outgoing);
      this.#onLost(outgoing, error);
    });
    this.#sending.add(sending);
    void sending.finally(() => this.#sending.delete(sending));
  }

  /** After a break. */
  resend(): void {
    for (const outgoing of [...this.#unsent.values()]) this.send(outgoing);
  }

  /** Resolves when the broker has all that was sent. */
  async flush(): Promise<void> {
    await Promise.all(this.#sending);
  }
}
