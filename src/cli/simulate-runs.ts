import { runPool } from '../experiment/pool.ts';
import type { RunResult } from '../experiment/run-result.ts';
import { Failure } from '../kernel/failure.ts';
import { type JobOutcome, jobOutcome, type SimulateJob } from './simulate-job.ts';
import { SimulateProgress } from './simulate-progress.ts';

const WORKER_FILE = new URL('./simulate-worker.js', import.meta.url);

/** Runs the jobs with their progress on stderr; results in the order of the jobs. Undefined when it was interrupted. */
export async function runAll(jobs: readonly SimulateJob[], workers: number): Promise<readonly RunResult[] | undefined> {
  const interrupt = new AbortController();
  const onInterrupt = (): void => interrupt.abort();
  process.on('SIGINT', onInterrupt);
  const progress = new SimulateProgress(jobs);
  try {
    const outcomes = await runPool<SimulateJob, JobOutcome>(jobs, {
      workers,
      workerFile: WORKER_FILE,
      inline: jobOutcome,
      onProgress: (job, share) => progress.note(job, share),
      onResult: (job, outcome) => {
        resultOf(outcome);
        progress.finish(job);
      },
      signal: interrupt.signal,
    });
    return outcomes.map(resultOf);
  } catch (error) {
    progress.stop();
    const finished = `Finished and saved: ${progress.finished() || 'none'}. The same command with --resume runs the others.\n`;
    if (!interrupt.signal.aborted) {
      process.stderr.write(finished);
      throw error;
    }
    process.stderr.write(`Interrupted; no summary is written. ${finished}`);
    return undefined;
  } finally {
    progress.stop();
    process.off('SIGINT', onInterrupt);
  }
}

/** Throws `Failure` for a job that something outside the program ended. */
function resultOf(outcome: JobOutcome): RunResult {
  if (outcome.kind === 'failed') throw new Failure(outcome.why);
  return outcome.result;
}
