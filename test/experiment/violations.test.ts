import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { simulate } from '../../src/cli/simulate.ts';
import type { SimulateJob } from '../../src/cli/simulate-job.ts';
import { inProcessLink } from '../../src/experiment/in-process-link.ts';
import { runArm } from '../../src/experiment/run.ts';
import type { AmbulanceRun } from '../../src/experiment/run-result.ts';
import type { AmbulanceSummary } from '../../src/experiment/summary.ts';
import { Session } from '../../src/journal/session.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';

const SCENARIO = 'scenarios/quick-3.yaml';
const { scenario, map } = loadScenario(SCENARIO);

/** An intergreen of Q2 stands twice in the data: its controller goes by the first (5 s), the monitor by the other. */
const unsafe = indexMap({
  ...map,
  junctions: map.junctions.map((junction) => {
    const longer = { from: 'NBT', to: 'SBL', seconds: 9 };
    return junction.id === 'Q2' ? { ...junction, intergreens: [...junction.intergreens, longer] } : junction;
  }),
});

function runUnsafe({ arm: name, seed }: Pick<SimulateJob, 'arm' | 'seed'>): Promise<AmbulanceRun> {
  const arm = scenario.arms.find((a) => a.name === name)!;
  const session = new Session(unsafe, { city: map.name, strategy: arm.strategy });
  const link = inProcessLink(session);
  return runArm({
    scenario,
    index: unsafe,
    arm,
    seed,
    link,
    refusals: () => session.refusals,
    preemptions: () => session.preemptions,
  });
}

describe('given a junction that clears for less than it must', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clearway-'));
  const options = { arms: ['none'], seeds: 1, out: folder, workers: 1, mqtt: false };
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What was printed, with the exit code. */
  async function simulated(
    run?: Parameters<typeof simulate>[2],
  ): Promise<{ code: number; errors: string; summary: AmbulanceSummary }> {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const code = await simulate(SCENARIO, options, run);
    const errors = stderr.mock.calls.map(([text]) => String(text)).join('');
    return {
      code,
      errors,
      summary: JSON.parse(readFileSync(join(folder, scenario.name, 'summary.json'), 'utf8')) as AmbulanceSummary,
    };
  }

  it('then the run names every time it did, where, when, and what was wanted', async () => {
    const { violations } = await runUnsafe({ arm: 'none', seed: 1 });
    expect(violations.length).toBeGreaterThan(5);
    for (const text of violations)
      expect(text).toMatch(/^intergreen-short at Q2 \(NBT, SBL\), 2017-10-09T.*: wantedS 9, seenS 5$/);
  });

  it('then simulate says that the run has failed, ends with exit code 1, and so do summary and report', async () => {
    const { code, errors, summary } = await simulated((jobs) => Promise.all(jobs.map(runUnsafe)));
    expect(code).toBe(1);
    expect(errors).toMatch(/\d+ safety violations: this run has failed\.\n {2}none, seed 1: intergreen-short at Q2/);
    expect(summary.arms.none?.violations).toBeGreaterThan(5);
    expect(readFileSync(join(folder, scenario.name, 'report.html'), 'utf8')).toContain('Safety violations: No priority');
  });

  it('while the sound map ends with exit code 0 and no word of violations', async () => {
    const { code, errors, summary } = await simulated();
    expect(code).toBe(0);
    expect(errors).not.toContain('violation');
    expect(summary.arms.none?.violations).toBe(0);
  });
});
