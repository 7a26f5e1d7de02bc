// Checks what a run of the flagship scenario leaves in its output folder; says every fault and exits 1 if there is one.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const faults = [];
const expect = (holds, fault) => holds || faults.push(fault);

const files = readdirSync(folder, { recursive: true });
const summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'));
const seeds = summary.seeds.length;
for (const arm of ['none', 'eta-30', 'eta-120', 'clearway']) {
  const figures = summary.arms[arm] ?? {};
  for (const name of ['ambulanceTimeS', 'junctionsOnGreen', 'stops', 'stoppedS', 'othersMeanDelayS', 'crossLossPct']) {
    const { mean, ci95, perSeed } = figures[name] ?? {};
    const whole = Number.isFinite(mean) && (ci95 === null || Number.isFinite(ci95)) && perSeed?.length === seeds;
    expect(whole, `arms.${arm}.${name} is not {mean, ci95, perSeed} over ${seeds} seeds`);
  }
  expect(figures.violations === 0, `arms.${arm}.violations is ${figures.violations}, not 0`);
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
