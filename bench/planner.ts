import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import Table from 'cli-table3';
import { Command } from 'commander';
import { loadScenario } from '../src/adapters/files/scenario-file.ts';
import { parseCount } from './options.ts';
import { measurePlanning, type Planning } from './planner/measure-planning.ts';

const OUT = 'out/bench';
const SCENARIO = 'scenarios/hangzhou-shixin-21.yaml';
/** Below what single holds need, so that the whole corridor is planned in every second. */
const PRESENCE_S = 180;
const AIM_P99_MS = 50;

/** Measures what a second of planning takes for one ambulance over the 21 junctions of the oversaturated Shixin Road; out/bench/planner.json. */
function main(): void {
  const options = new Command('bench:planner')
    .option('--seeds <n>', 'drives measured', parseCount, 3)
    .option('--presence <s>', 'maximum presence of every junction, seconds', parseCount, PRESENCE_S)
    .parse()
    .opts<{ seeds: number; presence: number }>();
  const { scenario, map } = loadScenario(SCENARIO);
  const short = { ...map, junctions: map.junctions.map((one) => ({ ...one, maxPresenceS: options.presence })) };
  const seeds = Array.from({ length: options.seeds }, (_, i) => i + 1);
  const drives = seeds.map((seed) => measurePlanning(scenario, short, seed));
  const processor = cpus()[0]?.model ?? 'unknown';
  mkdirSync(OUT, { recursive: true });
  const report = { scenario: scenario.name, presenceS: options.presence, aimP99Ms: AIM_P99_MS, processor, drives };
  writeFileSync(`${OUT}/planner.json`, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`${tableOf(drives)}\n${OUT}/planner.json\n`);
}

function tableOf(drives: readonly Planning[]): string {
  const head = ['seed', 'junctions', 'seconds planned', 'p50 ms', 'p99 ms', 'longest ms', 'p99 ms, CPU'];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const { seed, junctions, planned, wallMs, cpuMs } of drives) {
    const times = [wallMs.p50, wallMs.p99, wallMs.longest, cpuMs.p99].map((ms) => ms.toFixed(1));
    table.push([seed, junctions, planned, ...times]);
  }
  return table.toString();
}

main();
