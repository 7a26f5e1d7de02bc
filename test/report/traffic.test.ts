import { describe, expect, test } from 'vitest';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import type { TrafficRun } from '../../src/experiment/run-result.ts';
import { summarise, summariseTraffic } from '../../src/experiment/summarise.ts';
import { gridlockLines } from '../../src/report/gridlock.ts';
import { renderReport } from '../../src/report/report.ts';
import { renderTrafficReport } from '../../src/report/traffic-report.ts';
import { renderTrafficTable } from '../../src/report/traffic-table.ts';
import { IMAGINED_ARMS, imaginedResults } from '../support/run-results.ts';

const subject = loadScenario('scenarios/quick-3.yaml');
const head = { version: '0.1.0', scenario: 'quick-3', map: 'quick-3' };
const LOCKED = { sinceS: 1240, links: ['A-B', 'B-C', 'C-A'] };

function run(seed: number, change: Partial<TrafficRun> = {}): TrafficRun {
  return {
    subject: 'traffic',
    arm: 'none',
    seed,
    traffic: {
      completedTrips: 2900 + seed,
      throughputVehPerH: 2900 + seed,
      meanTravelTimeS: 180 + seed,
      meanTripDelayS: 60,
      unfinishedTrips: 12,
    },
    pedestrians: null,
    othersMeanDelayS: 61,
    othersLossS: 177_000,
    gridlock: null,
    violations: [],
    ...change,
  };
}

const onFoot = { served: 400, waiting: 3, meanWaitS: 21.5, longestWaitS: 80 };

describe('traffic alone', () => {
  test('is a table of trips on the terminal', () => {
    expect(renderTrafficTable(summariseTraffic({ ...head, seeds: [1, 2] }, [run(1), run(2)]))).toMatchInlineSnapshot(`
      "────────────────────────────────────────────────────────────────────────────────────────
      arm       trips      trips  travel time  trip delay           delay  unfinished  viola- 
                           veh/h            s           s  all vehicles s       trips   tions 
      ────────────────────────────────────────────────────────────────────────────────────────
      none  2,902 ± 6  2,902 ± 6  181.5 ± 6.4  60.0 ± 0.0      61.0 ± 0.0      12 ± 0       0 
      ────────────────────────────────────────────────────────────────────────────────────────
      quick-3, mean ± half width of the 95 % interval over 2 seeds. No mission: traffic alone."
    `);
  });

  test('has a page of its own, with the demand, the window and every seed', () => {
    const page = renderTrafficReport(summariseTraffic({ ...head, seeds: [1, 2] }, [run(1), run(2)]), subject);
    for (const words of [
      '2,902 trips of 182\u00a0s each, 12 unfinished',
      'seed 2: 182.0',
      'up to 900 vehicles per hour',
      'from 180 s to 780 s',
    ])
      expect(page).toContain(words);
    expect(page).not.toMatch(/https?:|<script|On foot|Gridlock/);
  });

  test('given people on foot, then terminal and page tell how long they waited', () => {
    const summary = summariseTraffic({ ...head, seeds: [1] }, [run(1, { pedestrians: onFoot })]);
    expect(renderTrafficTable(summary)).toMatch(/on foot/);
    expect(renderTrafficReport(summary, subject)).toMatch(
      /On foot <small>longest wait s<\/small>[\s\S]*<td title="seed 1: 80">80<\/td>/,
    );
  });

  test('given no trip that ended, then there is no mean and none is made up', () => {
    const empty = { completedTrips: 0, throughputVehPerH: 0, meanTravelTimeS: null, meanTripDelayS: null, unfinishedTrips: 40 };
    const summary = summariseTraffic({ ...head, seeds: [1, 2] }, [run(1), run(2, { traffic: empty })]);
    expect(summary.arms.none!.meanTravelTimeS).toBeNull();
    expect(renderTrafficTable(summary)).toContain('–');
  });
});

describe('a run that ended in gridlock', () => {
  test('is named with its beginning and its links, on terminal and page', () => {
    const summary = summariseTraffic({ ...head, seeds: [1, 2] }, [run(1), run(2, { gridlock: LOCKED })]);
    expect(gridlockLines(summary)).toEqual(['Gridlock: none, seed 2, since 1,240 s on A-B, B-C, C-A.']);
    const page = renderTrafficReport(summary, subject);
    expect(page).toContain('<b>1 run ended in gridlock.</b>');
    expect(page).toMatch(/none, seed 2<\/th><td>1,240<\/td><td class="words">A-B, B-C, C-A/);
  });

  test('is named beside the drives of ambulances too', () => {
    const flagship = loadScenario('scenarios/hangzhou-shixin-21.yaml');
    const results = imaginedResults([1]).map((result) => (result.arm === 'eta-30' ? { ...result, gridlock: LOCKED } : result));
    const arms = IMAGINED_ARMS.map(({ arm }) => arm);
    const summary = summarise({ ...head, seeds: [1], floorS: [400] }, arms, results);
    expect(gridlockLines(summary)).toEqual(['Gridlock: eta-30, seed 1, since 1,240 s on A-B, B-C, C-A.']);
    const page = renderReport(summary, results, flagship);
    expect(page).toContain('<h2>Gridlock</h2>');
    expect(page).toContain('The traffic around it');
    expect(gridlockLines(summarise({ ...head, seeds: [1], floorS: [400] }, arms, imaginedResults([1])))).toEqual([]);
  });
});
