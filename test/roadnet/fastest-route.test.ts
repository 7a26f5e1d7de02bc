import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinkId, NodeId } from '../../src/kernel/ids.ts';
import { findRoute, findRoutesFrom, findRouteToLink } from '../../src/roadnet/fastest-route.ts';
import { indexMap, type RoadIndex } from '../../src/roadnet/road-index.ts';
import { freeFlowS } from '../../src/roadnet/travel-time.ts';
import { smallIndex } from '../support/small-corridor.ts';
import { tinyMaps } from './tiny-maps.ts';

/** Cheapest way by trying every way that takes no link twice. */
function cheapestS(index: RoadIndex, links: readonly LinkId[], to: NodeId): number {
  const here = links.at(-1)!;
  const arrivedS = index.link(here).to === to ? freeFlowS(index, links) : Number.POSITIVE_INFINITY;
  const onwardS = index
    .movementsFrom(here)
    .filter((movement) => !links.includes(movement.to))
    .map((movement) => cheapestS(index, [...links, movement.to], to));
  return Math.min(arrivedS, ...onwardS);
}

/** The same to a link. */
function cheapestToLinkS(index: RoadIndex, links: readonly LinkId[], to: LinkId): number {
  const here = links.at(-1)!;
  if (here === to) return freeFlowS(index, links);
  const onward = index.movementsFrom(here).filter((movement) => !links.includes(movement.to));
  return Math.min(Number.POSITIVE_INFINITY, ...onward.map((movement) => cheapestToLinkS(index, [...links, movement.to], to)));
}

describe('findRoute', () => {
  it('Given two links, then the fastest way from one to the other is found, or that there is none, as by trying every way', () => {
    fc.assert(
      fc.property(tinyMaps, fc.nat(5), fc.nat(5), (map, a, b) => {
        const index = indexMap(map);
        const [from, to] = [map.links[a]!.id, map.links[b]!.id];
        const found = findRouteToLink(index, from, to);
        const leastS = cheapestToLinkS(index, [from], to);
        expect([found?.[0], found?.at(-1)]).toEqual(leastS === Number.POSITIVE_INFINITY ? [undefined, undefined] : [from, to]);
        if (found !== undefined) expect(freeFlowS(index, found)).toBeCloseTo(leastS, 9);
      }),
      { numRuns: 60 },
    );
  });

  it('Given any small map, then the route is driveable and as fast as the best of all ways tried one by one', () => {
    fc.assert(
      fc.property(tinyMaps, fc.nat(3), (map, node) => {
        const index = indexMap(map);
        const to = `N${node}`;
        const route = findRoute(index, 'L0', to);
        const bestS = cheapestS(index, ['L0'], to);
        if (route === undefined) {
          expect(bestS).toBe(Number.POSITIVE_INFINITY);
          return;
        }
        expect(route[0]).toBe('L0');
        expect(index.link(route.at(-1)!).to).toBe(to);
        route.slice(1).forEach((link, i) => {
          expect(index.findMovement(route[i]!, link)).toBeDefined();
        });
        expect(freeFlowS(index, route)).toBeCloseTo(bestS, 6);
        expect(findRoutesFrom(index, 'L0').get(to)).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });

  it('Given a corridor, when asked from its south to its north end, then the route passes every junction in order', () => {
    const index = smallIndex(4);
    expect(findRoute(index, 'SOUTH-J01', 'NORTH')).toEqual(['SOUTH-J01', 'J01-J02', 'J02-J03', 'J03-J04', 'J04-NORTH']);
  });

  it('Given a link that already ends at the node, then the route is that link alone', () => {
    expect(findRoute(smallIndex(2), 'SOUTH-J01', 'J01')).toEqual(['SOUTH-J01']);
  });

  it('Given no way, an unknown link or an unknown node, then there is no route', () => {
    const index = smallIndex(2);
    expect(findRoute(index, 'J02-NORTH', 'SOUTH')).toBeUndefined();
    expect(findRoute(index, 'constructor', 'SOUTH')).toBeUndefined();
    expect(findRoute(index, 'SOUTH-J01', 'toString')).toBeUndefined();
  });
});
