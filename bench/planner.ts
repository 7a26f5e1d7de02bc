import { cpus } from 'node:os';
import Table from 'cli-table3';
import { Command } from 'commander';
import { loadScenario } from '../src/adapters/files/scenario-file.ts';
import { parseCount } from './options.ts';
import { type CityPlanning, measureCity } from './planner/city-case.ts';
import { measurePlanning, type Planning } from './planner/corridor-case.ts';
import { OUT, saveResult } from './result-file.ts';

const SCENARIO = 'scenarios/hangzhou-shixin-21.yaml';
/** Each junction by its own plan. */
const MODERATE = 'scenarios/hangzhou-shixin-21-moderate.yaml';
/** Below what single holds need, so that the whole corridor is planned in every second. */
const PRESENCE_S = 180;
const AIM_P99_MS = 50;
const CITY_AIM_P99_MS = 250;

/**
 * Measures what a second of planning takes: for one ambulance over the 21 junctions of Shixin Road, oversaturated and moderate, and for 20
 * over a made city of 400; out/bench/planner.json.
 */
function main(): void {
  const options = new Command('bench:planner')
    .option('--seeds <n>', 'drives measured', parseCount, 3)
    .option('--city-seeds <n>', 'drives of 20 ambulances measured', parseCount, 1)
    .option('--presence <s>', 'maximum presence of every junction of the corridor, seconds', parseCount, PRESENCE_S)
    .parse()
    .opts<{ seeds: number; citySeeds: number; presence: number }>();
  const { scenario, map } = loadScenario(SCENARIO);
  const short = { ...map, junctions: map.junctions.map((one) => ({ ...one, maxPresenceS: options.presence })) };
  const moderate = loadScenario(MODERATE);
  const drives = seedsUpTo(options.seeds).flatMap((seed) => [
    measurePlanning(scenario, short, seed),
    measurePlanning(moderate.scenario, moderate.map, seed),
  ]);
  const city = seedsUpTo(options.citySeeds).map((seed) => measureCity(seed));
  const processor = cpus()[0]?.model ?? 'unknown';
  const report = {
    ...{ presenceS: options.presence, aimP99Ms: AIM_P99_MS, processor, drives },
    city: { aimP99Ms: CITY_AIM_P99_MS, drives: city },
  };
  saveResult('planner.json', `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`${tableOf(drives, city)}\n${OUT}/planner.json\n`);
}

function seedsUpTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

function tableOf(drives: readonly Planning[], city: readonly CityPlanning[]): string {
  const head = ['scenario', 'ambulances', 'junctions', 'seed', 'seconds', 'p50 ms', 'p99 ms', 'longest ms', 'p99 ms, CPU'];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const { scenario, seed, junctions, planned, wallMs, cpuMs } of drives) {
    const times = [wallMs.p50, wallMs.p99, wallMs.longest, cpuMs.p99].map((ms) => ms.toFixed(1));
    table.push([scenario, 1, junctions, seed, planned, ...times]);
  }
  for (const { seed, ambulances, junctions, seconds, wallMs, cpuMs } of city) {
    const times = [wallMs.p50, wallMs.p99, wallMs.longest, cpuMs.p99].map((ms) => ms.toFixed(1));
    table.push(['made grid', ambulances, junctions, seed, seconds, ...times]);
  }
  return table.toString();
}

main();
