import { beforeAll, describe, expect, it } from 'vitest';
import type { AmbulanceRun } from '../../src/experiment/run-result.ts';
import type { ScenarioMission } from '../../src/scenario/scenario.ts';
import { quickRun, quickScene } from '../support/quick-run.ts';

const scene = quickScene();
const first = scene.scenario.missions[0]!;
/** Leaves long after the first has arrived, and crosses its way. */
const crossing: ScenarioMission = {
  ...first,
  mission: 'M2',
  vehicle: 'AMB-2',
  urgency: 'urgent',
  from: 'Q2W-Q2',
  to: 'Q2E',
  departS: { earliest: 520, latest: 540 },
};

describe('two ambulances, the second long after the first', () => {
  let alone: AmbulanceRun;
  let both: AmbulanceRun;
  beforeAll(async () => {
    const arm = { name: 'eta-30', strategy: { kind: 'fixed-eta', leadS: 30 } } as const;
    alone = await quickRun(scene, arm, 1);
    // Three cycles longer, for the way back after the second.
    const longer = { ...scene.scenario, endS: scene.scenario.endS + 200, missions: [first, crossing] };
    both = await quickRun({ ...scene, scenario: longer }, arm, 1);
  }, 60_000);

  it('are both measured, each on its own way', () => {
    expect(both.fleet.map(({ vehicle, junctionsOnRoute, drive }) => [vehicle, junctionsOnRoute, drive.kind])).toEqual([
      ['AMB-1', 3, 'arrived'],
      ['AMB-2', 1, 'arrived'],
    ]);
    expect(both.drive).toEqual(both.fleet[0]!.drive);
  });

  it('both are given green: the controller goes on listening after the first has gone', () => {
    expect(both.preemptions).toEqual({ granted: 4, unused: 0, false: 0 });
    expect(alone.preemptions).toEqual({ granted: 3, unused: 0, false: 0 });
  });

  it('neither way counts as a cross street of the other', () => {
    const streets = (run: AmbulanceRun): readonly string[] => run.crossStreets.map(({ link }) => link).toSorted();
    expect(streets(alone)).toEqual(['Q1E-Q1', 'Q1W-Q1', 'Q2E-Q2', 'Q2W-Q2', 'Q3E-Q3', 'Q3W-Q3']);
    expect(streets(both)).toEqual(['Q1E-Q1', 'Q1W-Q1', 'Q3E-Q3', 'Q3W-Q3']);
  });

  it('are back in the programmes after the last of them, within three cycles', () => {
    expect(both.recoveryS).not.toBeNull();
    expect(both.recoveryS!).toBeLessThan(300);
  });
});
