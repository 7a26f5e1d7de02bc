import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { saveMap } from '../../src/adapters/files/map-file.ts';
import { describeOutcome, replay } from '../../src/cli/replay.ts';
import { type SimulateOptions, simulate } from '../../src/cli/simulate.ts';
import { runFiles } from '../../src/cli/simulate-files.ts';
import { runJob } from '../../src/cli/simulate-job.ts';
import type { AmbulanceSummary } from '../../src/experiment/summary.ts';
import { lockingScenario, signalledBlock } from '../support/locking-block.ts';

const folder = mkdtempSync(join(tmpdir(), 'clearway-gridlock-'));
const SCENARIO = join(folder, 'locking-block.yaml');
const OUT = join(folder, 'out');
const RESULTS = join(OUT, 'locking-block');
afterEach(() => vi.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true }));

async function simulated(change: Partial<SimulateOptions> = {}): Promise<{ code: number; said: string; errors: string }> {
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const code = await simulate(SCENARIO, { out: OUT, workers: 1, mqtt: false, ...change });
  const textOf = (spy: typeof stdout): string => spy.mock.calls.map(([text]) => String(text)).join('');
  const outcome = { code, said: textOf(stdout), errors: textOf(stderr) };
  vi.restoreAllMocks();
  return outcome;
}

const summaryText = (): string => readFileSync(join(RESULTS, 'summary.json'), 'utf8');

describe('clearway simulate, given a block that locks before the ambulance without priority is through', () => {
  let first: Awaited<ReturnType<typeof simulated>>;
  let summary: AmbulanceSummary;
  beforeAll(async () => {
    saveMap(join(folder, 'block.json'), signalledBlock());
    writeFileSync(SCENARIO, stringify(lockingScenario({ departS: 20, endS: 400 })));
    first = await simulated();
    summary = JSON.parse(summaryText()) as AmbulanceSummary;
  }, 60_000);

  it('ends like any other experiment: all arms and seeds run, exit code 0, nothing on stderr but progress', () => {
    expect(first.code).toBe(0);
    expect(first.errors).not.toMatch(/error|throw|at .*\.ts/i);
    expect(Object.keys(summary.arms)).toEqual(['none', 'clearway']);
  });

  it('says on the terminal how many arrived, where the others stand and what they wait for, and makes up no saving', () => {
    expect(first.said).toMatch(/arm +arrived +pairs +ambulance/);
    expect(first.said).toMatch(/none +0 of 2 +0 of 2 +– /);
    expect(first.said).toMatch(/clearway +2 of 2 +0 of 2 +\d+ ± \d+ +– +– /);
    expect(first.said).toMatch(/at most 380 s \(restricted mean\): none 380 ± 0 s; clearway \d+ ± \d+ s \(saved \d+ ± \d+ s\)/);
    expect(first.said).toMatch(
      /Not arrived: none, seed 1: 2\d\d of 500 m, past 1 of 2 signals, on side0; standing since \d+ s, in the ring of the gridlock\./,
    );
    expect(first.said).toMatch(/Gridlock: none, seed 1, since \d+ s on side/);
  });

  it('says the same in summary and report', () => {
    const { none, clearway } = summary.arms;
    expect(none).toMatchObject({ arrived: 0, ambulanceTimeS: { n: 0, mean: null, perSeed: [null, null] } });
    expect(none?.notArrived.map(({ seed, ring }) => [seed, ring])).toEqual([
      [1, 'inside'],
      [2, 'inside'],
    ]);
    expect(clearway).toMatchObject({ arrived: 2, savedS: { n: 0, mean: null }, notArrived: [] });
    const page = readFileSync(join(RESULTS, 'report.html'), 'utf8');
    for (const text of [
      'The ambulance arrived in 2 of 2 runs instead of 0',
      '2 ambulances had not arrived when the run ended.',
      'on side0; standing since',
      'not arrived in 380',
      'Ambulances that did not arrive',
    ])
      expect(page).toContain(text);
    expect(page).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('--resume takes these runs over like others, to the byte', async () => {
    const before = summaryText();
    const again = await simulated({ resume: true });
    expect(again.code).toBe(0);
    expect(again.errors).toContain('Taken over: none, seeds 1–2; clearway, seeds 1–2.');
    expect(summaryText()).toBe(before);
  });

  it('through MQTT the result and the log are the same, and a replay reproduces it', async () => {
    const job = {
      scenarioFile: SCENARIO,
      arm: 'none',
      seed: 1,
      folder: RESULTS,
      build: 'test',
      record: 'none',
      keepLog: true,
    } as const;
    const { log } = runFiles(RESULTS, job.arm, job.seed);
    const inProcess = await runJob({ ...job, mqtt: false }, () => {});
    const direct = readFileSync(log);
    expect(await runJob({ ...job, mqtt: true }, () => {})).toEqual(inProcess);
    expect(readFileSync(log).equals(direct)).toBe(true);
    expect(describeOutcome(await replay(log, join(folder, 'block.json')))).toMatch(/commands reproduced\.$/);
  });
});
