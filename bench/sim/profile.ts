import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { plainTable } from '../../src/report/plain-table.ts';
import type { SumoCase } from '../cases.ts';
import { importCase } from '../clearway/import-case.ts';
import { saveCase } from '../clearway/save-case.ts';
import { type CpuProfile, type SelfTime, selfTimes } from './cpu-profile.ts';
import { profileClearway } from './run-clearway.ts';

const MOST_ROWS = 25;

/** Runs a case of ours under V8's profiler and says where the time goes: by file, and by function. */
export async function profileCase(run: SumoCase, folder: string): Promise<string> {
  const scenarioPath = saveCase(importCase(run, 1), folder);
  const profiles = join(folder, 'profile');
  rmSync(profiles, { recursive: true, force: true });
  await profileClearway({ scenarioPath, seed: 1, windowFromS: 0, speeds: false }, profiles);
  const path = join(profiles, readdirSync(profiles).find((name) => name.endsWith('.cpuprofile')) ?? '');
  const times = selfTimes(JSON.parse(readFileSync(path, 'utf8')) as CpuProfile);
  return [`${run.name}: ${path}`, shares('file', times.byFile), shares('function', times.byFunction), ''].join('\n');
}

function shares(what: string, times: readonly SelfTime[]): string {
  const totalS = times.reduce((sum, { seconds }) => sum + seconds, 0);
  const rows = times
    .slice(0, MOST_ROWS)
    .map(({ of, seconds }) => [of, seconds.toFixed(3), ((100 * seconds) / totalS).toFixed(1)]);
  return plainTable([`self time by ${what}`, 's', '%'], rows);
}
