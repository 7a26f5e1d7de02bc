import { describe, expect, it } from 'vitest';
import { compileProgramme, entryAt, nextChangeMs, placeAt, programmeLamp } from '../../src/signal/programme-plan.ts';
import { fourLegs, fourLegsProgramme } from '../support/junctions.ts';

const plan = (offsetS: number) => compileProgramme(fourLegs, { ...fourLegsProgramme, offsetS });

/** Stage number `n` from the cycle under way at a second: its name, and the seconds of its green. */
function entry(second: number, n: number, offsetS = 0): readonly [string, number, number] {
  const { stage, startMs, endMs } = entryAt(plan(offsetS), 1000 * second, n);
  return [stage, startMs / 1000, endMs / 1000];
}

function lamp(group: string, second: number, offsetS = 0): readonly [string, number] {
  const number = fourLegs.groups.findIndex(({ id }) => id === group);
  const { lamp, sinceMs } = programmeLamp(plan(offsetS), number, fourLegs.groups[number]!, 1000 * second);
  return [lamp, sinceMs / 1000];
}

describe('the stages of a programme', () => {
  it('begin with the first at second 0, each with an intergreen after it', () => {
    expect([0, 1, 2, 3].map((n) => entry(0, n))).toEqual([
      ['A', 0, 35],
      ['B', 40, 50],
      ['C', 55, 80],
      ['D', 85, 95],
    ]);
  });

  it('are followed by those of the next cycle', () => {
    expect(entry(99.999, 4)).toEqual(['A', 100, 135]);
    expect(entry(1_792_000_090, 3)).toEqual(['D', 1_792_000_085, 1_792_000_095]);
  });

  it('come later by the offset, before the epoch as well', () => {
    expect(entry(25, 0, 25)).toEqual(['A', 25, 60]);
    expect(entry(24, 0, 25)).toEqual(['A', -75, -40]);
    expect(entry(-10, 3)).toEqual(['D', -15, -5]);
    expect(entry(20, 0, 225)).toEqual(['A', -75, -40]);
  });
});

describe('the lamps of a programme', () => {
  it('a vehicle group is green exactly until its end, then yellow, then red until its next stage', () => {
    expect(lamp('NBT', 34.999)).toEqual(['green', 0]);
    expect(lamp('NBT', 35)).toEqual(['yellow', 35]);
    expect(lamp('NBT', 38)).toEqual(['red', 38]);
    expect(lamp('NBT', 99)).toEqual(['red', 38]);
    expect(lamp('NBT', 20, 25)).toEqual(['red', -37]);
  });

  it('a pedestrian group walks, flashes for its clearance up to the end of the stage, and is red', () => {
    expect(lamp('P-E', 24)).toEqual(['green', 0]);
    expect(lamp('P-E', 25)).toEqual(['flashing', 25]);
    expect(lamp('P-E', 35)).toEqual(['red', 35]);
  });
});

describe('between its changes a programme', () => {
  it.each([
    [0, 25],
    [24.999, 25],
    [25, 35],
    [35, 38],
    [95, 98],
    [98, 100],
    [100, 125],
    [-2.5, -2],
  ])('at second %d shows the same lamps until second %d', (second, nextS) => {
    expect(nextChangeMs(plan(0), 1000 * second) / 1000).toBe(nextS);
  });

  it('is in the stage that is green, or before the one that comes next', () => {
    expect([0, 34.9, 35, 40, 84, 94.9, 95, 100].map((second) => placeAt(plan(0), 1000 * second))).toEqual([
      0, 0, 1, 1, 3, 3, 0, 0,
    ]);
  });
});
