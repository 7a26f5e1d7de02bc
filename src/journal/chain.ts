import { hash } from 'node:crypto';

/** Hash before the first line. */
const GENESIS = '0'.repeat(64);

/** A line is `{"sha256":"<64 hex digits>","record":<canonical JSON>}`, so the record's text stands at fixed positions. */
const PREFIX = '{"sha256":"';
const INFIX = '","record":';
const RECORD_AT = PREFIX.length + GENESIS.length + INFIX.length;
const LINE = /^\{"sha256":"[0-9a-f]{64}","record":.*\}$/s;

/** Chains the records of one log: each line's hash covers the record's text and the hash of the line before. */
export class HashChain {
  #head = GENESIS;

  /** SHA-256 of the whole log so far, as lower-case hex. */
  get head(): string {
    return this.#head;
  }

  append(recordText: string): string {
    this.#head = linkHash(this.#head, recordText);
    return `${PREFIX}${this.#head}${INFIX}${recordText}}`;
  }
}

export type ChainCheck =
  | { readonly kind: 'whole'; readonly lines: number; readonly head: string }
  | { readonly kind: 'broken' /** Counted from 1. */; readonly line: number; readonly why: string };

/**
 * Checks a log line by line and names the first that does not fit. A log cut off after a whole line is still whole: only its
 * head, which `summary.json` holds too, tells that the end is missing.
 */
export function verifyChain(lines: Iterable<string>): ChainCheck {
  let head = GENESIS;
  let count = 0;
  for (const line of lines) {
    count++;
    if (!LINE.test(line)) return { kind: 'broken', line: count, why: 'is not a log line' };
    const expected = linkHash(head, recordText(line));
    if (hashOf(line) !== expected) {
      return { kind: 'broken', line: count, why: 'does not carry the hash of its text and of the line before' };
    }
    head = expected;
  }
  return { kind: 'whole', lines: count, head };
}

/** The record's JSON within a line that `verifyChain` passed. */
export function recordText(line: string): string {
  return line.slice(RECORD_AT, -1);
}

function hashOf(line: string): string {
  return line.slice(PREFIX.length, PREFIX.length + GENESIS.length);
}

function linkHash(previous: string, text: string): string {
  return hash('sha256', `${previous}\n${text}`, 'hex');
}
