import { Command, Option } from 'commander';
import { missingFiles } from './cases.ts';
import { parseCount } from './options.ts';
import { Missing, requirePrograms } from './programs.ts';
import { duelTable, scalingTable } from './report/sim-tables.ts';
import { OUT, saveResult } from './result-file.ts';
import { type DuelResult, duel } from './sim/duel.ts';
import { profileCase } from './sim/profile.ts';
import { measureScaling, type ScaleResult } from './sim/scaling.ts';
import { DUEL_WINDOW, gridCase, HANGZHOU } from './sim/sim-cases.ts';

const FOLDER = `${OUT}/sim`;
const REPETITIONS = 3;
/** By then the hangzhou case is as full as it gets. */
const HANGZHOU_WINDOW_FROM_S = 900;

interface Options {
  readonly only?: readonly string[];
  readonly repetitions: number;
  readonly quick?: true;
  readonly profile?: true;
}

/** The parts of the benchmark, by the name that --only knows them by. */
const DUELS: Readonly<Record<string, (repetitions: number) => Promise<DuelResult>>> = {
  'hangzhou-4x4': (repetitions) => duel(HANGZHOU, HANGZHOU_WINDOW_FROM_S, repetitions, `${FOLDER}/hangzhou-4x4`),
  'grid-5000': (repetitions) => duelOnGrid(5000, repetitions),
  'grid-10000': (repetitions) => duelOnGrid(10_000, repetitions),
};
const SCALING = 'scaling';

/** Measures speed against SUMO and at growing size; leaves the figures in out/bench/sim.json. */
async function main(): Promise<void> {
  const options = new Command('bench:sim')
    .addOption(new Option('--only <part...>', 'only these parts').choices([...Object.keys(DUELS), SCALING]))
    .option('--repetitions <n>', 'repetitions of every timed run', parseCount, REPETITIONS)
    .option('--quick', 'one repetition')
    .option('--profile', 'show where our time goes instead')
    .parse()
    .opts<Options>();
  requirePrograms(['taskset'], 'apt-get install util-linux');
  requirePrograms(['sumo', 'netconvert'], 'apt-get install sumo sumo-tools');
  const wanted = (part: string): boolean => options.only?.includes(part) ?? true;
  const missing = wanted('hangzhou-4x4') ? missingFiles(HANGZHOU) : [];
  if (missing.length > 0) throw new Missing(missing.join('\n'));
  if (options.profile === true) return profile(wanted);
  const repetitions = options.quick === true ? 1 : options.repetitions;
  const duels: Record<string, DuelResult> = {};
  for (const [name, run] of Object.entries(DUELS)) {
    if (!wanted(name)) continue;
    duels[name] = await run(repetitions);
    process.stdout.write(`${duelTable({ [name]: duels[name] })}\n`);
  }
  const scales = wanted(SCALING) ? await measureScaling(repetitions, FOLDER) : [];
  if (scales.length > 0) process.stdout.write(`${scalingTable(scales)}\n`);
  saveResult('sim.json', `${JSON.stringify(figuresOf(duels, scales), null, 2)}\n`);
  process.stdout.write(`${HANGZHOU.credit}\n${OUT}/sim.json\n`);
}

async function duelOnGrid(running: number, repetitions: number): Promise<DuelResult> {
  const folder = `${FOLDER}/grid-${running}`;
  return duel(await gridCase(10, 10, running, DUEL_WINDOW.endS, folder), DUEL_WINDOW.fromS, repetitions, folder);
}

async function profile(wanted: (part: string) => boolean): Promise<void> {
  if (wanted('hangzhou-4x4')) process.stdout.write(await profileCase(HANGZHOU, `${FOLDER}/hangzhou-4x4`));
  if (wanted('grid-10000')) {
    const folder = `${FOLDER}/grid-10000`;
    process.stdout.write(await profileCase(await gridCase(10, 10, 10_000, DUEL_WINDOW.endS, folder), folder));
  }
}

function figuresOf(duels: Readonly<Record<string, DuelResult>>, scales: readonly ScaleResult[]) {
  const costs = scales.map(({ nsPerVehicleStep }) => nsPerVehicleStep);
  return {
    credits: [HANGZHOU.credit],
    ratioToSumo: 'wall time of the simulation, SUMO over ours, medians; wholeProcessRatio counts start and loading too',
    cases: { ...duels, ...Object.fromEntries(scales.map((scale) => [`scale-${scale.asked}`, scale])) },
    ...(scales.length > 0 && { costSpreadPct: (Math.max(...costs) / Math.min(...costs) - 1) * 100 }),
  };
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Missing ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
}
