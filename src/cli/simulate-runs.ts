import { runPool } from '../experiment/pool.ts';
import type { RunResult } from '../experiment/run-result.ts';
import { runJob, type SimulateJob } from './simulate-job.ts';
import { SimulateProgress } from './simulate-progress.ts';

const WORKER_FILE = new URL('./simulate-worker.js', import.meta.url);

/** Runs the jobs with their progress on stderr; results in the order of the jobs. Undefined when it was interrupted. */
export async function runAll(jobs: readonly SimulateJob[], workers: number): Promise<readonly RunResult[] | undefined> {
  const interrupt = new AbortController();
  const onInterrupt = (): void => interrupt.abort();
  process.on('SIGINT', onInterrupt);
  const progress = new SimulateProgress(jobs);
  try {
    return await runPool<SimulateJob, RunResult>(jobs, {
      workers,
      workerFile: WORKER_FILE,
      inline: runJob,
      onProgress: (job, share) => progress.note(job, share),
      onResult: (job) => progress.finish(job),
      signal: interrupt.signal,
    });
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
