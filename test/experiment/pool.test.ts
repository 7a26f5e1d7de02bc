import { describe, expect, it } from 'vitest';
import { type PoolOptions, runPool } from '../../src/experiment/pool.ts';

interface Job {
  readonly n: number;
  readonly fails?: boolean;
}

const WORKER_FILE = new URL('./pool-worker.mjs', import.meta.url);
const JOBS: readonly Job[] = [0, 1, 2, 3, 4].map((n) => ({ n }));

function options(workers: number, change: Partial<PoolOptions<Job, number>> = {}): PoolOptions<Job, number> {
  return {
    workers,
    workerFile: WORKER_FILE,
    inline: async (job, onProgress) => {
      onProgress(0.5);
      return job.n * job.n;
    },
    onProgress: () => {},
    onResult: () => {},
    ...change,
  };
}

describe('a pool of runs', () => {
  it.each([1, 2, 4])('gives the results in the order of the jobs with %i workers', async (workers) => {
    const finished: number[] = [];
    const results = await runPool(JOBS, options(workers, { onResult: (job) => finished.push(job) }));
    expect(results).toEqual([0, 1, 4, 9, 16]);
    expect([...finished].sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it('throws the first failure', async () => {
    const jobs = [{ n: 0 }, { n: 1, fails: true }, { n: 2 }];
    await expect(runPool(jobs, options(2))).rejects.toThrow('job 1 failed');
  });

  it.each([1, 2])('is ended by its signal with %i workers, keeping what was finished', async (workers) => {
    const stop = new AbortController();
    const finished: number[] = [];
    const onResult = (job: number): void => {
      finished.push(job);
      stop.abort();
    };
    await expect(runPool(JOBS, options(workers, { onResult, signal: stop.signal }))).rejects.toThrow();
    expect(finished.length).toBeGreaterThan(0);
    expect(finished.length).toBeLessThan(JOBS.length);
  });
});
