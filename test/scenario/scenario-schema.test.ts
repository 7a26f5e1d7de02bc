import { describe, expect, test } from 'vitest';
import { InputFaults } from '../../src/kernel/faults.ts';
import { decodeScenario, scenarioJsonSchema } from '../../src/scenario/scenario-schema.ts';
import { scenarioWith } from './two-junctions.ts';

function faultsIn(value: unknown): Record<string, string> {
  try {
    decodeScenario('town.yaml', value);
  } catch (error) {
    if (error instanceof InputFaults) return Object.fromEntries(error.faults.map(({ path, advice }) => [path, advice]));
    throw error;
  }
  return {};
}

describe('the shape of a scenario file', () => {
  test('a sound one is taken as it stands', () => {
    expect(decodeScenario('town.yaml', structuredClone(scenarioWith()))).toEqual(scenarioWith());
  });

  test('all faults are told at once, each with path and advice', () => {
    const { title: _, ...untitled } = scenarioWith();
    const wrong = {
      ...untitled,
      stepS: 0,
      start: '2024-05-14 17:30',
      speed: 3,
      gps: { periodS: 'often', sigmaM: 5 },
      missions: [{ ...scenarioWith().missions[0], urgency: 'very' }],
      arms: [{ name: 'none', strategy: { kind: 'nothing' } }],
      seeds: [],
    };
    expect(faultsIn(wrong)).toEqual({
      title: 'is missing: must be a text',
      stepS: 'must be more than 0',
      start: 'must be an ISO 8601 date and time with offset, e.g. 2024-05-14T17:30:00+08:00',
      speed: 'is not a known name here: correct its spelling or remove it',
      'gps.periodS': 'must be a number',
      'missions[0].urgency': 'must be one of life-threat, urgent, routine',
      'arms[0].strategy.kind': 'must be one of none, fixed-eta, wavefront',
      seeds: 'must be at least 1 long (list)',
    });
  });

  test.each([null, 7, 'text', []])('%j is no scenario, and that is said', (value) => {
    expect(faultsIn(value)).toEqual({ '': 'must be a mapping' });
  });

  test('the published JSON schema is current (vitest -u writes it anew)', async () => {
    await expect(scenarioJsonSchema()).toMatchFileSnapshot('../../scenarios/clearway-scenario.schema.json');
  });
});
