import { describe, expect, test } from 'vitest';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { summarise } from '../../src/experiment/summarise.ts';
import { renderReport } from '../../src/report/report.ts';
import { IMAGINED_ARMS, imaginedResults } from '../support/run-results.ts';

const subject = loadScenario('scenarios/hangzhou-shixin-21.yaml');
const arms = IMAGINED_ARMS.map(({ arm }) => arm);
/** A wide font's width per character at the size of the labels, in units of the drawing. */
const LABEL_CHAR = 6.9;
const head = { version: '0.1.0', scenario: subject.scenario.name, map: subject.map.name };

function report(seeds: readonly number[], results = imaginedResults(seeds)): string {
  return renderReport(summarise({ ...head, seeds, floorS: seeds.map(() => 400) }, arms, results), results, subject);
}

describe('report.html', () => {
  const page = report([1, 2, 3]);

  test('It names every arm, every junction, every seed and every reason for refusing', () => {
    for (const label of ['No priority', '30\u00a0s trigger', '120\u00a0s trigger', 'Clearway']) expect(page).toContain(label);
    for (let i = 1; i <= 21; i++) expect(page).toContain(`>S${String(i).padStart(2, '0')}<small>Road ${i}</small>`);
    for (const seed of [1, 2, 3]) expect(page).toContain(`Clearway, seed ${seed}`);
    for (const key of ['request: too-early', 'match: late', 'interlock: max-presence']) expect(page).toContain(key);
  });

  test('It draws each arm with all stop bars, and all arms on one time axis', () => {
    const diagrams = page.split('<figure class="chart">').filter((figure) => figure.includes('class="path-halo"'));
    expect(diagrams).toHaveLength(4);
    for (const diagram of diagrams) expect(diagram.match(/<g><title>S\d\d /g)).toHaveLength(21);
    const axes = diagrams.map((diagram) => diagram.match(/class="grid" d="[^"]+"/g)?.join());
    expect(new Set(axes).size).toBe(1);
  });

  test.each([['S01'], ['GS_cluster_357187_359543'], ['Stadtwaldgürtel / Dürener Straße, Nord']])(
    'Given junctions named like %s, then their names stand within the drawing',
    (name) => {
      const results = imaginedResults([1]).map((run) => ({
        ...run,
        trace: { ...run.trace, junctions: run.trace.junctions.map((junction) => ({ ...junction, junction: name })) },
      }));
      const labels = [...report([1], results).matchAll(/<text class="tick" x="([\d.]+)" y="[\d.]+" text-anchor="end">([^<]+)/g)];
      const names = labels.filter(([, , text = '']) => name.startsWith(text.replace('…', '')));
      expect(names.length).toBeGreaterThan(20);
      for (const [, x, text = ''] of names) expect(Number(x) - LABEL_CHAR * text.length).toBeGreaterThan(0);
    },
  );

  test('It asks for nothing from outside and runs no script', () => {
    expect(page).not.toMatch(/https?:|\/\/[a-z]|<script|<link|<img|@import|url\(/i);
  });

  test('It says what it does not show: simulated, schematic, too few seeds', () => {
    for (const words of ['Everything here is simulated', 'The map is schematic', '3 seeds are too few'])
      expect(page).toContain(words);
  });

  test('It tells the cost in the same breath as the gain', () => {
    const [, title = ''] = page.match(/<h1>(.*?)<\/h1>/) ?? [];
    expect(title).toMatch(/ instead of .* with [\d.]+\u00a0% more time lost on the cross streets$/);
    expect(page).toMatch(/faster than the 120\u00a0s trigger \(faster on 3 of 3 seeds\) with [\d.]+\u00a0% more time lost/);
  });

  test('It says under which rules the figures hold, and what was fitted to what', () => {
    for (const words of [
      'for at most 300 s while others wait',
      'vehicles per lane stood in queues before its stop bars',
      'Random: each junction begins anywhere in its cycle',
      'chosen on the two scenarios of Shixin Road',
      'after the passage every one of them serves the stage with most waiting',
      '3,200 s, the same in every arm',
      'waiting at the edge of the city for a gap to enter included',
    ])
      expect(page).toContain(words);
  });

  test('Given junctions of the route with other limits of presence, then their span, and none off the route', () => {
    const limits = new Map([
      ['S03', 90],
      ['S04', 240],
    ]);
    const junctions = subject.map.junctions.map((junction) => ({
      ...junction,
      maxPresenceS: limits.get(junction.id) ?? 120,
    }));
    const elsewhere = { ...junctions[0]!, id: 'ELSEWHERE', maxPresenceS: 600 };
    const results = imaginedResults([1]);
    const summary = summarise({ ...head, seeds: [1], floorS: [400] }, arms, results);
    const map = { ...subject.map, junctions: [...junctions, elsewhere] };
    expect(renderReport(summary, results, { ...subject, map })).toContain('for at most 90 to 240 s, by junction,');
  });

  test('Given coordinated offsets, then the page says along which way and how fast', () => {
    const offsets = { kind: 'progression', along: ['S01', 'S02', 'S21'], speedMps: 40 / 3.6 } as const;
    const programmes = subject.scenario.programmes.map((rule) => ({ ...rule, offsets }));
    const results = imaginedResults([1]);
    const summary = summarise({ ...head, seeds: [1], floorS: [400] }, arms, results);
    const coordinated = renderReport(summary, results, { ...subject, scenario: { ...subject.scenario, programmes } });
    expect(coordinated).toContain('Coordinated from S01 to S21 at 40 km/h');
    expect(coordinated).not.toContain('Random: each junction');
  });

  test('It says how others’ time was measured and what the saving is against', () => {
    expect(page).toContain(`Others are measured from ${subject.scenario.warmUpS.toLocaleString('en-GB')} s`);
    expect(page).toContain('Every saving and every cost is against it, seed by seed.');
  });

  test('Given safety violations, then the page opens with the failure', () => {
    const results = imaginedResults([1]).map((r) =>
      r.arm === 'clearway' ? { ...r, violations: ['S03: NBT and EBT green'] } : r,
    );
    const failed = report([1], results);
    expect(failed).toContain('<b>Safety violations: Clearway 1.</b> These runs have failed');
    expect(page).not.toContain('Safety violations:');
  });

  test('Given a junction not passed on green, then the table says why', () => {
    const results = imaginedResults([1]).map((r) => (r.arm === 'clearway' ? withLateGreen(r) : r));
    expect(report([1], results)).toMatch(/<span class="no">no<\/span>: red for another \d+ s when it came within 50 m/);
  });

  test('Given an arm of ours that is slower, then the page says slower and lost', () => {
    const results = imaginedResults([1, 2]).map((r) =>
      r.arm === 'clearway' ? { ...r, drive: { kind: 'arrived', timeS: 5000 } as const } : r,
    );
    const slow = report([1, 2], results);
    expect(slow).toContain('cost the ambulance');
    expect(slow).toMatch(/slower than the 30\u00a0s trigger \(faster on 0 of 2 seeds\)/);
  });

  test('Names from a map or scenario are shown and never run', () => {
    const scenario = { ...subject.scenario, title: '<script>alert(1)</script> & "co"' };
    const results = imaginedResults([1]);
    const summary = summarise({ ...head, seeds: [1], floorS: [400] }, arms, results);
    const escaped = renderReport(summary, results, { ...subject, scenario });
    expect(escaped).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;co&quot;');
    expect(escaped).not.toContain('<script');
  });
});

type Result = ReturnType<typeof imaginedResults>[number];

/** Its first light turns green only 3 s before the ambulance crosses. */
function withLateGreen(result: Result): Result {
  const [first, ...others] = result.trace.junctions;
  const crossedS = result.trace.path.find(([, m]) => m >= first!.distanceM)![0];
  const lamps = [
    { fromS: 0, lamp: 'red' },
    { fromS: crossedS - 1, lamp: 'green' },
  ] as const;
  return { ...result, trace: { ...result.trace, junctions: [{ ...first!, lamps, passedOnGreen: false }, ...others] } };
}
