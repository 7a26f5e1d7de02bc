import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Table from 'cli-table3';
import { Command } from 'commander';
import { type Coverage, coverageOf } from './arrivals/coverage.ts';
import { type ToldMission, toldMissions } from './arrivals/follow-log.ts';

const OUT = 'out/bench';
const LOG = /^(.+)-(\d+)\.jsonl\.gz$/;

/** Reads the event logs that `clearway simulate` left in a folder: how good were the arrivals and savings that dispatch was told? */
async function main(): Promise<void> {
  const program = new Command('bench:arrivals').argument('<folder>', 'such as out/quick-3').parse();
  const folder = program.args[0]!;
  if (!existsSync(folder)) program.error(`error: ${folder} is not there: run clearway simulate first`);
  const byArm = new Map<string, ToldMission[]>();
  for (const name of readdirSync(folder).sort()) {
    const arm = LOG.exec(name)?.[1];
    if (arm === undefined) continue;
    byArm.set(arm, [...(byArm.get(arm) ?? []), ...(await toldMissions(join(folder, name)))]);
  }
  const arms = [...byArm].map(([arm, missions]) => {
    const saved = missions.flatMap(({ savedEstimateS }) => (savedEstimateS === undefined ? [] : [savedEstimateS]));
    const meanSavedS = saved.length === 0 ? null : saved.reduce((sum, s) => sum + s, 0) / saved.length;
    return { arm, missions: missions.length, coverage: coverageOf(missions), estimated: saved.length, meanSavedS };
  });
  for (const { arm, missions, coverage, estimated, meanSavedS } of arms) {
    const saved =
      meanSavedS === null ? 'no saving estimated' : `${meanSavedS.toFixed(0)} s saved in the mean of ${estimated} estimates`;
    process.stdout.write(`${arm}: ${missions} missions, ${saved}; ${measuredText(folder, arm)}\n${coverageTable(coverage)}\n`);
  }
  mkdirSync(OUT, { recursive: true });
  writeFileSync(`${OUT}/arrivals.json`, `${JSON.stringify({ folder, arms }, null, 2)}\n`);
}

function coverageTable(coverage: readonly Coverage[]): string {
  const head = ['told s before', 'statuses', 'inside %', 'earlier %', 'later %', 'width s', 'late by s'];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const { aheadS, statuses, insidePct, earlierPct, laterPct, meanWidthS, biasS } of coverage) {
    const shares = [insidePct, earlierPct, laterPct, meanWidthS, biasS].map((value) => value.toFixed(1));
    table.push([aheadS, statuses, ...shares]);
  }
  return table.toString();
}

/** What the run's own summary says, measured against the arm without priority on the same traffic. */
function measuredText(folder: string, arm: string): string {
  const path = join(folder, 'summary.json');
  if (!existsSync(path)) return 'nothing measured';
  const summary = JSON.parse(readFileSync(path, 'utf8')) as {
    arms?:
      | Record<string, { savedS?: { mean: number | null } | null }>
      | { name: string; savedS?: { mean: number | null } | null }[];
  };
  const found = Array.isArray(summary.arms) ? summary.arms.find(({ name }) => name === arm) : summary.arms?.[arm];
  const mean = found?.savedS?.mean;
  return mean === undefined || mean === null ? 'nothing measured against no priority' : `${mean.toFixed(0)} s measured`;
}

await main();
