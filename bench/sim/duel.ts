import type { SumoCase } from '../cases.ts';
import { importCase } from '../clearway/import-case.ts';
import { saveCase } from '../clearway/save-case.ts';
import { medianOf } from '../statistics/spread.ts';
import { countRunning, type RunningFigures } from '../sumo/count-running.ts';
import { timeSumo } from '../sumo/run-sumo.ts';
import { runClearway } from './run-clearway.ts';

const SEED = 1;

/** One case against SUMO, timed: medians over the repetitions. */
export interface Timing {
  readonly repetitions: number;
  /** SUMO's wall time over ours, of the simulation: from the first step to the last, compiling while it runs included. */
  readonly ratioToSumo: number;
  /** The same of each repetition. */
  readonly ratios: readonly number[];
  /** Of whole processes, start and loading included: their wall time, and their CPU time. */
  readonly wholeProcessRatio: number;
  readonly cpuRatio: number;
  /** Vehicle steps per second of simulation. */
  readonly updatesPerS: number;
  readonly sumoUpdatesPerS: number;
  readonly wallS: number;
  readonly sumoWallS: number;
  readonly peakMb: number;
}

/** With what both sides had on the road in the window of the steady state. */
export interface DuelResult extends Timing {
  readonly violations: number;
  readonly gridlocked: boolean;
  readonly ours: RunningFigures;
  readonly sumo: RunningFigures;
}

/** Times a case on both sides, then runs it again to see how the traffic flows; `folder` takes its files. */
export async function duel(run: SumoCase, windowFromS: number, repetitions: number, folder: string): Promise<DuelResult> {
  const scenarioPath = saveCase(importCase(run, 1), folder);
  const timing = await timeCase(run, scenarioPath, repetitions);
  const seen = await runClearway({ scenarioPath, seed: SEED, windowFromS, speeds: true });
  return {
    ...timing,
    violations: seen.violations,
    gridlocked: seen.gridlocked,
    ours: {
      running: seen.meanRunning,
      speedMps: seen.meanSpeedMps ?? Number.NaN,
      standingShare: seen.standingShare ?? Number.NaN,
      arrived: seen.left,
    },
    sumo: await countRunning(run, SEED, windowFromS, folder),
  };
}

/** Runs both sides in turn, ours first, each in a process of its own on the same core; steps of 1 s on both. */
export async function timeCase(run: SumoCase, scenarioPath: string, repetitions: number): Promise<Timing> {
  const ours: Awaited<ReturnType<typeof runClearway>>[] = [];
  const sumo: Awaited<ReturnType<typeof timeSumo>>[] = [];
  for (let n = 0; n < repetitions; n++) {
    ours.push(await runClearway({ scenarioPath, seed: SEED, windowFromS: 0, speeds: false }));
    sumo.push(await timeSumo(run, SEED));
  }
  const over = (of: 'wallS' | 'simulationS' | 'cpuS'): number =>
    medianOf(sumo.map((one) => one[of])) / medianOf(ours.map((one) => one[of]));
  return {
    repetitions,
    ratioToSumo: over('simulationS'),
    ratios: sumo.map(({ simulationS }, n) => simulationS / ours[n]!.simulationS),
    wholeProcessRatio: over('wallS'),
    cpuRatio: over('cpuS'),
    updatesPerS: medianOf(ours.map(({ vehicleSteps, simulationS }) => vehicleSteps / simulationS)),
    sumoUpdatesPerS: medianOf(sumo.map(({ updatesPerS }) => updatesPerS)),
    wallS: medianOf(ours.map(({ wallS }) => wallS)),
    sumoWallS: medianOf(sumo.map(({ wallS }) => wallS)),
    peakMb: Math.max(...ours.map(({ peakMb }) => peakMb)),
  };
}
