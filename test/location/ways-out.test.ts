import { describe, expect, it } from 'vitest';
import type { LinkId } from '../../src/kernel/ids.ts';
import { beliefOf } from '../../src/location/hypothesis.ts';
import { plannedWay } from '../../src/location/planned-way.ts';
import { predict } from '../../src/location/predict.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { planeOf } from '../../src/roadnet/road-plane.ts';
import { gridMap } from '../support/grid-map.ts';

const index = indexMap(gridMap(3, 3, 250));

/** Shares of the ways out of the middle node that are believed of one who drove up to it from the west and has not been heard since. */
function sharesBehindNode(route: readonly LinkId[]): ReadonlyMap<LinkId, number> {
  const covarianceM2 = [25, 0, 0, 9, 0, 9] as const;
  const before = { link: 'c0r1-c1r1', drawnAtM: 220, biasM: [0, 0] as const, covarianceM2, weight: 1 };
  const step = { seconds: 4, travelledM: 56, driftM2: 16, isStanding: false };
  const after = predict(planeOf(index), [beliefOf(index, before)], step, 9, plannedWay(index, route));
  const { links } = index.map;
  return new Map(after.map(({ link, weight }) => [links[link]!.id, weight]));
}

describe('the ways out of a node, before a position tells which', () => {
  it('given a planned left turn, then nine in ten take it, and the others share the rest', () => {
    const shares = sharesBehindNode(['c0r1-c1r1', 'c1r1-c1r2']);
    expect(shares.get('c1r1-c1r2')).toBeCloseTo(0.9, 2);
    expect(shares.get('c1r1-c2r1')).toBeCloseTo(0.05, 2);
  });

  it('given no route, then a turn is as likely as going on, and turning round hardly happens', () => {
    const shares = sharesBehindNode([]);
    for (const way of ['c1r1-c2r1', 'c1r1-c1r2', 'c1r1-c1r0']) expect(shares.get(way)).toBeCloseTo(0.33, 2);
    expect(shares.get('c1r1-c0r1')).toBeLessThan(0.02);
  });
});
