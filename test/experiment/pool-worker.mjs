/** Later jobs are shorter, so that they finish first. */
export default function work({ job, progress }) {
  if (job.fails) throw new Error(`job ${job.n} failed`);
  let sum = 0;
  for (let i = 0; i < (5 - job.n) * 1_000_000; i++) sum += i % 7;
  progress.postMessage(sum > 0 ? 0.5 : 0);
  progress.close();
  return job.n * job.n;
}
