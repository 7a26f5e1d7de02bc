import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { armsFor, seedsFor } from '../../src/cli/simulate.ts';

const { scenario } = loadScenario('scenarios/quick-3.yaml');

describe('clearway simulate', () => {
  it.each([
    [1, [4]],
    [2, [4, 2]],
    [4, [4, 2, 5, 6]],
  ])('--seeds %i: the list of the scenario, then the numbers above its largest', (count, seeds) => {
    expect(seedsFor({ ...scenario, seeds: [4, 2] }, count)).toEqual(seeds);
  });

  it('--arms: in the order of the scenario, with the baseline', () => {
    expect(armsFor(scenario, ['eta-120', 'eta-30'])).toEqual(['none', 'eta-30', 'eta-120']);
    expect(armsFor(scenario, undefined)).toEqual(['none', 'eta-30', 'eta-120', 'clearway']);
  });

  it('--arms: names every arm that there is not, and what there is', () => {
    expect(() => armsFor(scenario, ['eta-31', 'x'])).toThrow(
      /2 faults[\s\S]*eta-31[\s\S]*it has none, eta-30, eta-120, clearway/,
    );
  });

  it('needs a baseline', () => {
    expect(() => armsFor({ ...scenario, arms: scenario.arms.slice(1) }, undefined)).toThrow(/must include an arm named "none"/);
  });
});
