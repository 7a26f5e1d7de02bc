import { expect, test } from 'vitest';
import { underArm } from '../../src/scenario/under-arm.ts';
import { scenarioWith } from './two-junctions.ts';

const wavefront = { name: 'ours', strategy: { kind: 'wavefront' } } as const;

test('an arm with an urgency of its own makes every mission as urgent, and moves nothing else', () => {
  const scenario = scenarioWith();
  const routine = underArm(scenario, { ...wavefront, urgency: 'routine' });
  expect(routine.missions.map(({ urgency }) => urgency)).toEqual(scenario.missions.map(() => 'routine'));
  expect({ ...routine, missions: scenario.missions }).toEqual(scenario);
});

test('one without leaves the missions as they say', () => {
  const scenario = scenarioWith();
  expect(underArm(scenario, wavefront)).toBe(scenario);
});
