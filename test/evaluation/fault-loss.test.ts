import { describe, expect, it } from 'vitest';
import { evaluateSetting } from '../../src/evaluation/evaluate-setting.ts';
import { faultLosses } from '../../src/evaluation/fault-loss.ts';
import type { SettingResult } from '../../src/evaluation/result.ts';
import type { Setting } from '../../src/evaluation/setting.ts';
import { SETTINGS } from '../../src/evaluation/settings.ts';
import type { AmbulanceRun } from '../../src/experiment/run-result.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { imaginedResults } from '../support/run-results.ts';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const ARMS = ['none', 'clearway'];

function result(scenario: string, change: (run: AmbulanceRun) => AmbulanceRun): SettingResult {
  const head = { version: '0', scenario, map: 'm', seeds: SEEDS, title: 't', about: 'a', scenarioSha256: 's', mapSha256: 'm' };
  const results = imaginedResults(SEEDS)
    .filter(({ arm }) => ARMS.includes(arm))
    .map(change);
  return evaluateSetting({
    head,
    arms: ARMS,
    ours: ['clearway'],
    results,
    floors: SEEDS.map(() => ({ aloneS: [1], trafficS: [1] })),
  });
}

/** Ours takes so much longer, and holds a junction needlessly on the third seed. */
function slowed(run: AmbulanceRun): AmbulanceRun {
  if (run.arm === 'none' || run.drive.kind !== 'arrived') return run;
  const drive = { ...run.drive, timeS: run.drive.timeS + 10 + run.seed };
  const needlessGreenS = run.seed === 3 ? 33 : 2;
  return { ...run, drive, needlessGreenS, fleet: run.fleet.map((one) => ({ ...one, drive })) };
}

function setting(reference?: Setting['reference']): Setting {
  const origin = { kind: 'scenario', file: 'x.yaml', change: (scenario: Scenario) => scenario } as const;
  return { name: 'amiss', title: 't', about: 'a', origin, ...(reference === undefined ? {} : { reference }) };
}

describe('what a fault costs', () => {
  const results = [result('sound', (run) => run), result('amiss', slowed)];
  const against = (isSameDrive: boolean) => faultLosses([setting({ setting: 'sound', isSameDrive })], results);

  it('is the time of the drive more than without it, seed by seed, with its interval', () => {
    const ours = against(true).find(({ arm }) => arm === 'clearway')!;
    expect(ours.lossS!.perSeed).toEqual(SEEDS.map((seed) => expect.closeTo(10 + seed, 6)));
    expect(ours.lossS!.mean).toBeCloseTo(14.5, 6);
    expect(ours.lossS!.boot95![0]).toBeLessThan(14.5);
    expect(ours.needlessGreenS).toBe(33);
  });

  it('is no time where the ambulance drives elsewhere', () => {
    expect(against(false).map(({ lossS }) => lossS)).toEqual([null, null]);
  });

  it('is not told where the same without it was not run, or of a setting that stands for itself', () => {
    expect(faultLosses([setting({ setting: 'elsewhere', isSameDrive: true })], results)).toEqual([]);
    expect(faultLosses([setting()], results)).toEqual([]);
  });

  it('is asked of settings that there are', () => {
    const names = SETTINGS.map(({ name }) => name);
    const references = SETTINGS.flatMap(({ reference }) => reference?.setting ?? []);
    expect(references.length).toBeGreaterThan(12);
    expect(names).toEqual(expect.arrayContaining(references));
  });
});
