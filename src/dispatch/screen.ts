import type { Clock } from '../adapters/clock.ts';
import type { MissionStatus } from '../preemption/mission.ts';
import { nextJunction, nextJunctionLine, statusTable, summaryLine } from './status-view.ts';

/** A status comes every other second; after so long without one, what is shown may not be so any more. */
const SILENT_S = 5;
/** Some terminals say that they have no columns at all. */
const MIN_COLUMNS = 20;

const BOX = /^[┌├│└]/;

/** Where a mission is shown: redrawn in place on a terminal, else a line whenever something changed. */
export class Screen {
  readonly #out: NodeJS.WriteStream;
  /** The machine's own: how long the screen has shown the same. */
  readonly #clock: Clock;
  #status: MissionStatus | undefined;
  #heardMs = 0;
  #saidSilent = false;
  #drawnLines = 0;
  #lastNext: string | undefined;
  #lastPhase: string | undefined;

  constructor(out: NodeJS.WriteStream, clock: Clock) {
    this.#out = out;
    this.#clock = clock;
  }

  show(status: MissionStatus): void {
    this.#status = status;
    this.#heardMs = this.#clock.nowMs();
    this.#saidSilent = false;
    if (this.#out.isTTY) this.#redraw(statusTable(status));
    else this.#append(status);
  }

  /** To be called about once a second: marks what is shown as old when there has been no news. */
  refresh(): void {
    const silentS = Math.floor((this.#clock.nowMs() - this.#heardMs) / 1000);
    if (this.#status === undefined || silentS < SILENT_S) return;
    const mark = `No news for ${silentS} s: what was last known may not be so any more.`;
    if (this.#out.isTTY) this.#redraw(`${mark}\n${statusTable(this.#status, 'old')}`);
    else if (!this.#saidSilent) this.#out.write(`${mark}\n`);
    this.#saidSilent = true;
  }

  notice(text: string): void {
    this.#drawnLines = 0;
    this.#out.write(`${text}\n`);
  }

  #redraw(text: string): void {
    const up = this.#drawnLines === 0 ? '' : `\u001b[${this.#drawnLines}A\u001b[J`;
    // Rows of the screen, not lines of the text: a long line takes several.
    const rows = text.split('\n').flatMap((line) => folded(line, Math.max(MIN_COLUMNS, this.#out.columns)));
    const shown = rows.slice(0, Math.max(3, this.#out.rows - 1));
    this.#drawnLines = shown.length;
    this.#out.write(`${up}${shown.join('\n')}\n`);
  }

  #append(status: MissionStatus): void {
    const junction = nextJunction(status);
    const next = `${junction?.junction} ${junction?.state} ${junction?.green} ${junction?.reason}`;
    if (next === this.#lastNext && status.phase === this.#lastPhase) return;
    this.#lastNext = next;
    this.#lastPhase = status.phase;
    const detail = nextJunctionLine(status);
    this.#out.write(`${summaryLine(status)}${detail === undefined ? '' : `; ${detail}`}\n`);
  }
}

/** Prose goes on in the next row, at a blank where there is one; a table is cut off, or nobody could read it. */
function folded(line: string, columns: number): readonly string[] {
  if (line.length <= columns) return [line];
  if (BOX.test(line)) return [line.slice(0, columns)];
  const blank = line.lastIndexOf(' ', columns);
  const end = blank > 0 ? blank : columns;
  return [line.slice(0, end), ...folded(line.slice(end).trimStart(), columns)];
}
