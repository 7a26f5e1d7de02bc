import { describe, expect, it } from 'vitest';
import { checkRandomRun } from '../../bench/gates/random-run.ts';
import { twoLanesIntoOne } from '../support/simulator-maps.ts';

const map = twoLanesIntoOne();

describe('given two lanes that go on as one, below the capacity of one', () => {
  it.each([0.5, 1])('then drivers zip in time: nobody brakes harder than tyres can, steps of %d s', (stepS) => {
    for (const seed of [1, 2, 3, 4]) {
      const check = checkRandomRun({ map, seed, stepS, headwayS: 3600 / 1400, endS: 900 });
      expect([...check.onLanes, ...check.impossible]).toEqual([]);
    }
  });
});
