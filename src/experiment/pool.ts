import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { Tinypool } from 'tinypool';

/** What a worker file's default export is called with. */
export interface PoolTask<Job> {
  readonly job: Job;
  /** Progress of this job, 0 to 1, is posted here. */
  readonly progress: MessagePort;
}

export interface PoolOptions<Job, Result> {
  readonly workers: number;
  /** Module whose default export takes a `PoolTask` and returns the result; used when there is more than one worker. */
  readonly workerFile: URL;
  /** The same work in this thread; used with one worker. */
  readonly inline: (job: Job, onProgress: (share: number) => void) => Promise<Result>;
  /** `job` counts from 0 in the order given; `share` from 0 to 1. */
  readonly onProgress: (job: number, share: number) => void;
  readonly onResult: (job: number, result: Result) => void;
  readonly signal?: AbortSignal;
}

/**
 * Runs jobs on worker threads and returns their results in the order of the jobs, whatever the number of workers and whichever
 * finished first. The first failure ends the rest and is thrown; so does the signal.
 */
export async function runPool<Job, Result>(jobs: readonly Job[], options: PoolOptions<Job, Result>): Promise<readonly Result[]> {
  const workers = Math.min(options.workers, jobs.length);
  return workers <= 1 ? runInline(jobs, options) : runThreads(jobs, workers, options);
}

async function runInline<Job, Result>(jobs: readonly Job[], options: PoolOptions<Job, Result>): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const [i, job] of jobs.entries()) {
    const result = await options.inline(job, (share) => {
      options.signal?.throwIfAborted();
      options.onProgress(i, share);
    });
    options.onResult(i, result);
    results.push(result);
  }
  return results;
}

async function runThreads<Job, Result>(
  jobs: readonly Job[],
  workers: number,
  options: PoolOptions<Job, Result>,
): Promise<readonly Result[]> {
  const pool = new Tinypool({ filename: options.workerFile.href, minThreads: workers, maxThreads: workers });
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([stop.signal, options.signal]);
  const runOne = async (job: Job, i: number): Promise<Result> => {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', (share: number) => options.onProgress(i, share));
    try {
      const task: PoolTask<Job> = { job, progress: port2 };
      const result = (await pool.run(task, { transferList: [port2], signal })) as Result;
      options.onResult(i, result);
      return result;
    } finally {
      port1.close();
    }
  };
  // Each lane hands the pool one job at a time, so that what has not begun is never begun after a failure.
  const results: Result[] = [];
  let next = 0;
  const runLane = async (): Promise<void> => {
    while (next < jobs.length) {
      signal.throwIfAborted();
      const i = next++;
      results[i] = await runOne(jobs[i] as Job, i);
    }
  };
  try {
    await Promise.all(Array.from({ length: workers }, runLane));
    return results;
  } finally {
    stop.abort();
    await pool.destroy();
  }
}
