import { Subject } from 'rxjs';
import type { LogFile } from '../adapters/files/log-file.ts';
import type { RecordSink } from '../journal/session.ts';

/** Writing failed, works again, or was given up. */
export interface LogChange {
  readonly isWritten: boolean;
  /** For an operator. */
  readonly text: string;
}

/** Compressed; hours of a city. */
const MAX_WAITING_BYTES = 64_000_000;

/**
 * The log of a controller that goes on without it: an ambulance under way must not lose its greens because a disk is full. What
 * cannot be written waits and is written later; when too much waits, the log ends where the disk does, whole up to there.
 */
export class EvidenceLog implements RecordSink {
  readonly changes = new Subject<LogChange>();
  readonly #file: LogFile;
  readonly #maxWaitingBytes: number;
  #state: 'written' | 'waiting' | 'given-up' = 'written';

  constructor(file: LogFile, maxWaitingBytes = MAX_WAITING_BYTES) {
    this.#file = file;
    this.#maxWaitingBytes = maxWaitingBytes;
  }

  /** Whether the file holds everything, as of the last flush. */
  get isWhole(): boolean {
    return this.#state === 'written';
  }

  write(line: string): void {
    this.#attempt(() => this.#file.write(line));
  }

  flush(): void {
    this.#attempt(() => {
      this.#file.flush();
      if (this.#state === 'waiting')
        this.#become('written', `The event log ${this.#file.path} is written again; nothing is missing.`);
    });
  }

  close(): void {
    this.#attempt(() => this.#file.close());
  }

  #attempt(act: () => void): void {
    if (this.#state === 'given-up') return;
    try {
      act();
    } catch (error) {
      const why = `The event log ${this.#file.path} cannot be written (${error instanceof Error ? error.message : String(error)})`;
      if (this.#file.waitingBytes > this.#maxWaitingBytes) {
        this.#become('given-up', `${why}. It ends here; control goes on without evidence until serve is restarted.`);
      } else if (this.#state === 'written') {
        this.#become('waiting', `${why}. Control goes on and the evidence waits in memory; make room on the disk.`);
      }
    }
  }

  #become(state: 'written' | 'waiting' | 'given-up', text: string): void {
    this.#state = state;
    this.changes.next({ isWritten: state === 'written', text });
  }
}
