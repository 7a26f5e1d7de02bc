import { describe, expect, test } from 'vitest';
import { compare } from '../../bench/agreement/comparison.ts';
import { drivingBySignals, linksByDifference } from '../../bench/agreement/tuning-view.ts';
import type { Observation, ObservedTrip } from '../../bench/observation.ts';

const RUN = { name: 'town', netPath: '', routesPath: '', beginS: 25_200, endS: 26_100, credit: '' };

const trip = (id: string, wantedS: number, arrivedS: number | undefined): ObservedTrip => ({
  id,
  wantedS,
  enteredS: wantedS,
  arrivedS,
  route: ['in', 'out'],
});

/** A quarter of an hour in which so many vehicles drive from `in` to `out`, each in `seconds`, the last one not done. */
function quarterHour(vehicles: number, seconds: number, queue: readonly number[]): Observation {
  const trips = Array.from({ length: vehicles }, (_, n) => trip(`v${n}`, n, n === vehicles - 1 ? undefined : n + seconds));
  return {
    trips,
    links: new Map([
      ['in', { vehicles, spentS: vehicles * seconds * 0.8 }],
      ['out', { vehicles, spentS: vehicles * seconds * 0.2 }],
    ]),
    standing: new Map([['in', queue]]),
  };
}

describe('a comparison', () => {
  test('sets mean travel times against each other, and with the unfinished up to the end', () => {
    const compared = compare({
      run: RUN,
      ours: [quarterHour(11, 110, [])],
      sumo: [quarterHour(11, 100, [])],
    });
    expect(compared.diffPct).toBeCloseTo(10, 9);
    expect(compared.ours.completed.mean).toBe(10);
    expect(compared.ours.meanSpentS.mean).toBeCloseTo((10 * 110 + 890) / 11, 9);
    expect(compared.spentDiffPct).toBeCloseTo((1990 / 1890 - 1) * 100, 9);
  });

  test('judges links by hourly volumes, so that a quarter of an hour counts four times', () => {
    const compared = compare({
      run: RUN,
      ours: [quarterHour(100, 50, [])],
      sumo: [quarterHour(130, 50, [])],
    });
    // 400 and 520 veh/h: GEH 5.6. As counts of 15 minutes they would pass with 2.8.
    expect(compared.gehShare).toBe(0);
  });

  test('counts a link that one side alone uses', () => {
    const ours = quarterHour(100, 50, []);
    const detour = new Map([...ours.links, ['detour', { vehicles: 60, spentS: 600 }]]);
    const compared = compare({ run: RUN, ours: [{ ...ours, links: detour }], sumo: [ours] });
    expect(compared.gehShare).toBeCloseTo(2 / 3, 9);
  });

  test('gives queues over all approaches and intervals, and an interval of the mean over the seeds', () => {
    const seeds = [quarterHour(11, 100, [0, 2, 4]), quarterHour(11, 104, [0, 2, 10])];
    const compared = compare({ run: RUN, ours: seeds, sumo: seeds });
    expect(compared.ours.queueMeanVeh.perRun).toEqual([2, 4]);
    expect(compared.ours.queueP95Veh.perRun[0]).toBeCloseTo(3.8, 9);
    expect(compared.ours.meanTravelTimeS.mean).toBe(102);
    expect(compared.ours.meanTravelTimeS.ci95).toBeCloseTo(12.7062 * 2, 3);
  });
});

describe('the view for tuning', () => {
  test('groups trips by the signals that they meet, the last link having none in their way', () => {
    const rows = drivingBySignals({ run: RUN, ours: [quarterHour(11, 110, [])], sumo: [quarterHour(11, 100, [])] });
    expect(rows).toEqual([{ of: '1 signals', ours: 11, sumo: 11, oursS: 110, sumoS: 100 }]);
  });

  test('begins with the link where most time is lost or won', () => {
    const { links } = compare({ run: RUN, ours: [quarterHour(11, 110, [])], sumo: [quarterHour(11, 100, [])] });
    expect(linksByDifference(links).map(({ of, oursS, sumoS }) => [of, oursS - sumoS])).toEqual([
      ['in', 8],
      ['out', 2],
    ]);
  });
});
