import type { PoolTask } from '../experiment/pool.ts';
import type { RunResult } from '../experiment/run-result.ts';
import { runJob, type SimulateJob } from './simulate-job.ts';

/** Entry of a worker thread. */
export default function work({ job, progress }: PoolTask<SimulateJob>): Promise<RunResult> {
  return runJob(job, (share) => progress.postMessage(share)).finally(() => progress.close());
}
