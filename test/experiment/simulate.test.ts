import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { runFiles } from '../../src/cli/simulate-files.ts';
import { runJob } from '../../src/cli/simulate-job.ts';
import { armsFor, seedsFor } from '../../src/cli/simulate-plan.ts';

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

describe('a run through MQTT', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clearway-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives the same figures and the same event log, to the byte, as one in process', async () => {
    const job = {
      scenarioFile: 'scenarios/quick-3.yaml',
      arm: 'eta-120',
      seed: 1,
      folder,
      build: 'test',
      record: 'none',
      keepLog: true,
    } as const;
    const { log } = runFiles(folder, job.arm, job.seed);
    const shares: number[] = [];
    const inProcess = await runJob({ ...job, mqtt: false }, (share) => shares.push(share));
    const direct = readFileSync(log);
    expect(await runJob({ ...job, mqtt: true }, () => {})).toEqual(inProcess);
    expect(readFileSync(log).equals(direct)).toBe(true);
    expect(shares.at(-1)).toBe(1);
  });
});
