import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { ByteFile } from '../adapters/files/byte-file.ts';
import { digestOf } from '../adapters/files/file-digest.ts';
import { writing } from '../adapters/files/file-trouble.ts';
import { LogFile } from '../adapters/files/log-file.ts';
import { loadScenario } from '../adapters/files/scenario-file.ts';
import { saveWhole } from '../adapters/files/whole-file.ts';
import { runArm, runTraffic, type TrafficOnly } from '../experiment/run.ts';
import { type RunKey, scenarioSha256 } from '../experiment/run-key.ts';
import type { AmbulanceRun, RunResult } from '../experiment/run-result.ts';
import { type Recorded, savedRunText } from '../experiment/saved-run.ts';
import { mapSha256, type RecordSink } from '../journal/session.ts';
import { VERSION } from '../journal/version.ts';
import { getOrThrow } from '../kernel/assert.ts';
import { Failure } from '../kernel/failure.ts';
import { InputFaults } from '../kernel/faults.ts';
import type { RoadMap } from '../roadnet/map.ts';
import { indexMap } from '../roadnet/road-index.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { underArm } from '../scenario/under-arm.ts';
import { exportRecording } from './recording-export.ts';
import { RunController } from './run-controller.ts';
import { clearFiles, type RunFiles, runFiles, writtenFiles } from './simulate-files.ts';
import { openInProcess, openMqtt } from './simulate-link.ts';
import { recorderOf } from './simulate-recording.ts';

/** One run as plain data, so that it can be handed to a worker thread. */
export interface SimulateJob {
  readonly scenarioFile: string;
  readonly arm: string;
  readonly seed: number;
  /** Through the MQTT contract and a broker in this process, instead of by function calls. */
  readonly mqtt: boolean;
  /** Where it writes. */
  readonly folder: string;
  /** Identity of the program's files. */
  readonly build: string;
  readonly record: Recorded;
  /** Its event log is kept; the log's hash stands in the result in any case. */
  readonly keepLog: boolean;
}

/** Share of a job that is done when SUMO's formats of its recording are still to be written. */
const RUN_SHARE = 0.4;
const EXPORT_PROGRESS_EVERY_S = 30;

/**
 * Runs one job, writes its event log and recording and, when all is finished, its result. Gives the thread's other work its turn
 * at every report of progress.
 */
export async function runJob(job: SimulateJob, onProgress: (share: number) => void): Promise<RunResult> {
  const { scenario, map } = loadScenario(job.scenarioFile);
  const arm = getOrThrow(new Map(scenario.arms.map((a) => [a.name, a])), job.arm, 'arm');
  const files = runFiles(job.folder, job.arm, job.seed);
  clearFiles(files);
  const runShare = job.record === 'all' ? RUN_SHARE : 1;
  const report = async (share: number): Promise<void> => {
    onProgress(share);
    await setImmediate();
  };
  const run: TrafficOnly = {
    scenario: underArm(scenario, arm),
    index: indexMap(map),
    arm,
    seed: job.seed,
    onProgress: (share) => report(runShare * share),
  };
  const result = job.record === 'none' ? await runOne(job, run, files) : await runRecorded(job, run, files);
  if (job.record === 'all') {
    await exportRecording(files, map, async (second) => {
      if (second % EXPORT_PROGRESS_EVERY_S === 0) await report(runShare + (1 - runShare) * (second / scenario.endS));
    });
  }
  const written = writtenFiles(files, result, job).map((path) => ({ name: basename(path), ...digestOf(path) }));
  saveWhole(files.result, savedRunText({ key: keyOf(job, scenario, map), recorded: job.record, files: written, result }));
  return result;
}

/** What became of a job, as plain data: a worker thread hands on no errors of our own kinds. */
export type JobOutcome =
  | { readonly kind: 'done'; readonly result: RunResult }
  /** Something outside the program kept it from finishing; in words for people. */
  | { readonly kind: 'failed'; readonly why: string };

export async function jobOutcome(job: SimulateJob, onProgress: (share: number) => void): Promise<JobOutcome> {
  try {
    return { kind: 'done', result: await runJob(job, onProgress) };
  } catch (error) {
    if (error instanceof Failure || error instanceof InputFaults) return { kind: 'failed', why: error.message };
    throw error;
  }
}

async function runRecorded(job: SimulateJob, run: TrafficOnly, files: RunFiles): Promise<RunResult> {
  const file = new ByteFile(files.recording, 'numbers');
  try {
    return await runOne(job, { ...run, watch: (city) => recorderOf(city, run.index, { ...run, arm: job.arm }, file) }, files);
  } finally {
    file.close();
  }
}

function runOne(job: SimulateJob, run: TrafficOnly, files: RunFiles): Promise<RunResult> {
  return run.scenario.missions.length === 0 ? runTraffic(run) : runWithController(job, run, files);
}

/** What the result of a job depends on, for a scenario and map as they were read. */
export function keyOf(job: SimulateJob, scenario: Scenario, map: RoadMap): RunKey {
  return {
    version: VERSION,
    build: job.build,
    scenarioSha256: scenarioSha256(scenario, job.arm),
    mapSha256: mapSha256(map),
    arm: job.arm,
    seed: job.seed,
    mqtt: job.mqtt,
  };
}

async function runWithController(job: SimulateJob, run: TrafficOnly, files: RunFiles): Promise<AmbulanceRun> {
  const { index, arm, scenario } = run;
  const logs: LogFile[] = [];
  const openLog = (path: string): RecordSink => {
    const log = new LogFile(path);
    logs.push(log);
    return { write: (line) => writing(path, () => log.write(line)) };
  };
  const restarts = scenario.faults.some(({ kind }) => kind === 'controller-restarts');
  const controller = new RunController({
    index,
    config: { city: index.map.name, strategy: arm.strategy },
    sinkOf: (place) => (job.keepLog ? openLog(place === 0 ? files.log : files.laterLog) : undefined),
    ...(restarts ? { book: files.book } : {}),
  });
  const { link, broken, stop } = job.mqtt ? await openMqtt(index.map.name, controller) : openInProcess(controller);
  const facts = {
    refusals: () => controller.refusals,
    preemptions: () => controller.preemptions,
    restart: (atMs: number) => controller.restart(atMs),
  };
  try {
    const result = await Promise.race([runArm({ ...run, link, ...facts }), broken]);
    return { ...result, logSha256: controller.logSha256 };
  } catch (error) {
    // A connection that nobody closes would keep the program from ending; the first error is the one to tell.
    await link.close().catch(() => undefined);
    throw error;
  } finally {
    await stop();
    for (const log of logs) writing(log.path, () => log.close());
  }
}
