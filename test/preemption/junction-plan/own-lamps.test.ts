import { describe, expect, it } from 'vitest';
import { STEP_S, STEPS, stepAt } from '../../../src/preemption/junction-plan/horizon.ts';
import { noteOwed, ownLamps } from '../../../src/preemption/junction-plan/own-lamps.ts';

const NOW_MS = 5_000_000;
const cycle = { greenS: 20, redS: 80 };

describe('what a programme will show', () => {
  it('given an announced end of green, then red from it, and green again after the red that was seen', () => {
    const shown = { group: 'EBT', lamp: 'green', sinceMs: NOW_MS - 8_000, likelyEndMs: NOW_MS + 12_000 } as const;
    const green = ownLamps(shown, cycle, NOW_MS);
    expect([0, 10, 14, 90, 94, 110].map((s) => green[stepAt(s)])).toEqual([1, 1, 0, 0, 1, 1]);
  });

  it('given a yellow, then the red that it begins counts from it', () => {
    const shown = { group: 'EBT', lamp: 'yellow', sinceMs: NOW_MS, likelyEndMs: NOW_MS + 3_000 } as const;
    const green = ownLamps(shown, cycle, NOW_MS);
    expect([2, 78, 82].map((s) => green[stepAt(s)])).toEqual([0, 0, 1]);
  });

  it('given a pedestrian clearance, then the red that it begins counts from it', () => {
    const shown = { group: 'P-S', lamp: 'flashing', sinceMs: NOW_MS, likelyEndMs: NOW_MS + 12_000 } as const;
    const green = ownLamps(shown, cycle, NOW_MS);
    expect([2, 14, 78, 82].map((s) => green[stepAt(s)])).toEqual([0, 0, 0, 1]);
  });

  it('given people who walk, then walk and clearance are owed until they are over', () => {
    const owedS = new Float64Array(STEPS);
    const group = { kind: 'pedestrian', id: 'P-S', crosses: [], walkS: 7, clearanceS: 12 } as const;
    const shown = { group: 'P-S', lamp: 'green', sinceMs: NOW_MS } as const;
    const green = new Uint8Array(STEPS).fill(1, 0, 4);
    noteOwed(group, shown, green, NOW_MS, owedS);
    expect(owedS[0]).toBe(19);
    // Four steps of walking, then twelve seconds of clearance.
    expect(owedS[4]).toBe(11);
    expect(owedS[stepAt(20 + STEP_S)]).toBe(0);
  });
});
