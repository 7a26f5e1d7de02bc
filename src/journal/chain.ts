import { hash } from 'node:crypto';

/** Hash before the first line. */
const GENESIS = '0'.repeat(64);

/** A line is `{"sha256":"<64 hex digits>","record":<canonical JSON>}`, so the record's text stands at fixed positions. */
const PREFIX = '{"sha256":"';
const INFIX = '","record":';
const RECORD_AT = PREFIX.length + GENESIS.length + INFIX.length;

/** Chains the records of one log: each line's hash covers the record's text and the hash of the line before. */
export class HashChain {
  #head = GENESIS;

  /** SHA-256 of the whole log so far, as lower-case hex. */
  get head(): string {
    return this.#head;
  }

  append(recordText: string): string {
    this.#head = hash('sha256', `${this.#head}\n${recordText}`, 'hex');
    return `${PREFIX}${this.#head}${INFIX}${recordText}}`;
  }
}

export type LineCheck =
  | { readonly kind: 'whole'; readonly recordText: string }
  | { readonly kind: 'broken'; readonly why: string };

/**
 * Follows a log's lines from the first and checks that each continues the chain. A log cut off after a whole line is still whole:
 * only its head, which `summary.json` holds as `logSha256`, tells that the end is missing.
 */
export class ChainChecker {
  readonly #chain = new HashChain();

  get head(): string {
    return this.#chain.head;
  }

  check(line: string): LineCheck {
    if (!line.startsWith(PREFIX) || line.slice(RECORD_AT - INFIX.length, RECORD_AT) !== INFIX || !line.endsWith('}')) {
      return { kind: 'broken', why: 'is not a line of a log' };
    }
    const recordText = line.slice(RECORD_AT, -1);
    if (this.#chain.append(recordText) === line) return { kind: 'whole', recordText };
    return { kind: 'broken', why: 'does not fit the line before it: this line or one before it was changed, removed or added' };
  }
}
