import { describe, expect, it } from 'vitest';
import { timeLeftText } from '../../src/cli/simulate-progress.ts';

describe('the time left', () => {
  it.each([
    [0, 0, 4, 'time left not known yet'],
    [900, 0.05, 4, 'time left not known yet'],
    [10_000, 1, 4, '30 s to go'],
    [100_000, 10, 120, '18 min to go'],
    [200_000, 3, 120, '2 h 10 min to go'],
    [60_000, 4, 4, '0 s to go'],
  ])('after %i ms and %d of %i runs is: %s', (tookMs, runs, all, text) => {
    expect(timeLeftText(tookMs, runs, all)).toBe(text);
  });
});
