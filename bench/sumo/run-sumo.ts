import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SumoCase } from '../cases.ts';
import { STANDING_PERIOD_S } from '../observation.ts';
import { type ProcessRun, runPinned } from '../timed-process.ts';
import { performanceOf, type SumoPerformance } from './performance.ts';

/** Files that an observed run leaves. */
export interface SumoOutputs {
  readonly tripinfoPath: string;
  readonly edgesPath: string;
  readonly standingPath: string;
  readonly routesPath: string;
}

/** Runs a case in SUMO with every output that agreement is judged by. Not for timing: writing them costs time. */
export async function runObserved(run: SumoCase, seed: number, folder: string): Promise<SumoOutputs> {
  mkdirSync(folder, { recursive: true });
  const outputs = {
    tripinfoPath: join(folder, 'tripinfo.xml'),
    edgesPath: join(folder, 'edges.xml'),
    standingPath: join(folder, 'standing.xml'),
    routesPath: join(folder, 'vehroutes.xml'),
  };
  // SUMO takes these names relative to the file they stand in.
  const additionalPath = join(folder, 'additional.xml');
  writeFileSync(
    additionalPath,
    `<additional>
  <edgeData id="edges" file="${basename(outputs.edgesPath)}" withInternal="true" excludeEmpty="true"/>
  <edgeData id="standing" file="${basename(outputs.standingPath)}" period="${STANDING_PERIOD_S}" writeAttributes="waitingTime" excludeEmpty="true"/>
</additional>
`,
  );
  await runPinned('sumo', [
    ...parametersOf(run, seed),
    ...['--additional-files', additionalPath],
    ...['--tripinfo-output', outputs.tripinfoPath, '--tripinfo-output.write-unfinished', '--tripinfo-output.write-undeparted'],
    ...['--vehroute-output', outputs.routesPath, '--vehroute-output.last-route', '--vehroute-output.write-unfinished'],
  ]);
  return outputs;
}

/** Runs a case in SUMO for its speed alone: nothing written but its own statistics. */
export async function timeSumo(run: SumoCase, seed: number): Promise<ProcessRun & SumoPerformance> {
  const timed = await runPinned('sumo', [...parametersOf(run, seed), '--verbose']);
  return { ...timed, ...performanceOf(timed.stdout) };
}

/** Steps of 1 s, SUMO's own. Teleporting off: it takes vehicles out of a jam, and with them the delay that is to be compared. */
export function parametersOf(run: SumoCase, seed: number): readonly string[] {
  return [
    ...['--net-file', run.netPath, '--route-files', run.routesPath, '--begin', `${run.beginS}`, '--end', `${run.endS}`],
    ...['--seed', `${seed}`, '--step-length', '1', '--time-to-teleport', '-1'],
    ...['-X', 'never', '--xml-validation.routes', 'never', '--no-step-log', '--no-warnings'],
  ];
}
