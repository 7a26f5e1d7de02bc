import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figure } from '../../src/experiment/figure.ts';
import type { AmbulanceRun } from '../../src/experiment/run-result.ts';
import { studentT95 } from '../../src/experiment/student-t.ts';
import { type AmbulanceHead, summarise } from '../../src/experiment/summarise.ts';

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
    drive: { kind: 'arrived', timeS: 1000 },
    limitS: 3000,
    junctionsOnGreen: 5,
    junctionsOnRoute: 20,
    stops: 10,
    stoppedS: 300,
    othersMeanDelayS: 100,
    othersLossS: 50_000,
    crossLossS: 20_000,
    crossStreets: [],
    fleet: [],
    spillbackLinkS: 0,
    preemptions: { granted: 0, unused: 0, false: 0 },
    recoveryS: 0,
    needlessGreenS: 0,
    recoveries: [],
    violations: [],
    refusals: {},
    logSha256: `${arm}-${seed}`,
    trace: { path: [], routeLengthM: 0, junctions: [] },
    ...change,
  };
}

function arrivedIn(timeS: number): AmbulanceRun['drive'] {
  return { kind: 'arrived', timeS };
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
        result('none', 2, { drive: arrivedIn(2000), crossLossS: 10_000 }),
        result('eta-30', 1, { drive: arrivedIn(900), othersLossS: 51_000, crossLossS: 22_000 }),
        result('eta-30', 2, { drive: arrivedIn(1600), othersLossS: 58_000, crossLossS: 13_000 }),
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
    const summary = summarise(
      head([1]),
      ['none', 'eta-30'],
      [result('none', 1), result('eta-30', 1, { drive: arrivedIn(1001) })],
    );
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
      [3, 1, 2].map((seed) => result(arm, seed, { drive: arrivedIn(100 * seed + arm.length) })),
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

describe('a summary of runs in which not every ambulance arrived', () => {
  const stuck: AmbulanceRun['drive'] = {
    kind: 'not-arrived',
    phase: 'driving',
    link: 'a',
    lane: 0,
    positionM: 10,
    insideNode: false,
    alongM: 410,
    routeLengthM: 3000,
    junctionsPassed: 4,
    standsSinceS: 900,
    ring: 'ahead',
  };
  /** `none` arrives on seeds 1 and 2, `x` on seeds 1, 3 and 4; nobody on seed 5. Seed 4 had the least time. */
  const limits = [3000, 3000, 3000, 2500, 2800];
  const times: Readonly<Record<string, readonly (number | undefined)[]>> = {
    none: [1000, 2900, undefined, undefined, undefined],
    x: [900, undefined, 1500, 700, undefined],
  };
  const results = Object.entries(times).flatMap(([arm, drives]) =>
    drives.map((timeS, i) =>
      result(arm, i + 1, {
        drive: timeS === undefined ? stuck : arrivedIn(timeS),
        limitS: limits[i]!,
        stops: i,
        recoveryS: timeS === undefined ? null : 60 + i,
        othersLossS: arm === 'x' ? 51_000 : 50_000,
      }),
    ),
  );
  const { none, x } = summarise(head([1, 2, 3, 4, 5]), ['none', 'x'], results).arms;

  it('says how many arrived, and takes the figures of a drive over those alone, with their number', () => {
    expect([none?.arrived, x?.arrived]).toEqual([2, 3]);
    expect(x?.ambulanceTimeS).toMatchObject({ n: 3, perSeed: [900, null, 1500, 700, null] });
    expect(x?.ambulanceTimeS.mean).toBeCloseTo(3100 / 3, 5);
    expect(x?.stops).toMatchObject({ n: 3, perSeed: [0, null, 2, 3, null] });
    expect(none?.recoveryS).toMatchObject({ n: 2, perSeed: [60, 61, null, null, null] });
  });

  it('compares only where both arrived, and claims no saving, least of all "at least", where one did not', () => {
    expect(x?.savedS).toEqual({ n: 1, mean: 100, ci95: null, perSeed: [100, null, null, null, null] });
    expect(x?.pricePerS).toMatchObject({ n: 1, mean: 10 });
  });

  it('tells of each that did not where it stands', () => {
    expect(x?.notArrived.map(({ seed }) => seed)).toEqual([2, 5]);
    expect(x?.notArrived[0]).toMatchObject({ seed: 2, link: 'a', alongM: 410, junctionsPassed: 4, limitS: 3000, ring: 'ahead' });
  });

  it('has a mean of all drives that none is left out of: each counted up to the shortest time that a run gave', () => {
    expect(x?.limited).toMatchObject({
      limitS: 2500,
      ambulanceTimeS: { perSeed: [900, 2500, 1500, 700, 2500] },
      savedS: { perSeed: [100, 0, 1000, 1800, 0] },
    });
    expect(none?.limited?.ambulanceTimeS.perSeed).toEqual([1000, 2500, 2500, 2500, 2500]);
  });

  it('is without that where all arrived, and where nobody did has no mean', () => {
    const all = summarise(head([1]), ['none'], [result('none', 1)]).arms.none;
    expect(all).toMatchObject({ arrived: 1, notArrived: [], limited: null, ambulanceTimeS: { n: 1, mean: 1000 } });
    const nobody = summarise(head([1]), ['none'], [result('none', 1, { drive: stuck })]).arms.none;
    expect(nobody).toMatchObject({
      arrived: 0,
      ambulanceTimeS: { n: 0, mean: null, ci95: null, perSeed: [null] },
      pricePerS: null,
    });
  });
});
