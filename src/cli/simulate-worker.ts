import type { PoolTask } from '../experiment/pool.ts';
import { type JobOutcome, jobOutcome, type SimulateJob } from './simulate-job.ts';

/** Entry of a worker thread. */
export default function work({ job, progress }: PoolTask<SimulateJob>): Promise<JobOutcome> {
  return jobOutcome(job, (share) => progress.postMessage(share)).finally(() => progress.close());
}
