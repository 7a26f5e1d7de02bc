import { setImmediate } from 'node:timers/promises';
import { LogFile } from '../adapters/files/log-file.ts';
import { loadScenario } from '../adapters/files/scenario-file.ts';
import { runArm } from '../experiment/run.ts';
import type { RunResult } from '../experiment/run-result.ts';
import { Session } from '../journal/session.ts';
import { getOrThrow } from '../kernel/assert.ts';
import { indexMap } from '../roadnet/road-index.ts';
import { openInProcess, openMqtt } from './simulate-link.ts';

/** One run as plain data, so that it can be handed to a worker thread. */
export interface SimulateJob {
  readonly scenarioFile: string;
  readonly arm: string;
  readonly seed: number;
  readonly logFile: string;
  /** Through the MQTT contract and a broker in this process, instead of by function calls. */
  readonly mqtt: boolean;
}

/** Runs one job and writes its event log. Gives the thread's other work its turn at every report of progress. */
export async function runJob(job: SimulateJob, onProgress: (share: number) => void): Promise<RunResult> {
  const { scenario, map } = loadScenario(job.scenarioFile);
  const index = indexMap(map);
  const arm = getOrThrow(new Map(scenario.arms.map((a) => [a.name, a])), job.arm, 'arm');
  const log = new LogFile(job.logFile);
  const session = new Session(index, { city: map.name, strategy: arm.strategy }, log);
  const { link, broken, stop } = job.mqtt ? await openMqtt(map.name, session) : openInProcess(session);
  const run = runArm({
    scenario,
    index,
    arm,
    seed: job.seed,
    link,
    refusals: () => session.refusals,
    onProgress: async (share) => {
      onProgress(share);
      await setImmediate();
    },
  });
  try {
    return await Promise.race([run, broken]);
  } catch (error) {
    // A connection that nobody closes would keep the program from ending; the first error is the one to tell.
    await link.close().catch(() => undefined);
    throw error;
  } finally {
    await stop();
    log.close();
  }
}
