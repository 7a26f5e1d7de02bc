import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { makeFolder } from '../adapters/files/map-file.ts';
import { BASELINE_ARM } from '../experiment/summarise.ts';
import { type Fault, InputFaults } from '../kernel/faults.ts';
import { concludeEvaluation } from './evaluate-outcome.ts';
import { type EvaluateFlags, planOf } from './evaluate-plan.ts';
import { type EvaluatedSetting, runSetting } from './evaluate-setting-runs.ts';
import { type Prepared, prepareSetting } from './evaluate-settings.ts';
import { EXIT_INTERRUPTED, nameList, wholeNumber } from './options.ts';
import { programBuild } from './program-build.ts';
import { runAll } from './simulate-runs.ts';

export interface EvaluateOptions extends EvaluateFlags {
  readonly out?: string;
  readonly data: string;
  readonly workers: number;
  readonly resume: boolean;
}

/** `clearway evaluate`: every arm in every setting on paired seeds, with a report that can be cited. */
export function registerEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description('compare every arm in every setting on paired seeds: tables, fronts, diagrams, CSV, and what reproduces them')
    .option('--seeds <n>', 'paired seeds, 1 to n (default: 30; with --quick 3)', wholeNumber)
    .option('--quick', 'a first look: the moderate and the oversaturated corridor, 3 seeds, six arms', false)
    .option('--settings <names>', 'only these settings, separated by commas', nameList)
    .option('--arms <names>', `only these arms, separated by commas; ${BASELINE_ARM} is always run, to compare with`, nameList)
    .option('--out <dir>', 'folder for results (default: out/evaluation; with --quick out/evaluation-quick)')
    .option(
      '--data <dir>',
      'folder with the data sets of others; settings whose data are not there are skipped',
      '../shared/data',
    )
    .option('--workers <n>', 'runs at the same time; results do not depend on it', wholeNumber, availableParallelism())
    .option('--resume', 'take over the runs that an earlier call finished, where nothing they depend on has changed', false)
    .action(async (options: EvaluateOptions) => {
      process.exitCode = await evaluate(options);
    });
}

/** Returns the exit code. Throws InputFaults for flags that make no sense. `run` makes the jobs' results. */
export async function evaluate(options: EvaluateOptions, run = runAll): Promise<number> {
  const plan = planOf(options);
  const out = options.out ?? (options.quick === true ? 'out/evaluation-quick' : 'out/evaluation');
  makeFolder(out, 'clearway evaluate', '--out');
  // All of them before the first run, which may be hours before the last.
  const prepared = plan.settings.map((setting) => prepareSetting(setting, join(out, setting.name), options.data));
  for (const one of prepared) {
    if (one.kind === 'skipped') process.stderr.write(`Skipped: ${one.setting.name}: ${one.why}\n`);
  }
  const ready = prepared.filter((one): one is Extract<Prepared, { kind: 'ready' }> => one.kind === 'ready');
  if (ready.length === 0) throw new InputFaults('clearway evaluate', prepared.flatMap(skippedFault));
  const build = programBuild();
  const completing = { resume: options.resume, workers: options.workers, run };
  const done: EvaluatedSetting[] = [];
  for (const [i, one] of ready.entries()) {
    process.stderr.write(
      `${i + 1}/${ready.length} ${one.ready.setting.title}: ${plan.arms.length} arms, ${plan.seeds.length} seeds\n`,
    );
    const evaluated = await runSetting(one, plan, { folder: join(out, one.ready.setting.name), build }, completing);
    if (evaluated === undefined) return EXIT_INTERRUPTED;
    done.push(evaluated);
  }
  const skipped = prepared.flatMap((one) => (one.kind === 'skipped' ? [{ setting: one.setting.name, why: one.why }] : []));
  return concludeEvaluation({ plan, out, build, skipped }, done);
}

function skippedFault(one: Prepared): readonly Fault[] {
  return one.kind === 'ready' ? [] : [{ path: '--settings', value: one.setting.name, advice: `cannot be run: ${one.why}` }];
}
