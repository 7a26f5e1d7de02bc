import { describe, expect, it } from 'vitest';
import { idm } from '../../src/simulator/microscopic/idm.ts';
import { CAR } from '../../src/simulator/microscopic/kinds.ts';

const APPROACH = 1 / (2 * Math.sqrt(2 * CAR.accelerationMps2));

/** A car at a speed behind something `gapM` ahead that moves at `leaderMps`. */
function behind(speedMps: number, gapM: number, leaderMps: number): number {
  return idm(speedMps, 13.9, gapM, speedMps - leaderMps, 1.25, CAR.accelerationMps2, APPROACH, CAR.jamGapM);
}

describe('a driver', () => {
  it('brakes before an obstacle that cannot be avoided as hard as tyres can, and no harder', () => {
    expect(behind(13.9, 5, 0)).toBe(-9);
  });

  it('brakes for a halt 25 m ahead with what it takes and the comfortable rate besides', () => {
    // 13.9² / (2 * 24) = 4.0 m/s² would do.
    expect(behind(13.9, 25, 0)).toBeCloseTo(-6.0, 1);
  });

  it('opens a gap that somebody cut short calmly, when it grows no smaller', () => {
    expect(behind(13.9, 5, 13.9)).toBe(-3);
  });
});
