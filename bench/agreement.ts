import { Command } from 'commander';
import type { Ranking } from './agreement/rank.ts';
import { rankControllers } from './agreement/ranking.ts';
import { type ComparedCase, observeCase, runCase } from './agreement/run-case.ts';
import { drivingBySignals } from './agreement/tuning-view.ts';
import { AGREEMENT_CASES, missingFiles, RANKED_CASES, type SumoCase } from './cases.ts';
import { parseCount } from './options.ts';
import { Missing, requirePrograms } from './programs.ts';
import { agreementJson } from './report/agreement-json.ts';
import { agreementPage } from './report/agreement-page.ts';
import { agreementTable, timingTable } from './report/agreement-table.ts';
import { rankingTable } from './report/ranking-table.ts';
import { tableText } from './report/table-data.ts';
import { tuningTable, tuningText } from './report/tuning-text.ts';
import { OUT, saveResult } from './result-file.ts';
import { loneCase } from './sumo/lone-demand.ts';

const SEEDS = 5;
const MOST_RANKING_SEEDS = 3;

interface Options {
  readonly case?: readonly string[];
  readonly seeds: number;
  readonly quick?: true;
  readonly detail?: true;
}

/** Compares Clearway with SUMO on the same networks and demand; leaves table, page and figures in out/bench. */
async function main(): Promise<void> {
  const options = new Command('bench:agreement')
    .option('--case <name...>', 'only these cases')
    .option('--seeds <n>', 'seeds per case and side', parseCount, SEEDS)
    .option('--quick', 'one seed')
    .option('--detail', 'print where the two sides part')
    .parse()
    .opts<Options>();
  requirePrograms(['sumo'], 'apt-get install sumo sumo-tools');
  requirePrograms(['taskset'], 'apt-get install util-linux');
  const cases = chosenCases(options.case);
  const seeds = options.quick === true ? 1 : options.seeds;
  const compared: ComparedCase[] = [];
  for (const run of cases) {
    const result = await runCase(run, seeds, sumoFolder(run));
    compared.push(result);
    if (options.detail !== true) continue;
    process.stdout.write(`${tuningText(result.runs, result.comparison)}\n\n${await loneText(run)}\n\n`);
  }
  const rankings: Ranking[] = [];
  for (const run of cases.filter(({ name }) => RANKED_CASES.includes(name))) {
    rankings.push(await rankControllers(run, Math.min(seeds, MOST_RANKING_SEEDS), `${sumoFolder(run)}/controllers`));
  }
  const tables = [agreementTable(compared), timingTable(compared), ...(rankings.length > 0 ? [rankingTable(rankings)] : [])];
  const credits = cases.map(({ credit }) => credit);
  saveResult('agreement.json', agreementJson(compared, rankings, credits));
  saveResult('agreement.html', agreementPage(compared, tables, credits));
  process.stdout.write(
    `${tables.map(tableText).join('\n\n')}\n${credits.join('\n')}\n\n${OUT}/agreement.html ${OUT}/agreement.json\n`,
  );
}

/** The routes of a case driven by lone vehicles on both sides. */
async function loneText(run: SumoCase): Promise<string> {
  const folder = sumoFolder(run);
  const lone = await loneCase(run, `${folder}/vehroutes.xml`, folder);
  const { runs } = await observeCase(lone, 1, `${folder}/lone`);
  return tuningTable(`${run.name}: a lone vehicle on each route, s inside, by signals on the way`, drivingBySignals(runs));
}

function sumoFolder({ name }: SumoCase): string {
  return `${OUT}/sumo/${name}`;
}

function chosenCases(names: readonly string[] | undefined): readonly SumoCase[] {
  const cases = AGREEMENT_CASES.filter(({ name }) => names?.includes(name) ?? true);
  const known = AGREEMENT_CASES.map(({ name }) => name);
  const unknown = names?.filter((name) => !known.includes(name)) ?? [];
  if (unknown.length > 0) throw new Missing(`no case ${unknown.join(', ')}: there are ${known.join(', ')}`);
  const missing = cases.flatMap(missingFiles);
  if (missing.length > 0) throw new Missing(missing.join('\n'));
  return cases;
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Missing ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
}
