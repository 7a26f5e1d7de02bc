import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { makeFolder } from '../adapters/files/map-file.ts';
import { loadScenario } from '../adapters/files/scenario-file.ts';
import { floorTimeS } from '../experiment/floor.ts';
import type { Recorded } from '../experiment/saved-run.ts';
import { BASELINE_ARM } from '../experiment/summarise.ts';
import { indexMap } from '../roadnet/road-index.ts';
import { EXIT_INTERRUPTED, nameList, wholeNumber } from './options.ts';
import { programBuild } from './program-build.ts';
import { completedRuns } from './simulate-completed.ts';
import { keyOf, type SimulateJob } from './simulate-job.ts';
import { conclude } from './simulate-outcome.ts';
import { armsFor, checkMissions, seedsFor } from './simulate-plan.ts';
import { runAll } from './simulate-runs.ts';

export interface SimulateOptions {
  readonly seeds?: number;
  readonly arms?: readonly string[];
  readonly out: string;
  readonly workers: number;
  readonly mqtt: boolean;
  readonly record?: boolean;
  readonly recordCompact?: boolean;
  readonly resume?: boolean;
}

/** `clearway simulate SCENARIO`: every arm on every seed's traffic, a table, and a folder with report, summary and event logs. */
export function registerSimulate(program: Command): void {
  program
    .command('simulate')
    .description('run a scenario: every arm on the same traffic, with a table and a report at the end')
    .argument('<scenario>', 'scenario file (.yaml); one without missions is run as traffic alone')
    .option('--seeds <n>', "this many seeds: the scenario's list, continued when it is shorter", wholeNumber)
    .option('--arms <names>', `only these arms, separated by commas; ${BASELINE_ARM} is always run, to compare with`, nameList)
    .option('--out <dir>', 'folder for results; the scenario gets its own inside', 'out')
    .option('--workers <n>', 'runs at the same time; results do not depend on it', wholeNumber, availableParallelism())
    .option('--mqtt', 'connect city and controller through the MQTT contract and a broker in this process', false)
    .option(
      '--record',
      "record every run: trajectories and lights (.rec.gz), and SUMO's fcd and tripinfo (.xml) made of them",
      false,
    )
    .option('--record-compact', 'record without the two files for SUMO, which "recording export" can make later', false)
    .option('--resume', 'take over the runs that an earlier call finished, where nothing they depend on has changed', false)
    .action(async (file: string, options: SimulateOptions) => {
      process.exitCode = await simulate(file, options);
    });
}

/** Returns the exit code. Throws InputFaults for a scenario or flags that make no sense. `run` makes the jobs' results. */
export async function simulate(file: string, options: SimulateOptions, run = runAll): Promise<number> {
  const { scenario, map } = loadScenario(file);
  const seeds = seedsFor(scenario, options.seeds ?? scenario.seeds.length);
  const arms = armsFor(scenario, options.arms);
  checkMissions(scenario, options);
  const folder = join(options.out, scenario.name);
  makeFolder(folder, 'clearway simulate', '--out');
  const common = {
    scenarioFile: file,
    mqtt: options.mqtt,
    record: recordedBy(options),
    keepLog: true,
    folder,
    build: programBuild(),
  };
  const jobs = seeds.flatMap((seed) => arms.map((arm): SimulateJob => ({ ...common, arm, seed })));
  const index = indexMap(map);
  // Before the runs: where even this drive takes too long, none of them can succeed.
  const floorS = scenario.missions.length === 0 ? [] : seeds.map((seed) => floorTimeS(scenario, index, seed));
  process.stderr.write(`${scenario.title}: ${counted(arms.length, 'arm')}, ${counted(seeds.length, 'seed')}\n`);
  const completing = { resume: options.resume === true, workers: options.workers, run };
  const results = await completedRuns(jobs, (job) => keyOf(job, scenario, map), completing);
  return results === undefined
    ? EXIT_INTERRUPTED
    : conclude({ scenario, map, seeds, arms, folder, floorS, recorded: common.record }, results);
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function recordedBy({ record, recordCompact }: SimulateOptions): Recorded {
  if (record === true) return 'all';
  return recordCompact === true ? 'compact' : 'none';
}
