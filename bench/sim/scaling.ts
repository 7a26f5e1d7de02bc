import { join } from 'node:path';
import { importCase } from '../clearway/import-case.ts';
import { saveCase } from '../clearway/save-case.ts';
import { medianOf } from '../statistics/spread.ts';
import type { ClearwayTask } from './clearway-task.ts';
import { runClearway } from './run-clearway.ts';
import { gridCase, SCALES, scaleWindow } from './sim-cases.ts';

export interface ScaleResult {
  readonly asked: number;
  /** In the window after the warm-up, which is not measured. */
  readonly running: number;
  readonly speedMps: number;
  readonly standingShare: number;
  /** CPU time of the process per vehicle and step, over the window. */
  readonly nsPerVehicleStep: number;
  readonly updatesPerS: number;
  readonly wallS: number;
  readonly peakMb: number;
  readonly violations: number;
}

/** Ours alone on grids of the same density; sizes in turn within each repetition. */
export async function measureScaling(repetitions: number, folder: string): Promise<readonly ScaleResult[]> {
  const tasks: Omit<ClearwayTask, 'speeds'>[] = [];
  for (const { columns, rows, running } of SCALES) {
    const place = join(folder, `scale-${running}`);
    const { fromS, endS } = scaleWindow(running);
    const scenarioPath = saveCase(importCase(await gridCase(columns, rows, running, endS, place), 1), place);
    tasks.push({ scenarioPath, seed: 1, windowFromS: fromS });
  }
  const runs = SCALES.map((): Awaited<ReturnType<typeof runClearway>>[] => []);
  for (let n = 0; n < repetitions; n++) {
    for (const [i, task] of tasks.entries()) runs[i]!.push(await runClearway({ ...task, speeds: false }));
  }
  const results: ScaleResult[] = [];
  for (const [i, { running }] of SCALES.entries()) {
    const seen = await runClearway({ ...tasks[i]!, speeds: true });
    const costS = medianOf(runs[i]!.map(({ windowCpuS, windowVehicleSteps }) => windowCpuS / windowVehicleSteps));
    results.push({
      asked: running,
      running: seen.meanRunning,
      speedMps: seen.meanSpeedMps ?? Number.NaN,
      standingShare: seen.standingShare ?? Number.NaN,
      nsPerVehicleStep: costS * 1e9,
      updatesPerS: 1 / costS,
      wallS: medianOf(runs[i]!.map(({ wallS }) => wallS)),
      peakMb: Math.max(...runs[i]!.map(({ peakMb }) => peakMb)),
      violations: seen.violations,
    });
  }
  return results;
}
