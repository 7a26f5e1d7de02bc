import { join } from 'node:path';
import { saveWhole } from '../adapters/files/whole-file.ts';
import { checkAgainstFloor } from '../experiment/floor.ts';
import type { AmbulanceRun, RunResult } from '../experiment/run-result.ts';
import type { Recorded } from '../experiment/saved-run.ts';
import { type SummaryHead, summarise, summariseTraffic } from '../experiment/summarise.ts';
import type { Summary } from '../experiment/summary.ts';
import { VERSION } from '../journal/version.ts';
import { invariant } from '../kernel/assert.ts';
import { renderTable } from '../report/console-table.ts';
import { gridlockLines } from '../report/gridlock.ts';
import { notArrivedLines } from '../report/not-arrived.ts';
import { renderReport } from '../report/report.ts';
import { renderTrafficReport } from '../report/traffic-report.ts';
import { renderTrafficTable } from '../report/traffic-table.ts';
import type { RoadMap } from '../roadnet/map.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { recordedFiles, runFiles } from './simulate-files.ts';

/** What was run. */
export interface Experiment {
  readonly scenario: Scenario;
  readonly map: RoadMap;
  readonly seeds: readonly number[];
  readonly arms: readonly string[];
  readonly folder: string;
  readonly recorded: Recorded;
  /** The ambulance alone on all green, per seed; empty without missions. */
  readonly floorS: readonly number[];
}

/** Prints the table, writes summary and report, and returns the exit code. */
export function conclude(experiment: Experiment, results: readonly RunResult[]): number {
  const { scenario, folder } = experiment;
  const { summary, table, report } =
    scenario.missions.length === 0 ? ofTraffic(experiment, results) : ofDrives(experiment, results);
  // Before anything is written: what a full disk does not take has at least been shown.
  process.stdout.write(`${[table, ...notArrivedLines(summary), ...gridlockLines(summary)].join('\n')}\n\n`);
  saveWhole(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  saveWhole(join(folder, 'report.html'), report);
  process.stdout.write(`Report: ${join(folder, 'report.html')}\n`);
  const ofRuns = runFiles(folder, '<arm>', '<seed>');
  const logs = summary.subject === 'ambulance' ? `; event logs: ${ofRuns.log}` : '';
  process.stdout.write(`Figures: ${join(folder, 'summary.json')}${logs}\n`);
  const recordings = recordedFiles(ofRuns, experiment.recorded);
  if (recordings.length > 0) process.stdout.write(`Recordings: ${recordings.join(', ')}\n`);
  return verdict(results);
}

interface Outcome {
  readonly summary: Summary;
  readonly table: string;
  readonly report: string;
}

function ofDrives(experiment: Experiment, results: readonly RunResult[]): Outcome {
  const { scenario, map, seeds, arms, floorS } = experiment;
  const drives = results.map((result): AmbulanceRun => {
    invariant(result.subject === 'ambulance', `arm ${result.arm}, seed ${result.seed}: no ambulance was measured`);
    return result;
  });
  for (const drive of drives) checkAgainstFloor(drive, floorS[seeds.indexOf(drive.seed)] as number);
  const summary = summarise({ ...headOf(experiment), floorS }, arms, drives);
  return { summary, table: renderTable(summary), report: renderReport(summary, drives, { scenario, map }) };
}

function ofTraffic(experiment: Experiment, results: readonly RunResult[]): Outcome {
  const { scenario, map } = experiment;
  const summary = summariseTraffic(headOf(experiment), results);
  return { summary, table: renderTrafficTable(summary), report: renderTrafficReport(summary, { scenario, map }) };
}

function headOf({ scenario, map, seeds }: Experiment): SummaryHead {
  return { version: VERSION, scenario: scenario.name, map: map.name, seeds };
}

function verdict(results: readonly RunResult[]): number {
  const violations = results.flatMap(({ arm, seed, violations }) => violations.map((text) => `${arm}, seed ${seed}: ${text}`));
  if (violations.length === 0) return 0;
  process.stderr.write(
    `${violations.length} safety violations: this run has failed.\n${violations.map((v) => `  ${v}\n`).join('')}`,
  );
  return 1;
}
