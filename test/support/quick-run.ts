import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { inProcessLink } from '../../src/experiment/in-process-link.ts';
import { runArm, type TrafficOnly } from '../../src/experiment/run.ts';
import type { AmbulanceRun } from '../../src/experiment/run-result.ts';
import { Session } from '../../src/journal/session.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import type { Arm, Scenario } from '../../src/scenario/scenario.ts';
import { underArm } from '../../src/scenario/under-arm.ts';

export interface QuickScene {
  readonly scenario: Scenario;
  readonly index: RoadIndex;
}

/** The small corridor of three junctions. */
export function quickScene(): QuickScene {
  const { scenario, map } = loadScenario('scenarios/quick-3.yaml');
  return { scenario, index: indexMap(map) };
}

/** One run in this process, as `clearway simulate` makes it. */
export function quickRun(
  { scenario, index }: QuickScene,
  arm: Arm,
  seed: number,
  watch?: TrafficOnly['watch'],
): Promise<AmbulanceRun> {
  const session = new Session(index, { city: index.map.name, strategy: arm.strategy });
  return runArm({
    scenario: underArm(scenario, arm),
    index,
    arm,
    seed,
    ...(watch === undefined ? {} : { watch }),
    link: inProcessLink(session),
    refusals: () => session.refusals,
    preemptions: () => session.preemptions,
  });
}
