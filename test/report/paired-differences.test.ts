import { expect, test } from 'vitest';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import type { AmbulanceRun } from '../../src/experiment/run-result.ts';
import { summarise } from '../../src/experiment/summarise.ts';
import { armViews, findOurs } from '../../src/report/arm-view.ts';
import { differencesTable, pairedDifferences } from '../../src/report/paired-differences.ts';
import { IMAGINED_ARMS, imaginedResults } from '../support/run-results.ts';

const { scenario } = loadScenario('scenarios/hangzhou-shixin-21.yaml');
const SEEDS = [1, 2, 3];
/** Per seed: ambulance s, cross-street loss h, all others' loss h. */
const FIGURES: Readonly<Record<string, readonly (readonly [number, number, number])[]>> = {
  none: [
    [1900, 100, 500],
    [2000, 200, 600],
    [1800, 50, 400],
  ],
  'eta-30': [
    [1500, 99, 500],
    [1400, 201, 600],
    [1450, 50, 400],
  ],
  'eta-120': [
    [700, 105, 510],
    [640, 205, 580],
    [630, 60, 400],
  ],
  clearway: [
    [600, 110, 505],
    [650, 220, 590],
    [620, 55, 410],
  ],
};

type Change = (run: AmbulanceRun) => AmbulanceRun;

function differences(change: Change = (run) => run): {
  readonly page: string;
  readonly list: ReturnType<typeof pairedDifferences>;
} {
  const results = imaginedResults(SEEDS).map((run): AmbulanceRun => {
    const [timeS, crossH, othersH] = FIGURES[run.arm]![SEEDS.indexOf(run.seed)]!;
    const losses = { crossLossS: 3600 * crossH, othersLossS: 3600 * othersH };
    return change({ ...run, drive: { kind: 'arrived', timeS }, ...losses });
  });
  const head = { version: '0.1.0', scenario: 'imagined', map: 'imagined', seeds: SEEDS, floorS: SEEDS.map(() => 400) };
  const summary = summarise(
    head,
    IMAGINED_ARMS.map(({ arm }) => arm),
    results,
  );
  // The order in which runs end is of no matter to a pairing.
  const arms = armViews(summary, results.toReversed(), scenario);
  const ours = findOurs(arms)!;
  const list = pairedDifferences(ours, arms);
  return { list, page: differencesTable(ours, list, SEEDS.length)?.text ?? '' };
}

test('Given runs of every arm, then ours less each other arm, seed by seed', () => {
  const { list } = differences();
  expect(list.map(({ other }) => other.name)).toEqual(['none', 'eta-30', 'eta-120']);
  const [none, , late] = list;
  expect(none!.ambulanceS.perSeed).toEqual([-1300, -1350, -1180]);
  expect(none!.crossVehH.perSeed).toEqual([10, 20, 5]);
  expect(none!.crossPct.perSeed).toEqual([10, 10, 10]);
  expect(none!.othersVehH.perSeed).toEqual([5, -10, 10]);
  expect(late!.ambulanceS.perSeed).toEqual([-100, 10, -10]);
  expect(late!.fasterSeeds).toBe(2);
  expect(late!.crossVehH.perSeed).toEqual([5, 15, -5]);
});

test('Given the pairs, then the interval is that of the differences, Student’s t with two degrees of freedom', () => {
  const [none] = differences().list;
  // Differences -1300, -1350, -1180: s = 87.37, and 4.3027 s / sqrt 3 = 217.0.
  expect(none!.ambulanceS.mean).toBeCloseTo(-1276.667, 3);
  expect(none!.ambulanceS.ci95).toBeCloseTo(217.0, 0);
  expect(none!.crossPct.ci95).toBeCloseTo(0, 6);
});

test('Given the pairs, then the table shows gain and cost of each, with signs', () => {
  const { page } = differences();
  const rows = page.match(/<tr><th scope="row">.*?<\/tr>/gs) ?? [];
  expect(rows).toHaveLength(3);
  const cells = [...rows[0]!.matchAll(/<td>(.*?)<\/td>/gs)].map(([, text = '']) => text.replace(/<[^>]+>/g, ' ').trim());
  expect(cells.map((text) => text.replace(/\s+/g, ' '))).toEqual([
    '−1,277 ± 217',
    '3 of 3',
    '+11.7 ± 19.0',
    '+10 ± 0',
    '+1.7 ± 25.9',
    '+0.6 ± 5.2',
  ]);
});

test('Given drives cut off, then times only where both arrived, who was faster where that is known, and costs of all seeds', () => {
  const drive: AmbulanceRun['drive'] = {
    kind: 'not-arrived',
    phase: 'driving',
    link: 'a',
    lane: 0,
    positionM: 0,
    insideNode: false,
    alongM: 0,
    routeLengthM: 7000,
    junctionsPassed: 0,
    standsSinceS: null,
    ring: 'none',
  };
  // Without priority it arrives on seed 1 only, with ours on seeds 1 and 2; the late trigger always arrives.
  const cutOff = (run: AmbulanceRun): boolean =>
    (run.arm === 'none' && run.seed > 1) || (run.arm === 'clearway' && run.seed === 3);
  const { list, page } = differences((run) => (cutOff(run) ? { ...run, drive } : run));
  const [none, , late] = list;
  expect(none!.ambulanceS).toEqual({ n: 1, mean: -1300, ci95: null, perSeed: [-1300, null, null] });
  expect([none!.fasterSeeds, none!.decidedSeeds]).toEqual([2, 2]);
  expect(none!.crossVehH.perSeed).toEqual([10, 20, 5]);
  expect(late!.ambulanceS.perSeed).toEqual([-100, 10, null]);
  expect([late!.fasterSeeds, late!.decidedSeeds]).toEqual([1, 3]);
  expect(page).toContain('over the seeds on which it arrived under both arms');
  expect(page).toMatch(/−1,300<\/span><small>1 seed<\/small><\/td><td>2 of 2<\/td>/);
});
