import { describe, expect, it } from 'vitest';
import { verdictOf } from '../../bench/matching/edge-share.ts';
import { makeDeparture, makeTrip } from '../../bench/matching/make-trip.ts';
import { receive } from '../../bench/matching/receiver.ts';
import { shareByTrip } from '../../bench/matching/share.ts';
import { randomStream } from '../../src/kernel/random.ts';
import type { Matched } from '../../src/location/matched.ts';
import { distanceM } from '../../src/roadnet/geometry.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { gridMap } from '../support/grid-map.ts';

const index = indexMap(gridMap(8, 8, 200, ['c3r3', 'c4r4', 'c2r5']));
const trips = [1, 2, 3].map((seed) => makeTrip(index, 'lanes', seed));

describe('generated trips', () => {
  it('move without a jump, at the speed and in the direction that they state', () => {
    for (const { instants } of trips) {
      instants.slice(1).forEach((here, i) => {
        const before = instants[i]!;
        expect(distanceM(before, here) * 10).toBeCloseTo(here.speedMps, 0);
        expect(here.speedMps).toBeLessThan(25);
      });
    }
  });

  it('state no speed that nobody drives, where the drawing of a road turns on the spot', () => {
    const { nodes, links, ...map } = gridMap(8, 8, 200);
    const at = new Map(nodes.map((node) => [node.id, node]));
    // Each street is drawn through a kink of 30 m to its side.
    const kinked = links.map((link) => {
      const [a, b] = [at.get(link.from)!, at.get(link.to)!];
      const [lon, lat] = [(a.lon + b.lon) / 2, (a.lat + b.lat) / 2];
      const aside = [lon + (b.lat - a.lat) * 0.17, lat - (b.lon - a.lon) * 0.13] as const;
      return {
        ...link,
        via: [[lon, lat] as const, aside, [lon + (b.lon - a.lon) * 0.01, lat + (b.lat - a.lat) * 0.01] as const],
      };
    });
    const sharp = indexMap({ ...map, nodes, links: kinked });
    const speeds = [1, 2, 3].flatMap((seed) => makeTrip(sharp, 'lanes', seed).instants.map(({ speedMps }) => speedMps));
    expect(Math.max(...speeds)).toBeLessThan(1.25 * 1.15 * (50 / 3.6) + 2);
  });

  it('go along their links in order, from end to end of each node', () => {
    for (const { links, instants } of trips) {
      instants.slice(1).forEach((here, i) => {
        const before = instants[i]!;
        if (here.linkIndex === before.linkIndex) expect(here.offsetM).toBeGreaterThanOrEqual(before.offsetM);
        else expect(here.linkIndex).toBe(before.linkIndex + 1);
        expect(here.offsetM).toBeLessThan(index.link(links[here.linkIndex]!).lengthM + 30);
      });
    }
  });

  it('a departure leaves the plan at one node and does not come back to it', () => {
    const { links, planned, departsAt } = makeDeparture(index, 'lanes', 1);
    expect(links.slice(0, departsAt)).toEqual(planned.slice(0, departsAt));
    expect(links.slice(departsAt).filter((link) => planned.includes(link))).toEqual([]);
  });

  it('wandering noise has the sigma that white noise has, but hardly changes within a second', () => {
    const jitter = (kind: 'white' | 'correlated'): { errorM: number; changeM: number } => {
      const errors = trips.flatMap((trip) =>
        receive(index, trip, { sigmaM: 10, kind, gapS: 0 }, randomStream(trip.seed)).map(({ fix, truth }) => fix.lat - truth.lat),
      );
      const rms = (values: readonly number[]): number =>
        111_195 * Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
      return { errorM: rms(errors), changeM: rms(errors.slice(1).map((error, i) => error - errors[i]!)) };
    };
    expect(jitter('white').changeM).toBeGreaterThan(11);
    expect(jitter('correlated').changeM).toBeLessThan(9);
    for (const kind of ['white', 'correlated'] as const) expect(jitter(kind).errorM / 10).toBeCloseTo(1, 0);
  });
});

describe('counting', () => {
  const links = ['c0r0-c1r0', 'c1r0-c2r0', 'c2r0-c2r1'];
  const judge = (offsetM: number, link: string): string => {
    const truth = { atS: 0, linkIndex: 1, offsetM, speedMps: 10, lat: 0, lon: 0, headingDeg: 0 };
    const match: Matched = { kind: 'matched', link, offsetM: 0, errorM: 0, sigmaM: 1, probability: 1, atMs: 0, speedMps: 10 };
    return verdictOf(index, links, { truth, match });
  };

  it('a match is right on the very link, and inside a node on either of its two', () => {
    expect(judge(100, 'c1r0-c2r0')).toBe('right');
    expect(judge(100, 'c2r0-c2r1')).toBe('early-late');
    expect(judge(100, 'c0r0-c1r0')).toBe('early-late');
    expect(judge(190, 'c2r0-c2r1')).toBe('right');
    expect(judge(190, 'c0r0-c1r0')).toBe('early-late');
    expect(judge(100, 'c2r0-c1r0')).toBe('opposite');
    expect(judge(100, 'c1r1-c2r1')).toBe('beside');
  });

  it('a share weighs fixes alike, and its interval grows with what trips have in common', () => {
    expect(
      shareByTrip([
        { part: 9, whole: 10 },
        { part: 90, whole: 90 },
      ]).pct,
    ).toBe(99);
    const alike = Array.from({ length: 100 }, () => ({ part: 9, whole: 10 }));
    const apart = Array.from({ length: 100 }, (_, i) => ({ part: i % 10 === 0 ? 0 : 10, whole: 10 }));
    expect(shareByTrip(alike)).toEqual({ pct: 90, ci95: 0 });
    expect(shareByTrip(apart).ci95).toBeCloseTo(100 * 1.96 * 0.0302, 1);
  });
});
