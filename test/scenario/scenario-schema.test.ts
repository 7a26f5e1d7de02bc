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
      'arms[0].strategy.kind':
        'must be one of none, fixed-eta, fixed-distance, link-queue, offset-wave, all-green, wavefront, queue-leads',
      seeds: 'must be at least 1 long (list)',
    });
  });

  test('one with everything that may be left out is taken as it stands', () => {
    const full = scenarioWith({
      demand: {
        ...scenarioWith().demand,
        vehicleTypes: {
          bus: { lengthM: 12, jamGapM: 2, accelerationMps2: 1, maxSpeedMps: 20, speedFactor: { mean: 1, sd: 0.1 } },
        },
        od: [{ from: 'SOUTH-J1', to: 'J2-NORTH', vehPerHour: 10, fromS: 0, toS: 100, type: 'bus' }],
        list: 'cars.json',
      },
      closedLinks: ['J2-J2W'],
      pedestrians: { perHour: 60, junctions: ['J1'] },
      yielding: { probability: 0.9, withinM: 50 },
      boxBlocking: true,
      programmes: scenarioWith().programmes.map((rule) => ({
        ...rule,
        actuated: { minGreenS: [10, 10], gapS: 3, detectorM: 30 },
      })),
      missions: scenarioWith().missions.map((mission) => ({ ...mission, driving: 'cautious-red' as const })),
    });
    expect(decodeScenario('town.yaml', structuredClone(full))).toEqual(full);
  });

  test('the vehicles of a list do not stand in the scenario itself', () => {
    const listed = { ...scenarioWith(), demand: { ...scenarioWith().demand, listed: [] } };
    expect(faultsIn(listed)).toEqual({ 'demand.listed': 'is not a known name here: correct its spelling or remove it' });
  });

  test.each([null, 7, 'text', []])('%j is no scenario, and that is said', (value) => {
    expect(faultsIn(value)).toEqual({ '': 'must be a mapping' });
  });

  test('the published JSON schema is current (vitest -u writes it anew)', async () => {
    await expect(scenarioJsonSchema()).toMatchFileSnapshot('../../scenarios/clearway-scenario.schema.json');
  });
});
