import type { PoolTask } from '../../src/experiment/pool.ts';
import { type DriveJob, driveOf } from './drive-job.ts';
import type { PredictedDrive } from './prediction.ts';

/** Entry of a worker thread. */
export default function work({ job, progress }: PoolTask<DriveJob>): Promise<PredictedDrive> {
  return driveOf(job).finally(() => progress.close());
}
