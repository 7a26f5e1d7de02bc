import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { makeFolder } from '../adapters/files/map-file.ts';
import { loadScenario } from '../adapters/files/scenario-file.ts';
import { checkAgainstFloor, floorTimeS } from '../experiment/floor.ts';
import { runPool } from '../experiment/pool.ts';
import type { RunResult } from '../experiment/run-result.ts';
import { BASELINE_ARM, summarise } from '../experiment/summarise.ts';
import type { Summary } from '../experiment/summary.ts';
import { VERSION } from '../journal/version.ts';
import { type Fault, InputFaults } from '../kernel/faults.ts';
import { renderTable } from '../report/console-table.ts';
import { renderReport } from '../report/report.ts';
import { indexMap } from '../roadnet/road-index.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { runJob, type SimulateJob } from './simulate-job.ts';
import { SimulateProgress } from './simulate-progress.ts';

interface SimulateOptions {
  readonly seeds?: number;
  readonly arms?: readonly string[];
  readonly out: string;
  readonly workers: number;
  readonly mqtt: boolean;
}

const WORKER_FILE = new URL('./simulate-worker.js', import.meta.url);
/** Shells report a program ended by Ctrl-C so: 128 + SIGINT. */
const EXIT_INTERRUPTED = 130;

/** `clearway simulate SCENARIO`: every arm on every seed's traffic, a table, and a folder with report, summary and event logs. */
export function registerSimulate(program: Command): void {
  program
    .command('simulate')
    .description('run a scenario: every arm on the same traffic, with a table and a report at the end')
    .argument('<scenario>', 'scenario file (.yaml)')
    .option('--seeds <n>', "this many seeds: the scenario's list, continued when it is shorter", wholeNumber)
    .option('--arms <names>', `only these arms, separated by commas; ${BASELINE_ARM} is always run, to compare with`, nameList)
    .option('--out <dir>', 'folder for results; the scenario gets its own inside', 'out')
    .option('--workers <n>', 'runs at the same time; results do not depend on it', wholeNumber, availableParallelism())
    .option('--mqtt', 'connect city and controller through the MQTT contract and a broker in this process', false)
    .action(async (file: string, options: SimulateOptions) => {
      process.exitCode = await simulate(file, options);
    });
}

/** Returns the exit code. Throws InputFaults for a scenario or flags that make no sense. `run` makes the jobs' results. */
export async function simulate(file: string, options: SimulateOptions, run = runAll): Promise<number> {
  const { scenario, map } = loadScenario(file);
  const index = indexMap(map);
  const seeds = seedsFor(scenario, options.seeds ?? scenario.seeds.length);
  const arms = armsFor(scenario, options.arms);
  const folder = join(options.out, scenario.name);
  makeFolder(folder, 'clearway simulate', '--out');
  const jobs = seeds.flatMap((seed) =>
    arms.map((arm): SimulateJob => {
      return { scenarioFile: file, arm, seed, mqtt: options.mqtt, logFile: join(folder, `${arm}-${seed}.jsonl.gz`) };
    }),
  );
  const floorS = seeds.map((seed) => floorTimeS(scenario, index, seed));
  process.stderr.write(`${scenario.title}: ${arms.length} arms, ${seeds.length} seed${seeds.length === 1 ? '' : 's'}\n`);
  const results = await run(jobs, options.workers);
  if (results === undefined) return EXIT_INTERRUPTED;
  for (const result of results) checkAgainstFloor(result, floorS[seeds.indexOf(result.seed)] as number);
  const summary = summarise({ version: VERSION, scenario: scenario.name, map: map.name, seeds, floorS }, arms, results);
  writeFileSync(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  writeFileSync(join(folder, 'report.html'), renderReport(summary, results, { scenario, map }));
  return conclude(summary, results, folder);
}

/** Undefined when it was interrupted. */
async function runAll(jobs: readonly SimulateJob[], workers: number): Promise<readonly RunResult[] | undefined> {
  const interrupt = new AbortController();
  const onInterrupt = (): void => interrupt.abort();
  process.on('SIGINT', onInterrupt);
  const progress = new SimulateProgress(jobs);
  try {
    return await runPool<SimulateJob, RunResult>(jobs, {
      workers,
      workerFile: WORKER_FILE,
      inline: runJob,
      onProgress: (job, share) => progress.note(job, share),
      onResult: (job) => progress.finish(job),
      signal: interrupt.signal,
    });
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    progress.stop();
    process.stderr.write(
      `Interrupted; no summary is written. Finished, with their event logs: ${progress.finished() || 'none'}.\n`,
    );
    return undefined;
  } finally {
    progress.stop();
    process.off('SIGINT', onInterrupt);
  }
}

function conclude(summary: Summary, results: readonly RunResult[], folder: string): number {
  process.stdout.write(`${renderTable(summary)}\n\nReport: ${join(folder, 'report.html')}\n`);
  process.stdout.write(`Figures: ${join(folder, 'summary.json')}; event logs: ${join(folder, '<arm>-<seed>.jsonl.gz')}\n`);
  const violations = results.flatMap(({ arm, seed, violations }) => violations.map((text) => `${arm}, seed ${seed}: ${text}`));
  if (violations.length === 0) return 0;
  process.stderr.write(
    `${violations.length} safety violations: this run has failed.\n${violations.map((v) => `  ${v}\n`).join('')}`,
  );
  return 1;
}

/** The scenario's seeds, continued by the smallest numbers above its largest. */
export function seedsFor({ seeds }: Scenario, count: number): readonly number[] {
  const largest = Math.max(...seeds);
  return Array.from({ length: count }, (_, i) => seeds[i] ?? largest + 1 + i - seeds.length);
}

/** The wanted arms in the scenario's order, the baseline always among them. */
export function armsFor(scenario: Scenario, wanted: readonly string[] | undefined): readonly string[] {
  const known = scenario.arms.map(({ name }) => name);
  const faults: Fault[] = (wanted ?? [])
    .filter((name) => !known.includes(name))
    .map((name) => ({ path: '--arms', value: name, advice: `is no arm of ${scenario.name}: it has ${known.join(', ')}` }));
  if (!known.includes(BASELINE_ARM)) {
    faults.push({
      path: 'arms',
      value: known,
      advice: `must include an arm named "${BASELINE_ARM}", which the others are compared with`,
    });
  }
  if (faults.length > 0) throw new InputFaults('clearway simulate', faults);
  return known.filter((name) => wanted === undefined || name === BASELINE_ARM || wanted.includes(name));
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number, 1 or more.');
  return value;
}

function nameList(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim());
}
