import type { RunKey } from '../experiment/run-key.ts';
import type { RunResult } from '../experiment/run-result.ts';
import type { SimulateJob } from './simulate-job.ts';
import { type Earlier, earlierRun, resumeText } from './simulate-resume.ts';
import type { runAll } from './simulate-runs.ts';

export interface Completing {
  /** Take over the runs that an earlier call finished. */
  readonly resume: boolean;
  readonly workers: number;
  /** Makes the results of the jobs that are left. */
  readonly run: typeof runAll;
}

/** The results of all jobs in their order, those of earlier calls taken over; undefined when it was interrupted. */
export async function completedRuns(
  jobs: readonly SimulateJob[],
  keyOf: (job: SimulateJob) => RunKey,
  { resume, workers, run }: Completing,
): Promise<readonly RunResult[] | undefined> {
  const earlier = jobs.map((job): Earlier => (resume ? earlierRun(job, keyOf(job)) : { kind: 'to-run', why: 'not asked for' }));
  if (resume) process.stderr.write(resumeText(jobs, earlier));
  const toRun = jobs.filter((_, i) => earlier[i]?.kind === 'to-run');
  const fresh = toRun.length === 0 ? [] : await run(toRun, workers);
  if (fresh === undefined) return undefined;
  const byJob = new Map(toRun.map((job, i) => [job, fresh[i] as RunResult]));
  return jobs.map((job, i) => {
    const one = earlier[i] as Earlier;
    return one.kind === 'taken-over' ? one.result : (byJob.get(job) as RunResult);
  });
}
