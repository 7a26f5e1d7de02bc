import { describe, expect, it } from 'vitest';
import { EVALUATED_ARMS } from '../../src/evaluation/arms.ts';
import { evaluateSetting } from '../../src/evaluation/evaluate-setting.ts';
import type { EvaluationSummary, SettingResult } from '../../src/evaluation/result.ts';
import { frontPlot } from '../../src/report/evaluation/front-plot.ts';
import { overviewRows } from '../../src/report/evaluation/overview.ts';
import { renderEvaluation } from '../../src/report/evaluation/page.ts';
import { imaginedResults } from '../support/run-results.ts';

const SEEDS = Array.from({ length: 8 }, (_, i) => i + 1);
/** The imagined drives under names that the evaluation knows. */
const NAMES: Readonly<Record<string, string>> = {
  none: 'none',
  'eta-30': 'eta-30',
  'eta-120': 'all-green',
  clearway: 'clearway-life-threat',
};
const arms = EVALUATED_ARMS.filter(({ name }) => Object.values(NAMES).includes(name));

function setting(change: Partial<Pick<SettingResult, 'title'>> = {}): SettingResult {
  const head = {
    version: '0',
    scenario: 'here',
    map: 'there',
    seeds: SEEDS,
    title: 'Here & there',
    about: 'Imagined.',
    scenarioSha256: 'a'.repeat(64),
    mapSha256: 'b'.repeat(64),
    ...change,
  };
  const results = imaginedResults(SEEDS).map((run) => ({ ...run, arm: NAMES[run.arm]! }));
  const floors = SEEDS.map(() => ({ aloneS: [400], trafficS: [500] }));
  return evaluateSetting({ head, arms: arms.map(({ name }) => name), ours: ['clearway-life-threat'], results, floors });
}

function pageOf(
  settings: readonly SettingResult[],
  skipped: EvaluationSummary['skipped'] = [],
  losses: EvaluationSummary['losses'] = [],
): string {
  const summary: EvaluationSummary = {
    format: 'clearway-evaluation/1',
    version: '0',
    build: 'c'.repeat(64),
    command: 'clearway evaluate --seeds 8',
    seeds: SEEDS,
    settings: Object.fromEntries(settings.map((one) => [one.scenario, one])),
    losses,
    skipped,
  };
  const latency = { here: { 'clearway-life-threat': { p50Ms: 1.25, p99Ms: 9.5 } } };
  return renderEvaluation({ summary, arms, machine: { cpu: 'Some CPU', node: 'v20', latency } });
}

describe('the page of an evaluation', () => {
  const page = pageOf([setting()], [{ setting: 'cologne3', why: 'cologne3.net.xml is not there' }]);

  it('says what makes the same figures again: command, version, program, scenario, map', () => {
    for (const text of ['clearway evaluate --seeds 8', 'a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64), 'Some CPU']) {
      expect(page).toContain(text);
    }
  });

  it('names what was skipped', () => {
    expect(page).toContain('cologne3.net.xml is not there');
  });

  it('has a row for every arm, and tells planning times of ours alone', () => {
    for (const { label } of arms) expect(page).toContain(`>${label}</span></th>`);
    expect(page.match(/1\.3, 9\.5|1\.2, 9\.5/g)).toHaveLength(1);
  });

  it('holds no figure that is not one', () => {
    expect(page).not.toMatch(/NaN|Infinity|undefined|\[object/);
  });

  it('takes titles as text', () => {
    expect(page).toContain('Here &amp; there');
    expect(page).not.toContain('Here & there');
  });
});

describe('the overview', () => {
  const gap = { other: 'eta-30', axis: 'othersVehH', timeS: 0, timeBoot95: [0, 0], cost: -3, costBoot95: [-4, -2] } as const;
  const behind = (gaps: SettingResult['gaps']) => overviewRows([{ ...setting(), gaps }], arms)[0]!.behind;

  it('counts a baseline as behind that gives the same time at a higher cost', () => {
    expect(behind([gap, { ...gap, other: 'all-green', costBoot95: [-4, 1] }])).toBe('1 of 2');
  });

  it('judges nobody without an interval', () => {
    expect(behind([{ ...gap, timeBoot95: null, costBoot95: null }])).toBe('–');
  });
});

describe('the plot of a front', () => {
  const texts = (result: SettingResult): readonly string[] =>
    [...frontPlot(result, arms, 'othersVehH').text.matchAll(/class="end-label [^>]*>([^<]*)</g)].map(([, text]) => text!);

  it('has every arm, by itself or with those that lie on the same point', () => {
    const all = texts(setting()).join(', ');
    for (const { label } of arms) expect(all).toContain(label);
  });

  it('tells the floor', () => {
    expect(texts(setting())).toContain('alone on all green 400');
  });

  it('puts what would press the others together at the edge, with its value', () => {
    const result = setting();
    const { none } = result.arms;
    const far = { ...none!, timeS: { ...none!.timeS, mean: 9000 } };
    expect(texts({ ...result, arms: { ...result.arms, none: far } })).toContain('No priority (9,000 s) ↑');
  });
});

describe('what is lost when something is amiss', () => {
  const figure = { mean: 12.3, ci95: 4.5, perSeed: SEEDS.map(() => 12.3) };
  const loss = {
    setting: 'here',
    reference: 'there',
    arm: 'clearway-life-threat',
    lossS: { ...figure, boot95: [8, 16] },
    othersVehH: { ...figure, boot95: null },
    savedS: { ...figure, mean: 321 },
    arrived: 8,
    needlessGreenS: 27,
    violations: 0,
  } as const;

  it('stands in a table of its own, with the longest needless green', () => {
    const page = pageOf([setting()], [], [loss, { ...loss, arm: 'none' }]);
    const row = /<tr><th scope="row"><a href="#here">Here &amp; there<\/a><\/th><td>Clearway.*?<\/tr>/s.exec(page)![0];
    for (const text of ['+12.3', '321', '8 of 8', '<td>27</td>']) expect(row).toContain(text);
    expect(page.split('What is lost when something is amiss')).toHaveLength(2);
  });

  it('has no table where no fault was played', () => {
    expect(pageOf([setting()])).not.toContain('something is amiss');
  });
});
