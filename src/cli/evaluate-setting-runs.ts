import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { saveWhole } from '../adapters/files/whole-file.ts';
import { csvText, runRows } from '../evaluation/csv.ts';
import { evaluateSetting } from '../evaluation/evaluate-setting.ts';
import type { SettingResult } from '../evaluation/result.ts';
import { seedFloors } from '../evaluation/seed-floors.ts';
import type { AmbulanceRun } from '../experiment/run-result.ts';
import { mapSha256 } from '../journal/session.ts';
import { VERSION } from '../journal/version.ts';
import { invariant } from '../kernel/assert.ts';
import { canonicalJson, sha256Hex } from '../kernel/canonical.ts';
import { renderDiagrams } from '../report/evaluation/diagrams.ts';
import { indexMap } from '../roadnet/road-index.ts';
import { type Latency, planningLatency } from './evaluate-latency.ts';
import type { EvaluatePlan } from './evaluate-plan.ts';
import type { Prepared } from './evaluate-settings.ts';
import { type Completing, completedRuns } from './simulate-completed.ts';
import { runFiles } from './simulate-files.ts';
import { keyOf, type SimulateJob } from './simulate-job.ts';

/** What is kept of a setting when the next one is run. */
export interface EvaluatedSetting {
  readonly result: SettingResult;
  /** Rows of its runs, as CSV with a head line. */
  readonly runsCsv: string;
  /** Of arms that plan, ours and its ablations, on the first seed. */
  readonly latency: Readonly<Record<string, Latency>>;
  readonly violations: readonly string[];
}

interface Place {
  readonly folder: string;
  readonly build: string;
}

/** Runs a setting and writes its summary and diagrams into its folder; undefined when it was interrupted. */
export async function runSetting(
  { ready, scenarioFile }: Extract<Prepared, { kind: 'ready' }>,
  { arms, seeds, timesPlanning }: EvaluatePlan,
  { folder, build }: Place,
  completing: Completing,
): Promise<EvaluatedSetting | undefined> {
  const { setting, scenario, map } = ready;
  const index = indexMap(map);
  // Before the runs: where even this drive takes too long, none of them can succeed.
  const floors = seeds.map((seed) => seedFloors(scenario, index, seed));
  const runs = join(folder, 'runs');
  const names = arms.map(({ name }) => name);
  const jobs = seeds.flatMap((seed) =>
    names.map((arm): SimulateJob => {
      const keepLog = seed === seeds[0];
      return { scenarioFile, arm, seed, mqtt: false, folder: runs, build, record: 'none', keepLog };
    }),
  );
  const results = await completedRuns(jobs, (job) => keyOf(job, scenario, map), completing);
  if (results === undefined) return undefined;
  const drives = results.map((result): AmbulanceRun => {
    invariant(result.subject === 'ambulance', `${setting.name}: a run without an ambulance`);
    return result;
  });
  const ours = arms.filter(({ family }) => family === 'ours').map(({ name }) => name);
  const { name, title, about } = setting;
  const { seeds: _, arms: __, ...content } = scenario;
  const hashes = { scenarioSha256: sha256Hex(canonicalJson(content)), mapSha256: mapSha256(map) };
  const head = { version: VERSION, scenario: name, map: map.name, seeds, title, about, ...hashes };
  const result = evaluateSetting({ head, arms: names, ours, results: drives, floors });
  saveWhole(join(folder, 'summary.json'), `${JSON.stringify(result, null, 2)}\n`);
  saveWhole(join(folder, 'diagrams.html'), renderDiagrams(result, drives, scenario));
  const planners = timesPlanning ? arms.filter(({ family }) => family === 'ours' || family === 'ablation') : [];
  const logOf = (arm: string): string => runFiles(runs, arm, seeds[0] as number).log;
  const latency = await latencies(
    planners.map((arm) => arm.name),
    logOf,
    index,
  );
  const violations = drives.flatMap(({ arm, seed, violations: of }) =>
    of.map((text) => `${name}, ${arm}, seed ${seed}: ${text}`),
  );
  return { result, runsCsv: csvText(runRows(name, drives)), latency, violations };
}

async function latencies(
  arms: readonly string[],
  logOf: (arm: string) => string,
  index: ReturnType<typeof indexMap>,
): Promise<Record<string, Latency>> {
  const found: Record<string, Latency> = {};
  for (const arm of arms) {
    const latency = existsSync(logOf(arm)) ? await planningLatency(index, logOf(arm)) : undefined;
    if (latency !== undefined) found[arm] = latency;
  }
  return found;
}
