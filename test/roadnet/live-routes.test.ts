import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BAD_DAY, drawConditions } from '../../src/cli/draw-conditions.ts';
import { InvariantBroken } from '../../src/kernel/assert.ts';
import type { LinkId } from '../../src/kernel/ids.ts';
import { randomStream } from '../../src/kernel/random.ts';
import { NO_LANDMARKS, placeLandmarks } from '../../src/roadnet/fastest/landmarks.ts';
import { FastestSearch } from '../../src/roadnet/fastest/search.ts';
import { compileArcs } from '../../src/roadnet/fastest/turn-arcs.ts';
import { weightsUnder } from '../../src/roadnet/fastest/weights.ts';
import { findRoute, findRoutesFrom, findRouteToLink, findRouteToLinks } from '../../src/roadnet/fastest-route.ts';
import { importCitybrain } from '../../src/roadnet/import/citybrain.ts';
import { FREE_FLOW, type LiveConditions } from '../../src/roadnet/live-conditions.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { modelS, referenceRoute } from '../../src/roadnet/road-graph.ts';
import { indexMap, type RoadIndex } from '../../src/roadnet/road-index.ts';
import { gridMap } from '../support/grid-map.ts';
import { anyConditions, wayS } from '../support/live-conditions.ts';
import { describeWith, fromRoot } from '../support/needs.ts';
import { tiedMaps, tinyMaps } from './tiny-maps.ts';

/** A map and what holds on it just now. */
const situations = (maps: fc.Arbitrary<RoadMap>): fc.Arbitrary<readonly [RoadMap, LiveConditions]> =>
  maps.chain((map) => anyConditions(map).map((live) => [map, live] as const));

/** Every way from a link to one of several that takes no link twice. */
function waysTo(index: RoadIndex, way: readonly LinkId[], to: readonly LinkId[]): readonly (readonly LinkId[])[] {
  const onward = index.movementsFrom(way.at(-1)!).filter((movement) => !way.includes(movement.to));
  const arrived = to.includes(way.at(-1)!) ? [way] : [];
  return [...arrived, ...onward.flatMap((movement) => waysTo(index, [...way, movement.to], to))];
}

