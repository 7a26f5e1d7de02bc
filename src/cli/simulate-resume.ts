import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { isIntact } from '../adapters/files/file-digest.ts';
import type { RunKey } from '../experiment/run-key.ts';
import { differenceOf } from '../experiment/run-key.ts';
import type { RunResult } from '../experiment/run-result.ts';
import { decodeSavedRun, RECORDED, type SavedFile } from '../experiment/saved-run.ts';
import { runFiles, writtenFiles } from './simulate-files.ts';
import type { SimulateJob } from './simulate-job.ts';

/** A run that an earlier call may have finished. */
export type Earlier =
  | { readonly kind: 'taken-over'; readonly result: RunResult }
  | { readonly kind: 'to-run'; readonly why: string };

/** Looks for a finished run of the same key with all its files, to the byte as it wrote them. */
export function earlierRun(job: SimulateJob, key: RunKey): Earlier {
  const files = runFiles(job.folder, job.arm, job.seed);
  if (!existsSync(files.result)) return { kind: 'to-run', why: 'not finished' };
  const saved = decodeSavedRun(readFileSync(files.result, 'utf8'));
  if (saved === undefined) return { kind: 'to-run', why: 'its saved result cannot be read' };
  const difference = differenceOf(saved.key, key);
  if (difference !== undefined) return { kind: 'to-run', why: difference };
  if (RECORDED.indexOf(saved.recorded) < RECORDED.indexOf(job.record)) return { kind: 'to-run', why: 'it was not recorded so' };
  for (const path of writtenFiles(files, saved.result, job)) {
    const trouble = troubleWith(path, saved.files);
    if (trouble === undefined) continue;
    return { kind: 'to-run', why: `its ${path === files.log || path === files.laterLog ? 'event log' : 'recording'} ${trouble}` };
  }
  return { kind: 'taken-over', result: saved.result };
}

/** What keeps a file from being the one that the run wrote; undefined when it is. */
function troubleWith(path: string, saved: readonly SavedFile[]): string | undefined {
  if (!existsSync(path)) return 'is gone';
  const digest = saved.find(({ name }) => name === basename(path));
  return digest !== undefined && isIntact(path, digest) ? undefined : 'is damaged';
}

/** What is taken over and what is run, with the reasons, for people. */
export function resumeText(jobs: readonly SimulateJob[], earlier: readonly Earlier[]): string {
  const reasons = new Map<string, SimulateJob[]>();
  jobs.forEach((job, i) => {
    const one = earlier[i] as Earlier;
    const reason = one.kind === 'taken-over' ? 'Taken over' : `To run, ${one.why}`;
    reasons.set(reason, [...(reasons.get(reason) ?? []), job]);
  });
  return [...reasons].map(([reason, of]) => `${reason}: ${runsText(of)}.\n`).join('');
}

/** Runs by arm, their seeds in ranges: `none, seeds 1–3 and 7; clearway, seed 1`. */
export function runsText(jobs: readonly { readonly arm: string; readonly seed: number }[]): string {
  const arms = [...new Set(jobs.map(({ arm }) => arm))];
  return arms
    .map((arm) => {
      const seeds = jobs.filter((job) => job.arm === arm).map(({ seed }) => seed);
      return `${arm}, ${seeds.length === 1 ? 'seed' : 'seeds'} ${rangesText(seeds.toSorted((a, b) => a - b))}`;
    })
    .join('; ');
}

function rangesText(sorted: readonly number[]): string {
  const starts = sorted.filter((seed, i) => seed !== (sorted[i - 1] ?? Number.NaN) + 1);
  const ranges = starts.map((first) => {
    let last = first;
    while (sorted.includes(last + 1)) last += 1;
    return last === first ? `${first}` : `${first}–${last}`;
  });
  return ranges.length === 1 ? ranges.join() : `${ranges.slice(0, -1).join(', ')} and ${ranges.at(-1) ?? ''}`;
}
