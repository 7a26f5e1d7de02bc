import { describe, expect, it } from 'vitest';
import { evaluateSetting } from '../../src/evaluation/evaluate-setting.ts';
import { asOneAmbulance, limitedTimeS } from '../../src/evaluation/fleet-view.ts';
import { imaginedResults } from '../support/run-results.ts';

const SEEDS = Array.from({ length: 10 }, (_, i) => i + 1);
const ARMS = ['none', 'eta-30', 'eta-120', 'clearway'];
const head = {
  version: '0',
  scenario: 'here',
  map: 'there',
  seeds: SEEDS,
  title: 'Here',
  about: 'Imagined.',
  scenarioSha256: 'a',
  mapSha256: 'b',
};
const floors = SEEDS.map(() => ({ aloneS: [400], trafficS: [500] }));

describe('the figures of a setting', () => {
  const result = evaluateSetting({ head, arms: ARMS, ours: ['clearway'], results: imaginedResults(SEEDS), floors });
  const arm = (name: string) => result.arms[name]!;

  it('say which share of the avoidable delay is gone, against both floors', () => {
    const [noneS, oursS] = [arm('none').timeS.mean, arm('clearway').timeS.mean];
    expect(arm('clearway').phi.value).toBeCloseTo((noneS - oursS) / (noneS - 400), 6);
    expect(arm('clearway').phiTraffic.value).toBeCloseTo((noneS - oursS) / (noneS - 500), 6);
    expect(arm('none').phi.value).toBe(0);
    expect(arm('clearway').gainS.mean).toBeCloseTo(noneS - oursS, 4);
  });

  it('say what a second saved cost all others together', () => {
    const saved = arm('none').timeS.mean - arm('eta-120').timeS.mean;
    expect(arm('eta-120').price.value).toBeCloseTo(90_000 / saved, 3);
    expect(arm('none').price.value).toBeNull();
  });

  it('compare ours with every other arm seed by seed, with two kinds of interval', () => {
    expect(result.differences.map(({ arm: own, other }) => `${own} ${other}`)).toEqual([
      'clearway none',
      'clearway eta-30',
      'clearway eta-120',
    ]);
    const { timeS } = result.differences[0]!;
    expect(timeS.perSeed).toEqual(
      arm('clearway').timeS.perSeed.map((s, i) => expect.closeTo(s - arm('none').timeS.perSeed[i]!, 4)),
    );
    expect(timeS.boot95![0]).toBeLessThan(timeS.mean);
    expect(timeS.boot95![1]).toBeGreaterThan(timeS.mean);
    expect(timeS.boot95![1] - timeS.boot95![0]).toBeLessThan(2 * timeS.ci95! * 1.1);
  });

  it('hold the front of ours against all but itself, over both kinds of cost', () => {
    expect(result.gaps.map(({ other, axis }) => `${other} ${axis}`)).toEqual([
      'eta-30 othersVehH',
      'eta-120 othersVehH',
      'eta-30 crossPct',
      'eta-120 crossPct',
    ]);
  });

  it('leave no drive out where one did not arrive: all are counted up to the same limit', () => {
    const results = imaginedResults(SEEDS).map((run) => {
      if (run.arm !== 'none' || run.seed !== 3) return run;
      const drive = { ...STUCK, routeLengthM: run.trace.routeLengthM };
      return { ...run, drive, fleet: run.fleet.map((one) => ({ ...one, drive })) };
    });
    const cut = evaluateSetting({ head, arms: ARMS, ours: ['clearway'], results, floors });
    expect(cut.arms.none!.arrived).toBe(9);
    expect(cut.arms.none!.timeS.perSeed).toHaveLength(10);
    expect(cut.arms.none!.timeS.perSeed[2]).toBe(2400);
  });
});

const STUCK = {
  kind: 'not-arrived',
  phase: 'driving',
  link: 'S05-S06',
  lane: 1,
  positionM: 80,
  insideNode: false,
  alongM: 1500,
  junctionsPassed: 5,
  standsSinceS: 3000,
  ring: 'none',
} as const;

describe('several ambulances as one', () => {
  const [run] = imaginedResults([1]);
  const second = { ...run!.fleet[0]!, vehicle: 'AMB-2', drive: { kind: 'arrived', timeS: 100 }, stops: 0 } as const;

  it('are the mean over them', () => {
    const one = asOneAmbulance({ ...run!, fleet: [...run!.fleet, second] });
    const firstS = run!.drive.kind === 'arrived' ? run!.drive.timeS : Number.NaN;
    expect(one.drive).toEqual({ kind: 'arrived', timeS: (firstS + 100) / 2 });
    expect(one.stops).toBe(run!.stops / 2);
  });

  it('have not arrived where one has not', () => {
    const stuck = { ...second, drive: { ...STUCK, routeLengthM: 2000 } };
    const both = { ...run!, fleet: [second, stuck] };
    expect(asOneAmbulance(both).drive.kind).toBe('not-arrived');
    expect(limitedTimeS(both, 2000)).toBe((100 + 2000) / 2);
  });
});
