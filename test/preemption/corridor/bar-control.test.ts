import { describe, expect, it } from 'vitest';
import { type BarLight, type Decision, type Hold, NEVER, writeGreens } from '../../../src/preemption/corridor/bar-control.ts';
import { STEP_S } from '../../../src/preemption/corridor/corridor.ts';
import { ownGreens } from '../../../src/preemption/corridor/own-programme.ts';
import { HORIZON_STEPS } from '../../../src/preemption/corridor/roll-out.ts';

const HOLD: Hold = { transitionNowS: 9, transitionS: 12, pauseS: 54, firstS: 72, laterS: 66, now: undefined };

function greensOf(decision: Decision, hold: Hold = HOLD, own = new Uint8Array(HORIZON_STEPS)): (atS: number) => boolean {
  const light: BarLight = { own, hold, turnInVehPerS: 0 };
  const greens = new Uint8Array(HORIZON_STEPS);
  writeGreens(light, decision, greens, 0);
  return (atS) => greens[Math.floor(atS / STEP_S)] === 1;
}

describe('what a decision lets the ambulance see', () => {
  it('given a begin in a minute, then green comes a transition after it, and ends where the streets that wait must be served', () => {
    const isGreen = greensOf({ beginS: 60, pauseS: NEVER });
    expect([30, 66, 75, 126].map(isGreen)).toEqual([false, false, true, true]);
    expect([135, 180].map(isGreen)).toEqual([false, false]);
    expect([189, 249].map(isGreen)).toEqual([true, true]);
    expect(isGreen(258)).toBe(false);
  });

  it('given that its own programme shows green when the hold begins, then it stays green', () => {
    const isGreen = greensOf({ beginS: 60, pauseS: NEVER }, HOLD, new Uint8Array(HORIZON_STEPS).fill(1));
    expect([0, 57, 60, 63, 129].map(isGreen)).toEqual([true, true, true, true, true]);
    expect(isGreen(135)).toBe(false);
  });

  it('given a pause before the limit, then the round begins then, and the next hold is as long as a hold between two rounds', () => {
    const isGreen = greensOf({ beginS: 0, pauseS: 30 }, { ...HOLD, now: { leftS: 60, servingS: 0 } });
    expect([12, 27, 30, 81, 84, 147, 153].map(isGreen)).toEqual([true, true, false, false, true, true, false]);
  });

  it('given a round under way, then green comes when it is over', () => {
    const isGreen = greensOf({ beginS: 0, pauseS: 6 }, { ...HOLD, now: { leftS: 20, servingS: 39 } });
    expect([0, 36, 39, 102, 108].map(isGreen)).toEqual([false, false, true, true, false]);
  });

  it('given a junction that nothing can be asked of, then its own programme is all there is', () => {
    const own = ownGreens({ group: 'NBT', lamp: 'green', sinceMs: 0, likelyEndMs: 30_000 }, { greenS: 40, redS: 60 }, 0);
    const greens = new Uint8Array(HORIZON_STEPS);
    writeGreens({ own, hold: undefined, turnInVehPerS: 0 }, { beginS: 0, pauseS: 0 }, greens, 0);
    expect(greens).toEqual(own);
  });
});

describe('the own programme of a junction, foretold', () => {
  const isGreen = (row: Uint8Array) => (atS: number) => row[Math.floor(atS / STEP_S)] === 1;

  it('given a red with its announced end, then green follows for as long as it was seen, then red', () => {
    const row = ownGreens({ group: 'NBT', lamp: 'red', sinceMs: 0, likelyEndMs: 30_000 }, { greenS: 42, redS: 60 }, 0);
    expect([0, 27, 30, 69, 72, 129, 132].map(isGreen(row))).toEqual([false, false, true, true, false, false, true]);
  });

  it('given a green without an announced end, then it lasts as long as greens were seen to', () => {
    const row = ownGreens({ group: 'NBT', lamp: 'green', sinceMs: -12_000 }, { greenS: 42, redS: 60 }, 0);
    expect([0, 27, 30].map(isGreen(row))).toEqual([true, true, false]);
  });

  it('given a group that is not reported, then it counts as open', () => {
    expect(ownGreens(undefined, undefined, 0).every((green) => green === 1)).toBe(true);
  });
});
