import { describe, expect, it } from 'vitest';
import { windowFigures } from '../../src/experiment/window.ts';
import type { TrafficTotals } from '../../src/simulator/simulator.ts';

function totals(change: Partial<TrafficTotals>): TrafficTotals {
  return {
    wanted: 0,
    inside: 0,
    waiting: 0,
    left: 0,
    missedTurns: 0,
    lossS: new Float64Array(3),
    spentS: new Float64Array(3),
    ...change,
  };
}

describe('the figures of a window', () => {
  it('are what was lost in it, over all vehicles that were inside, waited, or wanted to enter', () => {
    const start = totals({ wanted: 100, inside: 30, waiting: 10, left: 60, lossS: Float64Array.of(50, 60, 70) });
    const end = totals({ wanted: 160, inside: 20, waiting: 0, left: 140, lossS: Float64Array.of(150, 260, 370) });
    expect(windowFigures(start, end, [1])).toEqual({ lossS: 600, meanDelayS: 6, crossLossS: 200 });
  });

  it('are zero in an empty city', () => {
    expect(windowFigures(totals({}), totals({}), [0])).toEqual({ lossS: 0, meanDelayS: 0, crossLossS: 0 });
  });
});
