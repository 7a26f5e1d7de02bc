import { join } from 'node:path';
import { importCase } from '../clearway/import-case.ts';
import { saveCase } from '../clearway/save-case.ts';
import { medianOf } from '../statistics/spread.ts';
import { runClearway } from './run-clearway.ts';
import { GRID_WINDOW_FROM_S, gridCase, SCALES } from './sim-cases.ts';

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
  const paths: string[] = [];
  for (const { columns, rows, running } of SCALES) {
    const place = join(folder, `scale-${running}`);
    paths.push(saveCase(importCase(await gridCase(columns, rows, running, place), 1), place));
  }
  const task = { seed: 1, windowFromS: GRID_WINDOW_FROM_S };
  const runs = SCALES.map((): Awaited<ReturnType<typeof runClearway>>[] => []);
  for (let n = 0; n < repetitions; n++) {
    for (const [i, scenarioPath] of paths.entries()) runs[i]!.push(await runClearway({ ...task, scenarioPath, speeds: false }));
  }
  const results: ScaleResult[] = [];
  for (const [i, { running }] of SCALES.entries()) {
    const seen = await runClearway({ ...task, scenarioPath: paths[i]!, speeds: true });
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
