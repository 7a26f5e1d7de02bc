import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { summarise } from '../../src/experiment/summarise.ts';
import type { ArmSummary } from '../../src/experiment/summary.ts';
import { armViews } from '../../src/report/arm-view.ts';
import { armsTable } from '../../src/report/arms-table.ts';
import { IMAGINED_ARMS, imaginedResults } from '../support/run-results.ts';

/** Which figure of the summary must stand under which head, and how many decimals it is shown with. */
const COLUMNS: Readonly<Record<string, readonly [keyof ArmSummary, number]>> = {
  'Ambulance s': ['ambulanceTimeS', 0],
  'Saved s': ['savedS', 0],
  'Saved per junction s': ['savedPerJunctionS', 1],
  'On green': ['junctionsOnGreen', 1],
  Stops: ['stops', 1],
  'Stopped s': ['stoppedS', 0],
  'Others’ mean delay s': ['othersMeanDelayS', 1],
  'Cross-street loss %': ['crossLossPct', 1],
  'Price veh·s per s': ['pricePerS', 0],
  'Recovery s': ['recoveryS', 0],
  Violations: ['violations', 0],
};
const DIFFERENCES: readonly (keyof ArmSummary)[] = ['savedS', 'savedPerJunctionS', 'crossLossPct', 'pricePerS'];

const seeds = [1, 2, 3];
const { scenario } = loadScenario('scenarios/hangzhou-shixin-21.yaml');
const results = imaginedResults(seeds).map((result, i) => {
  const junctionsOnGreen = result.junctionsOnGreen - (i % 4);
  return { ...result, junctionsOnGreen, violations: Array.from({ length: i }, () => 'a rule') };
});
const names = IMAGINED_ARMS.map(({ arm }) => arm);
const head = { version: '0', scenario: scenario.name, map: 'imagined', seeds, floorS: seeds.map(() => 400) };
const summary = summarise(head, names, results);
const { text } = armsTable(armViews(summary, results, scenario), seeds, 21);
const [means, perSeed] = text.split('<details>').map(rowsOf) as [string[][], string[][]];

/** Texts of the cells, row by row, the interval cut off. */
function rowsOf(html: string): string[][] {
  return [...html.matchAll(/<tr.*?<\/tr>/gs)].map(([row]) =>
    [...row.matchAll(/<(t[hd])\b[^>]*>(.*?)<\/\1>/gs)].map(([, , cell = '']) =>
      cell
        .replace(/<small>±.*/s, '')
        .replace(/<[^>]+>/g, '')
        .trim(),
    ),
  );
}

/** A cell as a person reads it: `+1,323.5` and `20.3 of 21` are 1323.5 and 20.3. */
function numberIn(cell: string | undefined): number {
  return Number(
    cell
      ?.replace(/ of \d+$/, '')
      .replace('−', '-')
      .replace(/[+,]/g, ''),
  );
}

/** Compares a row with what the summary says, column by column, by the heads. */
function expectRow(heads: readonly string[], row: readonly string[], arm: string, seed?: number): void {
  heads.forEach((name, i) => {
    const [key, digits] = COLUMNS[name] ?? [];
    expect(key, `column ${name} is in the summary`).toBeDefined();
    const value = summary.arms[arm]?.[key as keyof ArmSummary] as ArmSummary['savedS'] | number | null;
    if (value === null || (arm === 'none' && DIFFERENCES.includes(key as keyof ArmSummary))) {
      expect(row[i], `${arm}, ${name}`).toBe('–');
      return;
    }
    const wanted = typeof value === 'number' ? value : seed === undefined ? value.mean : value.perSeed[seed];
    expect(Math.abs(numberIn(row[i]) - (wanted as number)), `${arm}, ${name}: ${row[i]}`).toBeLessThanOrEqual(
      0.5001 * 10 ** -(digits as number),
    );
  });
}

describe('the table of arms', () => {
  it('has a column for every figure of comparison', () => {
    expect(new Set(means[0]!.slice(1))).toEqual(new Set(Object.keys(COLUMNS)));
  });

  it.each(names.map((arm, i) => ({ arm, i })))(
    'shows for $arm, under each head, the mean that the summary holds',
    ({ arm, i }) => {
      expectRow(means[0]!.slice(1), means[i + 1]!.slice(1), arm);
    },
  );

  it('shows beneath the same figures of every arm on every seed', () => {
    const [heads, ...rows] = perSeed;
    expect(rows).toHaveLength(names.length * seeds.length);
    rows.forEach((row, n) => {
      const [arm, seed] = [names[Math.floor(n / seeds.length)]!, n % seeds.length];
      expect(row[0]).toMatch(new RegExp(`, seed ${seeds[seed]}$`));
      expectRow(heads!.slice(1), row.slice(1), arm, seed);
    });
  });
});
