import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { quickRun, quickScene } from '../support/quick-run.ts';

describe('after the ambulance has passed', () => {
  it('Given moderate traffic on the corridor of 21 junctions, then each is back in step for good within 3 cycles', async () => {
    const { scenario, map } = loadScenario('scenarios/hangzhou-shixin-21-moderate.yaml');
    const missions = scenario.missions.map((mission) => ({ ...mission, departS: { earliest: 240, latest: 240 } }));
    const scene = { scenario: { ...scenario, missions, warmUpS: 240, endS: 1200 }, index: indexMap(map) };
    const arm = { name: 'eta-60', strategy: { kind: 'fixed-eta', leadS: 60 } } as const;
    const { recoveries, violations, drive } = await quickRun(scene, arm, 1);
    expect(drive.kind).toBe('arrived');
    expect(recoveries).toHaveLength(21);
    expect(recoveries.filter(({ recoveryS, cycleS }) => recoveryS === null || recoveryS > 3 * cycleS)).toEqual([]);
    expect(recoveries.some(({ recoveryS }) => (recoveryS ?? 0) > 0)).toBe(true);
    expect(violations).toEqual([]);
  }, 180_000);

  it('without priority no junction has anything to recover from', async () => {
    const { recoveries } = await quickRun(quickScene(), { name: 'none', strategy: { kind: 'none' } }, 1);
    expect(recoveries.map(({ recoveryS }) => recoveryS)).toEqual([0, 0, 0]);
  });
});
