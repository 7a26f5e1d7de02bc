import type { CoreInput } from '../core/input.ts';
import type { CoreEvent, Refusal } from '../evidence/event.ts';

/** What was refused lately, for an operator. */
export interface Digest {
  /** By `stage:reason`. */
  readonly counts: Readonly<Record<string, number>>;
  /** When most messages came too late or from the future: how far the newest of them is ahead of this clock (negative: behind). */
  readonly clockOffsetMs?: number;
}

const DATE_REASONS: ReadonlySet<Refusal['reason']> = new Set<Refusal['reason']>(['late', 'future-dated', 'stale-order']);
/** A stored message or two is late at every start. */
const MIN_MISDATED = 3;

/** Counts refusals from one report to the next, so that a stream of bad messages is one line now and then. */
export class RefusalDigest {
  #counts: Record<string, number> = {};
  #dated = 0;
  #misdated = 0;
  #offsetMs = 0;

  note(input: CoreInput, events: readonly CoreEvent[]): void {
    const atMs = atMsOf(input);
    if (atMs !== undefined) this.#dated += 1;
    for (const event of events) {
      if (event.kind !== 'refused') continue;
      const { stage, reason } = event.refusal;
      const key = `${stage}:${reason}`;
      this.#counts[key] = (this.#counts[key] ?? 0) + 1;
      if (atMs === undefined || !DATE_REASONS.has(reason)) continue;
      this.#misdated += 1;
      this.#offsetMs = atMs - input.receivedMs;
    }
  }

  /** Since the last call; undefined when nothing was refused. */
  take(): Digest | undefined {
    const counts = this.#counts;
    const isClock = this.#misdated >= MIN_MISDATED && this.#misdated * 2 > this.#dated;
    this.#counts = {};
    this.#dated = 0;
    this.#misdated = 0;
    if (Object.keys(counts).length === 0) return undefined;
    return isClock ? { counts, clockOffsetMs: this.#offsetMs } : { counts };
  }
}

/** One line in words. */
export function digestText({ counts, clockOffsetMs }: Digest): string {
  if (clockOffsetMs === undefined) return `messages or wishes were refused: ${listOf(counts)}`;
  const side = clockOffsetMs > 0 ? 'ahead of' : 'behind';
  return (
    `most messages are dated ${durationText(Math.abs(clockOffsetMs))} ${side} this clock and are refused (${listOf(counts)}): ` +
    'set the clocks alike (NTP), and give serve, city and dispatch the same --speed'
  );
}

function listOf(counts: Digest['counts']): string {
  return Object.entries(counts)
    .map(([key, count]) => `${key} ${count}`)
    .join(', ');
}

function durationText(ms: number): string {
  const s = ms / 1000;
  if (s < 120) return `${s.toFixed(1)} s`;
  return s < 2 * 86_400 ? `${Math.round(s / 60)} min` : `${Math.round(s / 86_400)} days`;
}

function atMsOf(input: CoreInput): number | undefined {
  switch (input.kind) {
    case 'fix':
      return input.fix.atMs;
    case 'junction':
      return input.state.atMs;
    case 'confirmation':
      return input.confirmation.atMs;
    case 'order':
      return input.order.atMs;
    default:
      return undefined;
  }
}
