import { expect, test } from 'vitest';
import { summarise } from '../../src/experiment/summarise.ts';
import { renderTable } from '../../src/report/console-table.ts';
import { IMAGINED_ARMS, imaginedResults } from '../support/run-results.ts';

function table(seeds: readonly number[]): string {
  const head = { version: '0.1.0', scenario: 'imagined', map: 'imagined', seeds, floorS: seeds.map(() => 400) };
  const arms = IMAGINED_ARMS.map(({ arm }) => arm);
  return renderTable(summarise(head, arms, imaginedResults(seeds)));
}

test('Given one seed, then a row per arm with plain figures', () => {
  expect(table([1])).toMatchInlineSnapshot(`
    "───────────────────────────────────────────────────────────────────────────────────────────────
    arm       ambulance  saved  per junc-        on  stops  stopped  others'  cross-street  viola- 
                      s      s     tion s     green               s  delay s        loss %   tions 
    ───────────────────────────────────────────────────────────────────────────────────────────────
    none          1,739                    21 of 21     14    1,323    208.2                     0 
    eta-30          834    906       43.1  21 of 21     19      417    210.5          +7.4       0 
    eta-120       1,032    707       33.7  21 of 21     16      616    217.2         +29.7       0 
    clearway        416  1,323       63.0  21 of 21      0        0    226.2         +59.3       0 
    ───────────────────────────────────────────────────────────────────────────────────────────────
    imagined, one seed. Ambulance alone on all green: 400 s."
  `);
});

test('Given several seeds, then means with their intervals, within a wide terminal', () => {
  const text = table([1, 2, 3, 4, 5]);
  expect(text).toMatch(/clearway\s+\d[\d,]* ± \d+/);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(125);
});
