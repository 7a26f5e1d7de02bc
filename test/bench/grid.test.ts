import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findEdge, type Grid, HEADINGS, isJunction, nodesOf } from '../../bench/sim/grid.ts';
import { gridDemand, routesXml } from '../../bench/sim/grid-demand.ts';

const grids = fc.record({
  columns: fc.integer({ min: 1, max: 6 }),
  rows: fc.integer({ min: 1, max: 6 }),
  spacingM: fc.constant(400),
});

describe('a grid', () => {
  test('gives every junction four ways out and every end of a street one', () => {
    const grid: Grid = { columns: 3, rows: 2, spacingM: 400 };
    const waysOut = nodesOf(grid).map((node) => ({
      junction: isJunction(grid, node),
      ways: HEADINGS.filter((heading) => findEdge(grid, node, heading) !== undefined).length,
    }));
    expect(waysOut.filter(({ junction }) => junction)).toHaveLength(6);
    expect(waysOut.filter(({ junction }) => !junction)).toHaveLength(10);
    expect(waysOut.every(({ junction, ways }) => ways === (junction ? 4 : 1))).toBe(true);
  });
});

describe("a grid's demand", () => {
  test('drives roads that meet, leaves by an end of a street and comes in order of departure', () => {
    fc.assert(
      fc.property(grids, fc.integer({ min: 1, max: 60 }), fc.nat(1000), (grid, running, seed) => {
        const vehicles = gridDemand(grid, running, 600, seed);
        const edges = new Set(
          nodesOf(grid).flatMap((node) => HEADINGS.flatMap((heading) => findEdge(grid, node, heading) ?? [])),
        );
        const ends = new Set(
          nodesOf(grid)
            .filter((node) => !isJunction(grid, node))
            .map(({ x, y }) => `n${x}_${y}`),
        );
        expect(vehicles.length).toBeGreaterThanOrEqual(running);
        for (const { route } of vehicles) {
          expect(route.every((edge) => edges.has(edge))).toBe(true);
          expect(route.slice(1).every((edge, i) => route[i]!.split('-')[1] === edge.split('-')[0])).toBe(true);
          expect(ends.has(route.at(-1)!.split('-')[1]!)).toBe(true);
        }
        expect(vehicles.slice(1).every(({ departS }, i) => departS >= vehicles[i]!.departS)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('is the same for the same seed, and another for another', () => {
    const grid: Grid = { columns: 3, rows: 3, spacingM: 400 };
    expect(gridDemand(grid, 20, 300, 7)).toEqual(gridDemand(grid, 20, 300, 7));
    expect(gridDemand(grid, 20, 300, 7)).not.toEqual(gridDemand(grid, 20, 300, 8));
  });

  test('is written as SUMO reads it', () => {
    expect(routesXml([{ departS: 1.5, route: ['a', 'b'] }])).toContain(
      '<vehicle id="v0" type="car" depart="1.50" departLane="best" departSpeed="max"><route edges="a b"/></vehicle>',
    );
  });
});
