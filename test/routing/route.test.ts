import { describe, expect, it } from 'vitest';
import { InvariantBroken } from '../../src/kernel/assert.ts';
import { FREE_FLOW } from '../../src/roadnet/live-conditions.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { etaS, freeFlowEtaS } from '../../src/routing/eta.ts';
import { findOnRoute, planRoute, routeOf } from '../../src/routing/route.ts';
import { gridMap } from '../support/grid-map.ts';

/** Links of 280 m, 20 m inside each node, 50 km/h; signals at c1r0 and c2r1, none at c2r0. */
const index = indexMap(gridMap(3, 3, 300, ['c1r0', 'c2r1']));
const links = ['c0r0-c1r0', 'c1r0-c2r0', 'c2r0-c2r1', 'c2r1-c2r2'];
const route = routeOf(index, links);

describe('a route', () => {
  it('measures its links with the paths inside the nodes', () => {
    expect(route.startsM).toEqual([0, 300, 600, 900]);
    expect(route.lengthM).toBe(1180);
  });

  it('stops only where a signal group controls the movement, with the lanes that serve it', () => {
    expect(route.stops).toEqual([
      {
        junction: 'J-c1r0',
        link: links[0],
        movement: `${links[0]}>${links[1]}`,
        group: 'ALL',
        lanes: [0, 1],
        alongM: 280,
        linkIndex: 0,
      },
      {
        junction: 'J-c2r1',
        link: links[2],
        movement: `${links[2]}>${links[3]}`,
        group: 'ALL',
        lanes: [0, 1],
        alongM: 880,
        linkIndex: 2,
      },
    ]);
    const left = routeOf(index, ['c0r0-c1r0', 'c1r0-c1r1']);
    expect(left.stops[0]!.lanes).toEqual([1]);
  });

  it('does not stop at the signal where it ends', () => {
    expect(routeOf(index, ['c0r0-c1r0']).stops).toEqual([]);
  });

  it('needs a movement between its links', () => {
    expect(() => routeOf(index, ['c0r0-c1r0', 'c2r0-c2r1'])).toThrow(InvariantBroken);
    expect(() => routeOf(index, [])).toThrow(InvariantBroken);
  });

  it('is planned from a link to a node; a node that is not there gives none', () => {
    const planned = planRoute(index, 'c0r0-c1r0', 'c2r0')!;
    expect(planned).toEqual(routeOf(index, ['c0r0-c1r0', 'c1r0-c2r0']));
    expect(planRoute(index, 'c0r0-c1r0', 'nowhere')).toBeUndefined();
  });

  it('is planned round a road that is closed just now', () => {
    const live = { ...FREE_FLOW, closedLinks: ['c1r0-c2r0'] };
    expect(planRoute(index, 'c0r0-c1r0', 'c2r0', live)!.links).toEqual(['c0r0-c1r0', 'c1r0-c1r1', 'c1r1-c2r1', 'c2r1-c2r0']);
  });

  it('survives JSON', () => {
    expect(JSON.parse(JSON.stringify(route))).toEqual(route);
  });
});

describe('a link on a route', () => {
  it('is found by its place; one that the route does not take is not', () => {
    expect(findOnRoute(route, 'c1r0-c2r0', 0)).toBe(1);
    expect(findOnRoute(route, 'c2r0-c1r0', 0)).toBeUndefined();
  });

  it('that comes twice is taken by its first passage that is not yet over, the node behind it included', () => {
    const around = ['c0r0-c1r0', 'c1r0-c1r1', 'c1r1-c0r1', 'c0r1-c0r0', 'c0r0-c1r0', 'c1r0-c2r0'];
    const loop = routeOf(index, around);
    expect([0, 300, 301, 700, 1700].map((notBeforeM) => findOnRoute(loop, 'c0r0-c1r0', notBeforeM))).toEqual([0, 0, 4, 4, 4]);
  });
});

describe('arrival', () => {
  it('as the usual triggers estimate it: never slower than 5 m/s', () => {
    expect(etaS(600, 15)).toBe(40);
    expect(etaS(600, 0)).toBe(120);
    expect(etaS(-3, 10)).toBe(0);
  });

  it('in free flow at the desired share of the limit, from anywhere to anywhere ahead', () => {
    const limitMps = 50 / 3.6;
    expect(freeFlowEtaS(index, route, 0, route.lengthM, 1)).toBeCloseTo(1180 / limitMps, 9);
    expect(freeFlowEtaS(index, route, 250, 350, 1.25)).toBeCloseTo(100 / (1.25 * limitMps), 9);
    expect(freeFlowEtaS(index, route, 350, 250, 1)).toBe(0);
  });
});
