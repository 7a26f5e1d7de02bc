import { describe, expect, it } from 'vitest';
import { checkLimits } from '../../src/evaluation/limit-check.ts';
import { InvariantBroken } from '../../src/kernel/assert.ts';
import { imaginedResults } from '../support/run-results.ts';

const SEEDS = [1, 2];
const runs = imaginedResults(SEEDS);
const fastestS = Math.min(
  ...runs.flatMap(({ fleet }) => fleet.flatMap(({ drive }) => (drive.kind === 'arrived' ? [drive.timeS] : []))),
);

function floorsOf(aloneS: number) {
  return SEEDS.map(() => ({ aloneS: [aloneS], trafficS: [aloneS * 1.25] }));
}

describe('what cannot be', () => {
  it('is looked for in every run, and how near the nearest came is told', () => {
    const limits = checkLimits(runs, SEEDS, floorsOf(fastestS / 2));
    expect(limits).toEqual({ runs: runs.length, leastOverFloor: 2, leastOverRed: null, violations: 0 });
  });

  it('a drive faster than alone on all green is the fault of the simulation', () => {
    expect(() => checkLimits(runs, SEEDS, floorsOf(fastestS + 1))).toThrow(InvariantBroken);
  });

  it('so is a cross street that loses less than its red lights imply', () => {
    const [first, ...rest] = runs;
    const losing = (lossS: number) => [{ ...first!, crossStreets: [{ link: 'A-B', lossS, redLeastS: 100 }] }, ...rest];
    expect(checkLimits(losing(150), SEEDS, floorsOf(1)).leastOverRed).toBe(1.5);
    expect(() => checkLimits(losing(99), SEEDS, floorsOf(1))).toThrow(/its red lights imply 100 s/);
  });

  it('violations of safety are counted', () => {
    const unsafe = runs.map((run, i) => (i === 0 ? { ...run, violations: ['conflict at S01'] } : run));
    expect(checkLimits(unsafe, SEEDS, floorsOf(1)).violations).toBe(1);
  });
});
