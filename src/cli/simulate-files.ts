import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult } from '../experiment/run-result.ts';
import type { Recorded } from '../experiment/saved-run.ts';
import { type RecordingFiles, recordingFiles } from './recording-export.ts';

/** Where one run writes. */
export interface RunFiles extends RecordingFiles {
  /** Its result, written when it has finished. */
  readonly result: string;
  /** Event log; a run of traffic alone has none. */
  readonly log: string;
  /** Of the controller after the first one, where it restarts. */
  readonly laterLog: string;
  /** Missions kept for that one, while the run lasts. */
  readonly book: string;
}

export function runFiles(folder: string, arm: string, seed: number | string): RunFiles {
  const base = join(folder, `${arm}-${seed}`);
  return {
    result: `${base}.run.json`,
    log: `${base}.jsonl.gz`,
    laterLog: `${base}-restarted.jsonl.gz`,
    book: `${base}.missions.json`,
    ...recordingFiles(base),
  };
}

/** The files that hold what is to be recorded. */
export function recordedFiles(files: RecordingFiles, recorded: Recorded): readonly string[] {
  if (recorded === 'none') return [];
  return recorded === 'compact' ? [files.recording] : [files.recording, files.fcd, files.tripinfo];
}

/** Everything that a finished run has written besides its result. */
export function writtenFiles(
  files: RunFiles,
  result: RunResult,
  { record, keepLog }: { readonly record: Recorded; readonly keepLog: boolean },
): readonly string[] {
  return [...(keepLog ? logsOf(files, result) : []), ...recordedFiles(files, record)];
}

function logsOf({ log, laterLog }: RunFiles, result: RunResult): readonly string[] {
  if (result.subject !== 'ambulance') return [];
  return result.logSha256.includes('+') ? [log, laterLog] : [log];
}

/** Takes away what an earlier run left, so that nothing stands beside a result that is not of the same run. */
export function clearFiles(files: RunFiles): void {
  for (const path of Object.values<string>({ ...files })) rmSync(path, { force: true });
}
