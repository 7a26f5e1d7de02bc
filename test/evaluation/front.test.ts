import { describe, expect, it } from 'vitest';
import { leastCost, leastTimeS, type Point } from '../../src/evaluation/front.ts';
import { frontGaps } from '../../src/evaluation/front-gaps.ts';
import type { SeedFigures } from '../../src/evaluation/seed-figures.ts';

const FRONT: readonly Point[] = [
  { cost: 0, timeS: 1000 },
  { cost: 10, timeS: 600 },
  { cost: 30, timeS: 500 },
];

describe('a front', () => {
  it('gives at a cost between two points what a mixture of them gives', () => {
    expect(leastTimeS(FRONT, 5)).toBe(800);
    expect(leastTimeS(FRONT, 20)).toBe(550);
  });

  it('gives above its dearest point what that one gives, and nothing below its cheapest', () => {
    expect(leastTimeS(FRONT, 100)).toBe(500);
    expect(leastTimeS(FRONT, -1)).toBeNull();
  });

  it('costs least for a time in the same way', () => {
    expect(leastCost(FRONT, 550)).toBe(20);
    expect(leastCost(FRONT, 499)).toBeNull();
  });

  it('passes over a point that a mixture of others beats', () => {
    expect(leastTimeS([...FRONT, { cost: 20, timeS: 900 }], 20)).toBe(550);
  });
});

describe('the gap to another arm', () => {
  const seeds = Array.from({ length: 10 }, (_, i) => i);
  const arm = (cost: number, timeS: number): SeedFigures => ({
    timeS: seeds.map((i) => timeS + i),
    othersVehH: seeds.map(() => cost),
    crossPct: seeds.map(() => cost),
  });
  const arms = new Map([
    ['none', arm(0, 1000)],
    ['eta-120', arm(20, 570)],
    ['ours', arm(20, 500)],
  ]);

  it('is what ours gives more for the same, with an interval that pairs the seeds', () => {
    const [gap] = frontGaps(arms, ['ours'], 'othersVehH');
    expect(gap).toMatchObject({ other: 'eta-120', axis: 'othersVehH', timeS: -70 });
    expect(gap!.timeBoot95![0]).toBeCloseTo(-70);
    expect(gap!.timeBoot95![1]).toBeCloseTo(-70);
    expect(gap!.cost).toBeCloseTo(-20 * (70 / 500));
  });
});
