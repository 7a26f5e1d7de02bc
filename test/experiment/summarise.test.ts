import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AmbulanceRun } from '../../src/experiment/run-result.ts';
import { studentT95 } from '../../src/experiment/student-t.ts';
import { type AmbulanceHead, figure, summarise } from '../../src/experiment/summarise.ts';

const TRAFFIC: AmbulanceRun['traffic'] = {
  completedTrips: 900,
  throughputVehPerH: 1800,
  meanTravelTimeS: 200,
  meanTripDelayS: 90,
  unfinishedTrips: 50,
};

function result(arm: string, seed: number, change: Partial<AmbulanceRun> = {}): AmbulanceRun {
  return {
    subject: 'ambulance',
    arm,
    seed,
    traffic: TRAFFIC,
    pedestrians: null,
    gridlock: null,
    ambulanceTimeS: 1000,
    junctionsOnGreen: 5,
    junctionsOnRoute: 20,
    stops: 10,
    stoppedS: 300,
    othersMeanDelayS: 100,
    othersLossS: 50_000,
    crossLossS: 20_000,
    recoveryS: 0,
    violations: [],
    refusals: {},
    logSha256: `${arm}-${seed}`,
    trace: { path: [], routeLengthM: 0, junctions: [] },
    ...change,
  };
}

function head(seeds: readonly number[]): AmbulanceHead {
  return { version: '0', scenario: 'here', map: 'there', seeds, floorS: seeds.map(() => 400) };
}

describe('the 95 % interval', () => {
  it.each([
    [1, 12.706],
    [4, 2.776],
    [29, 2.045],
    [31, 2.0395],
    [60, 2.0003],
    [120, 1.9799],
  ])("has Student's t for %i degrees of freedom as the tables give it", (degrees, t) => {
    expect(studentT95(degrees)).toBeCloseTo(t, 3);
  });

  it('never grows with more degrees of freedom, across the end of the table too', () => {
    for (let degrees = 1; degrees < 60; degrees++) expect(studentT95(degrees + 1)).toBeLessThan(studentT95(degrees));
  });

  it('is the known one of a small sample, and none of a single seed', () => {
    // 2, 4, 4, 6: mean 4, s = sqrt(8/3), half width 3.1824 * s / 2
    expect(figure([2, 4, 4, 6])).toEqual({ mean: 4, ci95: 2.598419, perSeed: [2, 4, 4, 6] });
    expect(figure([7])).toEqual({ mean: 7, ci95: null, perSeed: [7] });
  });
});

describe('a summary', () => {
  it('takes savings, cross loss and price seed by seed against the arm none', () => {
    const summary = summarise(
      head([1, 2]),
      ['none', 'eta-30'],
      [
        result('none', 1),
        result('none', 2, { ambulanceTimeS: 2000, crossLossS: 10_000 }),
        result('eta-30', 1, { ambulanceTimeS: 900, othersLossS: 51_000, crossLossS: 22_000 }),
        result('eta-30', 2, { ambulanceTimeS: 1600, othersLossS: 58_000, crossLossS: 13_000 }),
      ],
    );
    expect(summary.arms['eta-30']).toMatchObject({
      savedS: { perSeed: [100, 400] },
      savedPerJunctionS: { perSeed: [5, 20] },
      crossLossPct: { perSeed: [10, 30] },
      pricePerS: { perSeed: [10, 20] },
    });
    expect(summary.arms.none).toMatchObject({ savedS: { mean: 0 }, crossLossPct: { mean: 0 }, pricePerS: null });
  });

  it('names no price where a seed saved nothing', () => {
    const summary = summarise(head([1]), ['none', 'eta-30'], [result('none', 1), result('eta-30', 1, { ambulanceTimeS: 1001 })]);
    expect(summary.arms['eta-30']?.pricePerS).toBeNull();
  });

  it('adds up violations and refusals over the seeds', () => {
    const summary = summarise(
      head([1, 2]),
      ['none'],
      [
        result('none', 1, { violations: ['a'], refusals: { 'match:late': 2 } }),
        result('none', 2, { violations: ['b', 'c'], refusals: { 'match:late': 1, 'ingest:malformed': 4 } }),
      ],
    );
    expect(summary.arms.none).toMatchObject({ violations: 3, refusals: { 'ingest:malformed': 4, 'match:late': 3 } });
  });

  it('is the same in whatever order the results came in', () => {
    const results = ['none', 'x'].flatMap((arm) =>
      [3, 1, 2].map((seed) => result(arm, seed, { ambulanceTimeS: 100 * seed + arm.length })),
    );
    const wanted = summarise(head([3, 1, 2]), ['none', 'x'], results);
    fc.assert(
      fc.property(fc.shuffledSubarray(results, { minLength: results.length }), (shuffled) => {
        expect(summarise(head([3, 1, 2]), ['none', 'x'], shuffled)).toEqual(wanted);
      }),
    );
  });

  it('refuses to be made without the baseline or with a run missing', () => {
    expect(() => summarise(head([1]), ['x'], [result('x', 1)])).toThrow(/needs the arm "none"/);
    expect(() => summarise(head([1, 2]), ['none'], [result('none', 1)])).toThrow(/no result of arm none, seed 2/);
  });
});
