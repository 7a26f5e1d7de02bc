import { describe, expect, test } from 'vitest';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { programmesOf } from '../../src/scenario/programmes.ts';
import type { OffsetRule, ProgrammeRule } from '../../src/scenario/scenario.ts';
import { scenarioWith, twoJunctions } from './two-junctions.ts';

const index = indexMap(twoJunctions());
const rule = scenarioWith().programmes[0] as ProgrammeRule;

function offsets(rules: readonly ProgrammeRule[], seed: number): Record<string, number> {
  const programmes = programmesOf(scenarioWith({ programmes: rules }), index, seed);
  return Object.fromEntries(programmes.map(({ junction, offsetS }) => [junction, offsetS]));
}

function withOffsets(rules: OffsetRule): ProgrammeRule {
  return { ...rule, offsets: rules };
}

describe('programmes of a seed', () => {
  test('every junction gets the timing of the rule that names it, else of the one for all others', () => {
    const programmes = programmesOf(scenarioWith({ programmes: [rule, { ...rule, junctions: ['J2'], cycleS: 100 }] }), index, 1);
    expect(programmes.map(({ junction, cycleS }) => [junction, cycleS])).toEqual([
      ['J1', 80],
      ['J2', 100],
    ]);
  });

  test('random offsets are whole seconds inside the cycle, spread over all of it, and each junction has its own', () => {
    const seeds = Array.from({ length: 300 }, (_, seed) => offsets([rule], seed));
    const firsts = seeds.map(({ J1 }) => J1 as number);
    expect(firsts.every((s) => Number.isInteger(s) && s >= 0 && s < 80)).toBe(true);
    expect(Math.min(...firsts)).toBeLessThan(3);
    expect(Math.max(...firsts)).toBeGreaterThan(76);
    expect(seeds.filter(({ J1, J2 }) => J1 === J2).length).toBeLessThan(15);
    expect(offsets([rule], 4)).toEqual(offsets([rule], 4));
  });

  test('a progression starts each green when a platoon arrives: 420 m at 12 m/s are 35 s, at any common shift', () => {
    const progression = withOffsets({ kind: 'progression', along: ['J1', 'J2'], speedMps: 12 });
    const drawn = [1, 2, 3, 4].map((seed) => offsets([progression], seed));
    for (const { J1, J2 } of drawn) expect(((J2 as number) - (J1 as number) + 80) % 80).toBe(35);
    expect(new Set(drawn.map(({ J1 }) => J1)).size).toBeGreaterThan(1);
  });

  test('fixed offsets are taken as they stand', () => {
    expect(offsets([withOffsets({ kind: 'fixed', offsetS: { J1: 5, J2: 17 } })], 9)).toEqual({ J1: 5, J2: 17 });
  });
});
