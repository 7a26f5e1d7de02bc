import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { loadScenario } from '../src/adapters/files/scenario-file.ts';
import { prepareSetting } from '../src/cli/evaluate-settings.ts';
import type { Setting } from '../src/evaluation/setting.ts';
import { SETTINGS } from '../src/evaluation/settings.ts';
import type { RoadMap } from '../src/roadnet/map.ts';
import { indexMap } from '../src/roadnet/road-index.ts';
import type { Arm, Scenario } from '../src/scenario/scenario.ts';
import { underArm } from '../src/scenario/under-arm.ts';
import { parseCount } from './options.ts';
import { trafficTable } from './report/traffic-table.ts';
import { OUT, saveResult } from './result-file.ts';
import { type ErrorRow, EstimateComparison } from './traffic-state/compare-estimates.ts';
import { observeDrive } from './traffic-state/observe-drive.ts';

const MEASURED = ['shixin-moderate', 'shixin-oversaturated', 'emvlight-random-200-240', 'hangzhou-4x4', 'cologne8'];
const DETECTORS_PCT = [100, 80, 0];
const ARM: Arm = { name: 'clearway-life-threat', strategy: { kind: 'wavefront' }, urgency: 'life-threat' };

interface SettingErrors {
  readonly setting: string;
  readonly rows: readonly ErrorRow[];
}

/** Measures the error of the traffic state against the simulator's truth, with all, 80 % and no detectors; out/bench/traffic-state.json. */
function main(): void {
  const options = new Command('bench:traffic-state')
    .option('--seeds <n>', 'drives measured per setting', parseCount, 5)
    .option('--first-seed <n>', 'the first of them', parseCount, 1)
    .option('--settings <names>', 'comma-separated', (text) => text.split(','), MEASURED)
    .option('--data <folder>', 'where the data sets of others are', '../shared/data')
    .parse()
    .opts<{ seeds: number; firstSeed: number; settings: readonly string[]; data: string }>();
  const seeds = Array.from({ length: options.seeds }, (_, i) => options.firstSeed + i);
  const settings = options.settings.flatMap((name) => measure(name, seeds, options.data) ?? []);
  saveResult('traffic-state.json', `${JSON.stringify({ seeds, settings }, null, 2)}\n`);
  process.stdout.write(`${trafficTable(settings)}\n${OUT}/traffic-state.json\n`);
}

function measure(name: string, seeds: readonly number[], data: string): SettingErrors | undefined {
  const setting = SETTINGS.find((one) => one.name === name);
  if (setting === undefined) throw new Error(`no setting is called ${name}`);
  const ready = readyOf(setting, data);
  if (ready === undefined) return undefined;
  const { scenario, map } = ready;
  const index = indexMap(map);
  const comparisons = DETECTORS_PCT.map((pct) => new EstimateComparison(index, pct));
  for (const seed of seeds) {
    for (const comparison of comparisons) comparison.begin(seed);
    observeDrive(underArm(scenario, ARM), index, seed, (second) => {
      for (const comparison of comparisons) comparison.see(second);
    });
  }
  return { setting: name, rows: comparisons.flatMap((comparison) => comparison.rows()) };
}

function readyOf(setting: Setting, data: string): { readonly scenario: Scenario; readonly map: RoadMap } | undefined {
  const { origin } = setting;
  if (origin.kind === 'scenario') {
    const { scenario, map } = loadScenario(`scenarios/${origin.file}`);
    return { scenario: origin.change(scenario), map };
  }
  const prepared = prepareSetting(setting, mkdtempSync(join(tmpdir(), 'traffic-state-')), data);
  if (prepared.kind === 'ready') return prepared.ready;
  process.stderr.write(`${setting.name} is left out: ${prepared.why}\n`);
  return undefined;
}

main();
