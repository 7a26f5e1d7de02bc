import { describe, expect, test } from 'vitest';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { departuresOf } from '../../src/scenario/departures.ts';
import type { ScenarioMission } from '../../src/scenario/scenario.ts';
import { scenarioWith, twoJunctions } from './two-junctions.ts';

const index = indexMap(twoJunctions());
const [mission] = scenarioWith().missions as [ScenarioMission];

describe('departures of a seed', () => {
  test('leave inside their window, spread over it, by the route to their destination', () => {
    const drawn = Array.from({ length: 200 }, (_, seed) => departuresOf(scenarioWith(), index, seed)[0]);
    const times = drawn.map((departure) => departure?.departS as number);
    expect(times.every((s) => s >= 600 && s < 700)).toBe(true);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(90);
    expect(drawn[0]).toMatchObject({ mission: 'M1', vehicle: 'AMB-1', route: ['SOUTH-J1', 'J1-J2', 'J2-NORTH'], to: 'NORTH' });
  });

  test('a second mission leaves the first where it was', () => {
    const second = { ...mission, mission: 'M2', vehicle: 'AMB-2', from: 'J2E-J2', to: 'SOUTH' };
    const both = departuresOf(scenarioWith({ missions: [second, mission] }), index, 5);
    expect(both[1]).toEqual(departuresOf(scenarioWith(), index, 5)[0]);
  });

  test('drive as the mission says, legally where it says nothing', () => {
    const missions = [mission, { ...mission, mission: 'M2', vehicle: 'AMB-2', driving: 'escorted' as const }];
    expect(departuresOf(scenarioWith({ missions }), index, 5).map(({ driving }) => driving)).toEqual([undefined, 'escorted']);
  });
});
