import { join } from 'node:path';

/** Where one run writes. */
export interface RunFiles {
  /** Its result, written when it has finished. */
  readonly result: string;
  /** Event log; a run of traffic alone has none. */
  readonly log: string;
}

export function runFiles(folder: string, arm: string, seed: number): RunFiles {
  const base = join(folder, `${arm}-${seed}`);
  return { result: `${base}.run.json`, log: `${base}.jsonl.gz` };
}
