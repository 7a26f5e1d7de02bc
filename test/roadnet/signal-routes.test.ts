import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinkId } from '../../src/kernel/ids.ts';
import { findRoutesFrom } from '../../src/roadnet/fastest-route.ts';
import { indexMap, type RoadIndex } from '../../src/roadnet/road-index.ts';
import { findRouteThroughMostSignals, findRouteThroughSignals, signalsOnRoute } from '../../src/roadnet/signal-routes.ts';
import { gridMap } from '../support/grid-map.ts';
import { smallIndex } from '../support/small-corridor.ts';

function turnsOn(index: RoadIndex, route: readonly LinkId[]): number {
  return route.slice(1).filter((link, i) => index.findMovement(route[i]!, link)?.turn !== 'through').length;
}

function lengthM(index: RoadIndex, route: readonly LinkId[]): number {
  return route.reduce((sum, link) => sum + index.link(link).lengthM, 0);
}

/** Links of a route on every fastest way of the map. */
function allRoutes(index: RoadIndex): readonly (readonly LinkId[])[] {
  return index.map.links.flatMap(({ id }) => [...findRoutesFrom(index, id).values()]);
}

const grids = fc.uniqueArray(fc.tuple(fc.nat(3), fc.nat(2)), { maxLength: 8, selector: String }).map((places) =>
  indexMap(
    gridMap(
      4,
      3,
      200,
      places.map(([c, r]) => `c${c}r${r}`),
    ),
  ),
);

describe('findRouteThroughSignals', () => {
  it('Given five signals in a row, when asked for three, then a straight route passes exactly three', () => {
    const index = smallIndex(5);
    const route = findRouteThroughSignals(index, 3)!;
    expect(signalsOnRoute(index, route).length).toBe(3);
    expect(turnsOn(index, route)).toBe(0);
  });

  it('Given five signals in a row, when asked for six, then there is none', () => {
    expect(findRouteThroughSignals(smallIndex(5), 6)).toBeUndefined();
  });

  it('Given any grid, then of all fastest ways through so many signals it has the fewest turns, and is the longest of those', () => {
    fc.assert(
      fc.property(grids, fc.integer({ min: 1, max: 6 }), (index, signals) => {
        const fitting = allRoutes(index).filter((route) => signalsOnRoute(index, route).length === signals);
        const found = findRouteThroughSignals(index, signals);
        expect(found === undefined).toBe(fitting.length === 0);
        if (found === undefined) return;
        expect(signalsOnRoute(index, found).length).toBe(signals);
        const fewest = Math.min(...fitting.map((route) => turnsOn(index, route)));
        expect(turnsOn(index, found)).toBe(fewest);
        const longestM = Math.max(
          ...fitting.filter((route) => turnsOn(index, route) === fewest).map((route) => lengthM(index, route)),
        );
        expect(lengthM(index, found)).toBeCloseTo(longestM, 6);
      }),
      { numRuns: 60 },
    );
  });

  it('Given a town of more than a thousand links, then no more are looked at than needed, and all before it says that there is none', () => {
    const middle = Array.from({ length: 18 }, (_, c) => `c${c + 1}r9`);
    const index = indexMap(gridMap(20, 20, 200, middle));
    const links = index.map.links.length;
    const looked = { of: 0, links: 0 };
    const count = (n: number, of: number): void => void Object.assign(looked, { links: n, of });
    const route = findRouteThroughSignals(index, 12, count)!;
    expect(signalsOnRoute(index, route).length).toBe(12);
    expect(looked).toEqual({ links: links / 2, of: links });
    expect(findRouteThroughSignals(index, 19, count)).toBeUndefined();
    expect(looked).toEqual({ links, of: links });
  });
});

describe('findRouteThroughMostSignals', () => {
  it('Given fewer signals in a row than asked for, then the route passes all; with more, as many as asked for', () => {
    const index = smallIndex(5);
    expect(signalsOnRoute(index, findRouteThroughMostSignals(index, 21)!).length).toBe(5);
    expect(signalsOnRoute(index, findRouteThroughMostSignals(index, 2)!).length).toBe(2);
  });

  it('Given a map without signals, then there is none', () => {
    expect(findRouteThroughMostSignals(indexMap(gridMap(3, 3, 200)), 21)).toBeUndefined();
  });
});
