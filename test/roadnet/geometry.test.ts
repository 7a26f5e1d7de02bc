import { lineString, nearestPointOnLine } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bearingDeg, distanceM, pointAt, pointInNode, pointOnLink, shapeOf } from '../../src/roadnet/geometry.ts';
import { linksNear } from '../../src/roadnet/links-near.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { gridMap } from '../support/grid-map.ts';
import { smallIndex } from '../support/small-corridor.ts';

const index = smallIndex(4);
const grid = indexMap(gridMap(6, 6, 150));

/** A road that goes 300 m north, then 400 m east, with 700 m drawn and 1400 m by its own measure. */
function bentRoad(): RoadMap {
  const a = { lat: 30, lon: 120 };
  const corner = pointAt(a, 0, 300);
  const b = pointAt(corner, 90, 400);
  const link = { id: 'L', from: 'A', to: 'B', name: '', lengthM: 1400, speedLimitMps: 10, lanes: [{ startM: 0 }] };
  const about = { format: 'clearway-map/1', name: 'bent', title: '', schematic: true, attribution: 'test' } as const;
  const nodes = [
    { id: 'A', ...a },
    { id: 'B', ...b },
  ];
  return { ...about, nodes, links: [{ ...link, via: [[corner.lon, corner.lat]] }], movements: [], junctions: [] };
}

describe('metres and degrees', () => {
  it('Given a degree of latitude, then it is about 111 km, north is 0 and west is 270', () => {
    expect(distanceM({ lat: 30, lon: 120 }, { lat: 31, lon: 120 })).toBeCloseTo(111_195, -1);
    expect(bearingDeg({ lat: 30, lon: 120 }, { lat: 31, lon: 120 })).toBeCloseTo(0, 6);
    expect(bearingDeg({ lat: 0, lon: 120 }, { lat: 0, lon: 119 })).toBeCloseTo(270, 6);
  });
});

describe('pointOnLink', () => {
  it('Given a link whose own length is twice the drawn one, then offsets are scaled and the heading follows the bend', () => {
    const bent = indexMap(bentRoad());
    const start = bent.node('A');
    const early = pointOnLink(bent, 'L', 300);
    expect(distanceM(start, early)).toBeCloseTo(150, 0);
    expect(early.headingDeg).toBeCloseTo(0, 1);
    expect(pointOnLink(bent, 'L', 1000).headingDeg).toBeCloseTo(90, 0);
    expect(distanceM(pointOnLink(bent, 'L', 1400), bent.node('B'))).toBeLessThan(0.01);
  });

  it('Given a link shorter than its drawing, then its ends lie inside the nodes, half of the rest at either end', () => {
    const { lengthM } = index.link('J01-J02');
    const insideM = (distanceM(index.node('J01'), index.node('J02')) - lengthM) / 2;
    expect(insideM).toBeGreaterThan(5);
    expect(distanceM(pointOnLink(index, 'J01-J02', 0), index.node('J01'))).toBeCloseTo(insideM, 1);
    expect(distanceM(pointOnLink(index, 'J01-J02', lengthM), index.node('J02'))).toBeCloseTo(insideM, 1);
    expect(distanceM(pointOnLink(index, 'J01-J02', 20), pointOnLink(index, 'J01-J02', 120))).toBeCloseTo(100, 1);
  });

  it('Given offsets before the start or behind the end, then the point stays on the link', () => {
    const ends = [0, index.link('J01-J02').lengthM].map((offsetM) => pointOnLink(index, 'J01-J02', offsetM));
    expect(pointOnLink(index, 'J01-J02', -50)).toEqual(ends[0]);
    expect(pointOnLink(index, 'J01-J02', 9999)).toEqual(ends[1]);
  });
});

describe('pointInNode', () => {
  it('Given a turn, then the way leads from the stop bar to the start of the next link, and the heading turns with it', () => {
    const movement = grid.findMovement('c1r1-c2r1', 'c2r1-c2r2')!;
    const at = (share: number) => pointInNode(grid, 'c1r1-c2r1', 'c2r1-c2r2', share * movement.lengthM);
    expect(distanceM(at(0), pointOnLink(grid, 'c1r1-c2r1', 999))).toBeLessThan(0.01);
    expect(distanceM(at(1), pointOnLink(grid, 'c2r1-c2r2', 0))).toBeLessThan(0.01);
    expect([0, 0.5, 1].map((share) => Math.round(at(share).headingDeg))).toEqual([90, 45, 0]);
  });
});

describe('linksNear', () => {
  it('Given any point of any link, when asked nearby, then the link is found at that offset', () => {
    const links = fc.constantFrom(...grid.map.links);
    fc.assert(
      fc.property(links, fc.double({ min: 0, max: 1, noNaN: true }), (link, share) => {
        const point = pointOnLink(grid, link.id, share * link.lengthM);
        const found = linksNear(grid, point, 20).find((near) => near.link === link.id);
        expect(found?.distanceM).toBeLessThan(0.1);
        expect(found?.offsetM).toBeCloseTo(share * link.lengthM, 0);
      }),
      { numRuns: 100 },
    );
  });

  it('Given any position and radius, then exactly the links within it are found, nearest first', () => {
    const [south, west] = [grid.node('c0r0').lat, grid.node('c0r0').lon];
    const offset = fc.double({ min: -0.003, max: 0.012, noNaN: true });
    fc.assert(
      fc.property(offset, offset, fc.double({ min: 1, max: 400, noNaN: true }), (dLat, dLon, radiusM) => {
        const position = { lat: south + dLat, lon: west + dLon };
        const near = linksNear(grid, position, radiusM);
        const everywhere = linksNear(grid, position, 5000).filter((link) => link.distanceM <= radiusM);
        expect(near).toEqual(everywhere);
        expect(near.map((link) => link.distanceM)).toEqual(near.map((link) => link.distanceM).sort((a, b) => a - b));
      }),
      { numRuns: 60 },
    );
  });

  it('Given a position far from every road, then nothing is near', () => {
    expect(linksNear(index, { lat: 31, lon: 121 }, 100)).toEqual([]);
  });
});

describe('linksNear against turf', () => {
  it('Given any position near any link, then distance and heading are those of the nearest point that turf finds', () => {
    const offsetM = fc.double({ min: -60, max: 60, noNaN: true });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...index.map.links), share, offsetM, offsetM, (link, at, northM, eastM) => {
        const on = pointOnLink(index, link.id, at * link.lengthM);
        const position = pointAt(pointAt(on, 0, northM), 90, eastM);
        const line = lineString(shapeOf(index, link.id).points.map(([lon, lat]) => [lon, lat]));
        const truly = nearestPointOnLine(line, [position.lon, position.lat], { units: 'meters' }).properties.pointDistance;
        const near = linksNear(index, position, truly + 1).find((one) => one.link === link.id);
        expect(near?.distanceM).toBeCloseTo(truly, 1);
        if (truly < 1) return;
        expect(linksNear(index, position, truly - 1).some((one) => one.link === link.id)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});
