import { Presets, SingleBar } from 'cli-progress';
import type { SimulateJob } from './simulate-job.ts';
import { runsText } from './simulate-resume.ts';

/** So much of a run must be done before its pace says anything about the rest. */
const TELLING_RUNS = 0.1;

/** How far the runs are, on stderr: a bar with the time left on a terminal, else a line per finished run. */
export class SimulateProgress {
  readonly #jobs: readonly SimulateJob[];
  readonly #shares: number[];
  readonly #done: SimulateJob[] = [];
  readonly #bar: SingleBar | undefined;
  /** When the first report came: what workers take to start is no measure of their pace. */
  #firstMs: number | undefined;

  constructor(jobs: readonly SimulateJob[]) {
    this.#jobs = jobs;
    this.#shares = jobs.map(() => 0);
    if (process.stderr.isTTY !== true) return;
    const format = '{bar} {percentage} % | {done} of {runs} runs | {duration_formatted}, {left}';
    this.#bar = new SingleBar(
      { format, clearOnComplete: true, hideCursor: true, stream: process.stderr },
      Presets.shades_classic,
    );
    this.#bar.start(jobs.length, 0, { done: 0, runs: jobs.length, left: timeLeftText(0, 0, jobs.length) });
  }

  note(job: number, share: number): void {
    this.#shares[job] = share;
    this.#firstMs ??= performance.now();
    const runs = this.#shares.reduce((sum, x) => sum + x, 0);
    const left = timeLeftText(performance.now() - this.#firstMs, runs, this.#jobs.length);
    this.#bar?.update(runs, { done: this.#done.length, left });
  }

  finish(job: number): void {
    const finished = this.#jobs[job] as SimulateJob;
    this.#done.push(finished);
    this.note(job, 1);
    if (this.#bar === undefined) process.stderr.write(`${this.#done.length}/${this.#jobs.length} ${runsText([finished])}\n`);
  }

  /** The finished runs, named. */
  finished(): string {
    return runsText(this.#done);
  }

  stop(): void {
    this.#bar?.stop();
  }
}

/** Time left at the pace so far: `runs` of `all` runs, parts of runs included, took so long. */
export function timeLeftText(tookMs: number, runs: number, all: number): string {
  if (runs < TELLING_RUNS) return 'time left not known yet';
  const leftS = ((tookMs / 1000) * (all - runs)) / runs;
  if (leftS < 60) return `${Math.ceil(leftS)} s to go`;
  const minutes = Math.round(leftS / 60);
  return minutes < 60 ? `${minutes} min to go` : `${Math.floor(minutes / 60)} h ${minutes % 60} min to go`;
}
