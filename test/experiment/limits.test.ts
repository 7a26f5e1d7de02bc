import { beforeAll, describe, expect, it } from 'vitest';
import { checkAgainstFloor, floorTimeS } from '../../src/experiment/floor.ts';
import type { AmbulanceRun } from '../../src/experiment/run-result.ts';
import type { Arm } from '../../src/scenario/scenario.ts';
import { quickRun, quickScene } from '../support/quick-run.ts';

const scene = quickScene();
const SEED = 2;
const ARMS: readonly Arm[] = [
  { name: 'none', strategy: { kind: 'none' } },
  { name: 'distance-300', strategy: { kind: 'fixed-distance', leadM: 300 } },
  { name: 'eta-30', strategy: { kind: 'fixed-eta', leadS: 30 } },
  { name: 'eta-120', strategy: { kind: 'fixed-eta', leadS: 120 } },
  { name: 'link-queue', strategy: { kind: 'link-queue' } },
  { name: 'offset-wave', strategy: { kind: 'offset-wave' } },
  { name: 'all-green', strategy: { kind: 'all-green' } },
  { name: 'routine', strategy: { kind: 'wavefront' }, urgency: 'routine' },
  { name: 'life-threat', strategy: { kind: 'wavefront' }, urgency: 'life-threat' },
];

describe('what no arm can do', () => {
  let runs: readonly AmbulanceRun[];
  beforeAll(async () => {
    runs = await Promise.all(ARMS.map((arm) => quickRun(scene, arm, SEED)));
  }, 60_000);
  const lost = (name: string): { lossS: number; redLeastS: number } => {
    const streets = runs.find(({ arm }) => arm === name)!.crossStreets;
    const sum = (pick: (street: (typeof streets)[number]) => number): number => streets.reduce((s, x) => s + pick(x), 0);
    return { lossS: sum(({ lossS }) => lossS), redLeastS: sum(({ redLeastS }) => redLeastS) };
  };

  it('be faster than alone on all green', () => {
    const floorS = floorTimeS(scene.scenario, scene.index, SEED);
    for (const run of runs) expect(() => checkAgainstFloor(run, floorS)).not.toThrow();
  });

  it('cost a cross street less than its red lights imply', () => {
    for (const { crossStreets } of runs) {
      expect(crossStreets).toHaveLength(6);
      for (const { lossS, redLeastS } of crossStreets) expect(lossS).toBeGreaterThanOrEqual(redLeastS);
    }
  });

  it('hide that bound: most of what is lost on quiet cross streets is waiting at red', () => {
    const { lossS, redLeastS } = lost('none');
    expect(redLeastS).toBeGreaterThan(lossS / 2);
  });

  it('open the corridor from dispatch on without red for the cross streets', () => {
    expect(lost('all-green').redLeastS).toBeGreaterThan(lost('none').redLeastS * 1.05);
  });

  it('violate a rule of safety', () => {
    expect(runs.flatMap(({ violations }) => violations)).toEqual([]);
  });
});