/** Of ways that take equally long: where they differ first, read from the end, the link that comes earlier on the map. */
function fromTheEnd(index: RoadIndex, a: readonly LinkId[], b: readonly LinkId[]): number {
  for (let i = 1; i <= Math.min(a.length, b.length); i++) {
    const order = index.linkNumber(a.at(-i)!) - index.linkNumber(b.at(-i)!);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

describe('a route under closures and delays', () => {
  it('Given any small map, then it is the one that trying every way finds, ties by map order from the end, or there is none', () => {
    fc.assert(
      fc.property(situations(fc.oneof(tinyMaps, tiedMaps)), fc.nat(5), fc.nat(5), fc.nat(5), ([map, live], a, b, c) => {
        const index = indexMap(map);
        const [from, ...to] = [a, b, c].map((n) => map.links[n]!.id);
        const ways = waysTo(index, [from!], to).filter((way) => wayS(index, way, live) < Number.POSITIVE_INFINITY);
        const best = ways.toSorted((x, y) => wayS(index, x, live) - wayS(index, y, live) || fromTheEnd(index, x, y))[0];
        expect(findRouteToLinks(index, from!, to, live)).toEqual(best);
      }),
      { numRuns: 500 },
    );
  });

  it('Given any small map, then it takes as long as the reference, and asking landmarks changes no link of it', () => {
    fc.assert(
      fc.property(situations(fc.oneof(tinyMaps, tiedMaps)), fc.nat(5), fc.nat(5), ([map, live], a, b) => {
        const index = indexMap(map);
        const route = findRouteToLink(index, map.links[a]!.id, map.links[b]!.id, live);
        const reference = referenceRoute(index, map.links[a]!.id, map.links[b]!.id, live);
        expect(route === undefined ? undefined : wayS(index, route, live)).toBe(reference?.seconds);
        if (route !== undefined) expect(modelS(index, route, live)).toBe(reference?.seconds);
        const arcs = compileArcs(index);
        const guided = new FastestSearch(arcs, placeLandmarks(arcs)).find(weightsUnder(index, arcs, live), arcs.linkOf[a]!, [
          arcs.linkOf[b]!,
        ]);
        expect(guided?.map((link) => map.links[arcs.onMap[link]!]!.id)).toEqual(route);
      }),
      { numRuns: 300 },
    );
  });

  it('Given any small map, then the ways to all nodes are those that are found to each, and every part of a way is the way between its ends', () => {
    fc.assert(
      fc.property(situations(tiedMaps), ([map, live]) => {
        const index = indexMap(map);
        const routes = findRoutesFrom(index, 'L0', live);
        for (const { id } of map.nodes) expect(routes.get(id)).toEqual(findRoute(index, 'L0', id, live));
        for (const route of routes.values()) {
          route.forEach((link, i) => {
            expect(findRouteToLink(index, link, route.at(-1)!, live)).toEqual(route.slice(i));
            expect(findRouteToLink(index, 'L0', link, live)).toEqual(route.slice(0, i + 1));
          });
        }
      }),
      { numRuns: 200 },
    );
  });

  it('Given streets that are all alike, where most ways have equals, then asking landmarks still changes no link of any', () => {
    const map = gridMap(7, 7, 300);
    const index = indexMap({ ...map, links: map.links.map((link) => ({ ...link, speedLimitMps: 10 })) });
    const arcs = compileArcs(index);
    const plain = new FastestSearch(arcs, NO_LANDMARKS);
    const guided = new FastestSearch(arcs, placeLandmarks(arcs));
    for (let from = 0; from < arcs.links; from += 5) {
      for (let to = 0; to < arcs.links; to++) {
        expect(guided.find(arcs.freeFlowS, from, [to])).toEqual(plain.find(arcs.freeFlowS, from, [to]));
      }
    }
  });

  it('goes round a closed road, leaves a road that is closed behind one, and gives up where all roads in are closed', () => {
    const index = indexMap(gridMap(3, 3, 300));
    const straight = ['c0r0-c1r0', 'c1r0-c2r0'];
    const live = (closedLinks: readonly LinkId[]): LiveConditions => ({ ...FREE_FLOW, closedLinks });
    expect(findRoute(index, 'c0r0-c1r0', 'c2r0')).toEqual(straight);
    expect(findRoute(index, 'c0r0-c1r0', 'c2r0', live(['c1r0-c2r0']))).toEqual([
      'c0r0-c1r0',
      'c1r0-c1r1',
      'c1r1-c2r1',
      'c2r1-c2r0',
    ]);
    expect(findRoute(index, 'c0r0-c1r0', 'c2r0', live(['c0r0-c1r0']))).toEqual(straight);
    expect(findRoute(index, 'c0r0-c1r0', 'c2r0', live(['c1r0-c2r0', 'c2r1-c2r0']))).toBeUndefined();
  });

  it('goes round a delay that costs more than the way round, and not round a lesser one', () => {
    const index = indexMap(gridMap(3, 3, 300));
    const delayed = (seconds: number): LiveConditions => ({ ...FREE_FLOW, delays: [{ link: 'c1r0-c2r0', seconds }] });
    expect(findRoute(index, 'c0r0-c1r0', 'c2r0', delayed(60))).toHaveLength(2);
    expect(findRoute(index, 'c0r0-c1r0', 'c2r0', delayed(90))).toHaveLength(4);
  });

  it('Given a delay below nought, without end or on no road of the map, or a closure of none, then that is a fault of ours', () => {
    const index = indexMap(gridMap(2, 2, 300));
    const under = (live: Partial<LiveConditions>) => () => findRoute(index, 'c0r0-c1r0', 'c1r1', { ...FREE_FLOW, ...live });
    for (const seconds of [-0.001, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(under({ delays: [{ link: 'c1r0-c1r1', seconds }] })).toThrow(InvariantBroken);
    }
    expect(under({ delays: [{ link: 'nowhere', seconds: 1 }] })).toThrow(InvariantBroken);
    expect(under({ closedLinks: ['nowhere'] })).toThrow(InvariantBroken);
    expect(under({ closedMovements: ['nowhere'] })).toThrow(InvariantBroken);
  });
});

const DATA = '../shared/data';

describeWith(
  ['hangzhou', 'nanchang'].map((city) => ({ path: `${DATA}/${city}` })),
  'routes through real cities',
  () => {
    it.each(['hangzhou', 'nanchang'])(
      '%s: between any links they take as long as the reference, in free flow and on a bad day',
      (city) => {
        const { map } = importCitybrain(city, readFileSync(fromRoot(`${DATA}/${city}/roadnet.txt`), 'utf8'), city);
        const index = indexMap(map);
        const random = randomStream(7, city);
        for (const live of [FREE_FLOW, drawConditions(map, BAD_DAY, random)]) {
          for (let i = 0; i < 40; i++) {
            const [from, to] = [random.next(), random.next()].map((share) => map.links[Math.floor(share * map.links.length)]!.id);
            const route = findRouteToLink(index, from!, to!, live);
            const reference = referenceRoute(index, from!, to!, live);
            expect(route === undefined ? undefined : wayS(index, route, live)).toBe(reference?.seconds);
          }
        }
      },
    );
  },
);
