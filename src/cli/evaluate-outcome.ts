import { cpus } from 'node:os';
import { join } from 'node:path';
import { saveWhole } from '../adapters/files/whole-file.ts';
import { armRows, csvText, differenceRows, gapRows, lossRows } from '../evaluation/csv.ts';
import { faultLosses } from '../evaluation/fault-loss.ts';
import type { EvaluationSummary } from '../evaluation/result.ts';
import { VERSION } from '../journal/version.ts';
import { evaluationTable } from '../report/evaluation/console-table.ts';
import { renderEvaluation } from '../report/evaluation/page.ts';
import type { EvaluatePlan } from './evaluate-plan.ts';
import type { EvaluatedSetting } from './evaluate-setting-runs.ts';

export interface Evaluation {
  readonly plan: EvaluatePlan;
  readonly out: string;
  readonly build: string;
  readonly skipped: EvaluationSummary['skipped'];
}

/** Writes summary, tables and report of all settings, and returns the exit code. */
export function concludeEvaluation({ plan, out, build, skipped }: Evaluation, done: readonly EvaluatedSetting[]): number {
  const { command, seeds, arms } = plan;
  const results = done.map(({ result }) => result);
  const settings = Object.fromEntries(results.map((result) => [result.scenario, result]));
  const summary: EvaluationSummary = {
    format: 'clearway-evaluation/1',
    version: VERSION,
    build,
    command,
    seeds,
    settings,
    losses: faultLosses(plan.settings, results),
    skipped,
  };
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    node: process.version,
    latency: Object.fromEntries(done.map(({ result, latency }) => [result.scenario, latency])),
  };
  process.stdout.write(`${evaluationTable(results, arms)}\n\n`);
  saveWhole(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  saveWhole(join(out, 'machine.json'), `${JSON.stringify(machine, null, 2)}\n`);
  saveWhole(join(out, 'arms.csv'), csvText(results.flatMap(armRows)));
  saveWhole(join(out, 'differences.csv'), csvText(results.flatMap(differenceRows)));
  saveWhole(join(out, 'fronts.csv'), csvText(results.flatMap(gapRows)));
  saveWhole(join(out, 'losses.csv'), csvText(lossRows(summary.losses)));
  saveWhole(join(out, 'runs.csv'), done.map(({ runsCsv }, i) => (i === 0 ? runsCsv : withoutHead(runsCsv))).join(''));
  saveWhole(join(out, 'report.html'), renderEvaluation({ summary, arms, machine }));
  process.stdout.write(`Report: ${join(out, 'report.html')}\n`);
  process.stdout.write(`Figures: ${join(out, 'summary.json')}; tables: ${join(out, '*.csv')}\n`);
  const violations = done.flatMap(({ violations: of }) => of);
  if (violations.length === 0) return 0;
  const listed = violations.map((text) => `  ${text}\n`).join('');
  process.stderr.write(`${violations.length} safety violations: this evaluation has failed.\n${listed}`);
  return 1;
}

function withoutHead(csv: string): string {
  return csv.slice(csv.indexOf('\r\n') + 2);
}
