import { describe, expect, it } from 'vitest';
import { INITIAL_FREE_FACTOR, observedFreeFactor } from '../../../src/preemption/arrival/observed-pace.ts';
import type { StopForecast } from '../../../src/preemption/forecast.ts';

const LIMIT_MPS = 50 / 3.6;

/** What a vehicle that drives at `factor` of the limit for `looks` looks is taken to drive freely, with so many in front of it. */
function seenAt(factor: number, looks: number, queueVeh = 0): number {
  const next = { queueVeh, distanceM: 200 } as StopForecast;
  return Array.from({ length: looks }).reduce<number>(
    (before) => observedFreeFactor(before, factor * LIMIT_MPS, LIMIT_MPS, next),
    INITIAL_FREE_FACTOR,
  );
}

describe('the free speed of a vehicle as it is seen', () => {
  it('given a vehicle that drives at the limit on open road, then it is soon expected to', () => {
    expect(seenAt(1, 60)).toBeLessThan(1.03);
  });

  it('given one in traffic, or that stands, then nothing is learnt of its free speed', () => {
    expect(seenAt(0.7, 60, 4)).toBe(INITIAL_FREE_FACTOR);
    expect(seenAt(0.1, 60)).toBe(INITIAL_FREE_FACTOR);
  });

  it('believes a faster speed sooner than a slower one', () => {
    expect(seenAt(1.35, 3) - INITIAL_FREE_FACTOR).toBeGreaterThan(INITIAL_FREE_FACTOR - seenAt(1.15, 3));
  });
});
