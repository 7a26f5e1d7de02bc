import { describe, expect, it } from 'vitest';
import { ambulanceDelayS, freeFromS, type Passage } from '../../../src/preemption/junction-plan/ambulance-delay.ts';
import { STEP_S, STEPS, stepAt } from '../../../src/preemption/junction-plan/horizon.ts';

const PASSAGE_S = 120;

/** Green from `greenS` on; a queue per lane that stands until then and is gone `clearS` later. */
function bar(greenS: number, queueVeh: number, clearS: number) {
  const laneQueueVeh = new Float64Array(STEPS);
  const green = new Uint8Array(STEPS);
  for (let step = 0; step < STEPS; step++) {
    const sinceS = step * STEP_S - greenS;
    green[step] = sinceS >= 0 ? 1 : 0;
    laneQueueVeh[step] = sinceS < 0 ? queueVeh : Math.max(0, queueVeh * (1 - sinceS / clearS));
  }
  return { laneQueueVeh, green, joinedVeh: new Float64Array(STEPS) };
}

/** At a bar that a hold turns green at `greenS`. */
const passage = (greenS: number, remainingM = 5000): Passage => ({ passageS: PASSAGE_S, remainingM, waveFromS: greenS });

describe('what an ambulance loses at a stop bar', () => {
  it('is less, the longer the queue has been gone', () => {
    const delays = [100, 80, 60, 40, 20].map((greenS) => ambulanceDelayS(bar(greenS, 8, 16), PASSAGE_S, passage(greenS)));
    for (const [i, delayS] of delays.entries()) if (i > 0) expect(delayS).toBeLessThan(delays[i - 1]!);
  });

  it('is at least the discharge of the queue that still stands', () => {
    const standing = bar(110, 8, 60);
    const queueVeh = standing.laneQueueVeh[stepAt(PASSAGE_S - STEP_S)]!;
    expect(ambulanceDelayS(standing, PASSAGE_S, passage(110))).toBeGreaterThan(1.9 * queueVeh);
  });

  it('is the wait, where it comes on red before the green', () => {
    expect(ambulanceDelayS(bar(100, 0, 1), 80, passage(100))).toBeGreaterThanOrEqual(20);
    expect(ambulanceDelayS(bar(100, 0, 1), 95, passage(100))).toBeLessThan(12);
  });

  it('has its bar free from when the queue has gone, and never where that still stands at the passage', () => {
    const freeS = freeFromS(bar(60, 8, 16), PASSAGE_S)!;
    expect(freeS).toBeGreaterThanOrEqual(60 + 12);
    expect(freeS).toBeLessThanOrEqual(60 + 16);
    expect(freeFromS(bar(110, 8, 60), PASSAGE_S)).toBeUndefined();
  });

  it('is more where others have been let into the road behind', () => {
    const alone = bar(60, 0, 1);
    const met = { ...alone, joinedVeh: new Float64Array(STEPS).fill(2) };
    expect(ambulanceDelayS(met, PASSAGE_S, passage(60))).toBeGreaterThan(ambulanceDelayS(alone, PASSAGE_S, passage(60)) + 2);
  });

  it('counts nothing of those let go whom it cannot reach before its way ends', () => {
    const early = bar(40, 8, 16);
    expect(ambulanceDelayS(early, PASSAGE_S, passage(40, 200))).toBeLessThan(
      ambulanceDelayS(early, PASSAGE_S, passage(40, 9000)),
    );
  });
});
