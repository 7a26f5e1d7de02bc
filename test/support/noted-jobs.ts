import { runJob, type SimulateJob } from '../../src/cli/simulate-job.ts';

/** Notes in `asked` which jobs are to be run and runs them in this thread; like an interrupt, `stopAfter` ends it between two of them. */
export function runNoting(asked: string[], stopAfter = Number.POSITIVE_INFINITY) {
  return async (jobs: readonly SimulateJob[]) => {
    asked.push(...jobs.map(({ arm, seed }) => `${arm} ${seed}`));
    const results = [];
    for (const job of jobs) {
      if (results.length >= stopAfter) return undefined;
      results.push(await runJob(job, () => {}));
    }
    return results;
  };
}
