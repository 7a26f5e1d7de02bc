import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { crossLinksOf, windowFigures } from '../../src/experiment/window.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
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

describe('the cross streets of a route', () => {
  const index = indexMap(loadScenario('scenarios/quick-3.yaml').map);
  const crossing = (route: readonly string[], nodes: readonly string[]): string[] =>
    crossLinksOf(index, [route], nodes)
      .map((number) => index.map.links[number]!.id)
      .sort();

  it('are the approaches of its junctions from the sides; its own road is none, the way against it neither', () => {
    const northbound = ['SOUTH-Q1', 'Q1-Q2', 'Q2-Q3', 'Q3-NORTH'];
    const sides = ['Q1E-Q1', 'Q1W-Q1', 'Q2E-Q2', 'Q2W-Q2', 'Q3E-Q3', 'Q3W-Q3'];
    expect(crossing(northbound, ['Q1', 'Q2', 'Q3'])).toEqual(sides);
    expect(crossing(northbound.slice(0, 2), ['Q1'])).toEqual(['Q1E-Q1', 'Q1W-Q1']);
  });

  it('where the route turns off, hold the road ahead, which it leaves, and the far side of the street it turns into', () => {
    expect(crossing(['SOUTH-Q1', 'Q1-Q2', 'Q2-Q2E'], ['Q1', 'Q2'])).toEqual(['Q1E-Q1', 'Q1W-Q1', 'Q2W-Q2', 'Q3-Q2']);
  });
});
