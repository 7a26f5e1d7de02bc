import type { MissionStatus } from '../preemption/mission.ts';
import { nextJunctionLine, statusTable, summaryLine } from './status-view.ts';

/** Where a mission is shown: redrawn in place on a terminal, else a line whenever something changed. */
export class Screen {
  readonly #out: NodeJS.WriteStream;
  #drawnLines = 0;
  #lastNext: string | undefined;
  #lastPhase: string | undefined;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  show(status: MissionStatus): void {
    if (this.#out.isTTY) this.#redraw(statusTable(status));
    else this.#append(status);
  }

  notice(text: string): void {
    this.#drawnLines = 0;
    this.#out.write(`${text}\n`);
  }

  #redraw(text: string): void {
    const up = this.#drawnLines === 0 ? '' : `\u001b[${this.#drawnLines}A\u001b[J`;
    const lines = text.split('\n').slice(0, Math.max(3, this.#out.rows - 1));
    this.#drawnLines = lines.length;
    this.#out.write(`${up}${lines.join('\n')}\n`);
  }

  #append(status: MissionStatus): void {
    const junction = status.junctions.find(({ passed }) => !passed);
    const next = `${junction?.junction} ${junction?.state} ${junction?.green} ${junction?.reason}`;
    if (next === this.#lastNext && status.phase === this.#lastPhase) return;
    this.#lastNext = next;
    this.#lastPhase = status.phase;
    const detail = nextJunctionLine(status);
    this.#out.write(`${summaryLine(status)}${detail === undefined ? '' : `; ${detail}`}\n`);
  }
}
