import { Presets, SingleBar } from 'cli-progress';
import type { SimulateJob } from './simulate-job.ts';

/** The time left goes by the pace over so many reports of progress: in practice all of them, so that it jumps least. */
const ETA_UPDATES = 2000;

/** How far the runs are, on stderr: a bar on a terminal, else a line per finished run. */
export class SimulateProgress {
  readonly #jobs: readonly SimulateJob[];
  readonly #shares: number[];
  readonly #done: SimulateJob[] = [];
  readonly #bar: SingleBar | undefined;

  constructor(jobs: readonly SimulateJob[]) {
    this.#jobs = jobs;
    this.#shares = jobs.map(() => 0);
    if (process.stderr.isTTY !== true) return;
    const format = '{bar} {percentage} % | {done} of {runs} runs | {duration_formatted}, {eta_formatted} to go';
    this.#bar = new SingleBar(
      { format, clearOnComplete: true, hideCursor: true, stream: process.stderr, etaBuffer: ETA_UPDATES },
      Presets.shades_classic,
    );
    this.#bar.start(jobs.length, 0, { done: 0, runs: jobs.length });
  }

  note(job: number, share: number): void {
    this.#shares[job] = share;
    this.#bar?.update(
      this.#shares.reduce((sum, x) => sum + x, 0),
      { done: this.#done.length },
    );
  }

  finish(job: number): void {
    const finished = this.#jobs[job] as SimulateJob;
    this.#done.push(finished);
    this.note(job, 1);
    if (this.#bar === undefined) process.stderr.write(`${this.#done.length}/${this.#jobs.length} ${nameOf(finished)}\n`);
  }

  /** The finished runs, named. */
  finished(): string {
    return this.#done.map(nameOf).join('; ');
  }

  stop(): void {
    this.#bar?.stop();
  }
}

function nameOf({ arm, seed }: SimulateJob): string {
  return `${arm}, seed ${seed}`;
}
