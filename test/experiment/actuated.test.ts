import { beforeAll, describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { arrivedTimeS } from '../../src/experiment/drive.ts';
import { inProcessLink } from '../../src/experiment/in-process-link.ts';
import { runArm } from '../../src/experiment/run.ts';
import type { AmbulanceRun } from '../../src/experiment/run-result.ts';
import { Session } from '../../src/journal/session.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

const { scenario: fixed, map } = loadScenario('scenarios/quick-3.yaml');
const index = indexMap(map);
/** The same junctions by detectors 35 m before the stop bars, with people on foot. */
const scenario: Scenario = {
  ...fixed,
  programmes: fixed.programmes.map((rule) => ({ ...rule, actuated: { minGreenS: [8, 6, 8, 6], gapS: 3, detectorM: 35 } })),
  pedestrians: { perHour: 60 },
};

function run(name: string): Promise<AmbulanceRun> {
  const arm = scenario.arms.find((candidate) => candidate.name === name)!;
  const session = new Session(index, { city: map.name, strategy: arm.strategy });
  const link = inProcessLink(session);
  return runArm({
    scenario,
    index,
    arm,
    seed: 1,
    link,
    refusals: () => session.refusals,
    preemptions: () => session.preemptions,
  });
}

describe('an ambulance through actuated junctions', () => {
  let none: AmbulanceRun;
  let wave: AmbulanceRun;
  beforeAll(async () => {
    none = await run('none');
    wave = await run('clearway');
  });

  it('gets its green wave, at the latest from the second junction on, and is much sooner than without', () => {
    expect(wave.junctionsOnGreen).toBeGreaterThanOrEqual(2);
    expect(wave.junctionsOnGreen).toBeGreaterThan(none.junctionsOnGreen);
    expect(arrivedTimeS(wave)).toBeLessThan(arrivedTimeS(none)! - 20);
  });

  it('breaks no rule of lamps or leases', () => {
    expect([...none.violations, ...wave.violations]).toEqual([]);
  });

  it('leaves the junctions to their own logic again within two of their longest cycles', () => {
    expect(wave.recoveryS).toBeGreaterThan(0);
    expect(wave.recoveryS).toBeLessThan(200);
  });
});
