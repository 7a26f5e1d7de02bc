// Checks what a run of the flagship scenario leaves in its output folder, and that its figures bear out what the README claims:
// on every seed the ambulance passes every junction on green, sooner than under either trigger, and no arm breaks a rule of
// safety. Says every fault and exits 1 if there is one.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const faults = [];
const expect = (holds, fault) => holds || faults.push(fault);

const files = readdirSync(folder, { recursive: true });
const summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'));
const seeds = summary.seeds.length;
expect(seeds > 0, 'summary.json holds no seed');
for (const arm of ['none', 'eta-30', 'eta-120', 'clearway']) {
  const figures = summary.arms[arm] ?? {};
  for (const name of ['ambulanceTimeS', 'junctionsOnGreen', 'stops', 'stoppedS', 'othersMeanDelayS', 'crossLossPct']) {
    const { mean, ci95, perSeed } = figures[name] ?? {};
    const whole = Number.isFinite(mean) && (ci95 === null || Number.isFinite(ci95)) && perSeed?.length === seeds;
    expect(whole, `arms.${arm}.${name} is not {mean, ci95, perSeed} over ${seeds} seeds`);
  }
  expect(figures.violations === 0, `arms.${arm}.violations is ${figures.violations}, not 0`);
}
const perSeed = (arm, name) => summary.arms[arm]?.[name]?.perSeed ?? [];
expect(summary.junctionsOnRoute === 21, `junctionsOnRoute is ${summary.junctionsOnRoute}, not 21`);
for (const [i, seed] of summary.seeds.entries()) {
  const passed = perSeed('clearway', 'junctionsOnGreen')[i];
  expect(passed === 21, `clearway, seed ${seed}: ${passed} of 21 junctions passed on green`);
  const oursS = perSeed('clearway', 'ambulanceTimeS')[i];
  for (const rival of ['none', 'eta-30', 'eta-120']) {
    const rivalS = perSeed(rival, 'ambulanceTimeS')[i];
    expect(oursS < rivalS, `seed ${seed}: clearway needs ${oursS} s, not less than the ${rivalS} s of ${rival}`);
  }
}
const report = readFileSync(join(folder, 'report.html'), 'utf8');
expect(report.includes('<svg'), 'report.html holds no drawing');
expect(!/(?:src|href)="https?:/.test(report), 'report.html loads something from elsewhere');
expect(
  files.some((file) => String(file).endsWith('.jsonl.gz')),
  'no event log (.jsonl.gz)',
);

for (const fault of faults) console.error(fault);
if (faults.length === 0) console.log(`${folder}: ${files.length} files, as they should be`);
process.exitCode = faults.length === 0 ? 0 : 1;
