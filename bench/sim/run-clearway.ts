import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ProcessRun, runPinned } from '../timed-process.ts';
import type { ClearwayReport, ClearwayTask } from './clearway-task.ts';

const PROCESS = fileURLToPath(new URL('clearway-process.js', import.meta.url));

/** Runs a task in a fresh process, pinned to one core. */
export function runClearway(task: ClearwayTask): Promise<ProcessRun & ClearwayReport> {
  return runNode([], task);
}

/** As `runClearway`, leaving V8's profile of the CPU in a folder. */
export function profileClearway(task: ClearwayTask, folder: string): Promise<ProcessRun & ClearwayReport> {
  mkdirSync(folder, { recursive: true });
  return runNode(['--cpu-prof', '--cpu-prof-dir', folder], task);
}

async function runNode(flags: readonly string[], task: ClearwayTask): Promise<ProcessRun & ClearwayReport> {
  const run = await runPinned(process.execPath, [...flags, PROCESS, JSON.stringify(task)]);
  return { ...run, ...(JSON.parse(run.stdout) as ClearwayReport) };
}
