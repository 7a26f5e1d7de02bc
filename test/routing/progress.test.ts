import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/kernel/random.ts';
import type { Matched } from '../../src/location/matched.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { keepRoute, type RouteKeeping } from '../../src/routing/off-route.ts';
import { advance, DEAD_RECKONING_S, deadReckon, type Progress } from '../../src/routing/progress.ts';
import { routeOf } from '../../src/routing/route.ts';
import { drive } from '../support/drive.ts';
import { gridMap } from '../support/grid-map.ts';
import { matchDrive } from '../support/match-drive.ts';

const index = indexMap(gridMap(4, 2, 300, ['c1r0', 'c2r0']));
const route = routeOf(index, ['c0r0-c1r0', 'c1r0-c2r0', 'c2r0-c3r0']);

function matchAt(link: string, offsetM: number, second: number, change: Partial<Matched> = {}): Matched {
  const sure = { errorM: 1, sigmaM: 2, probability: 1, speedMps: 10 };
  return { kind: 'matched', link, offsetM, atMs: 1000 * second, ...sure, ...change };
}

function follow(matches: readonly Matched[]): Progress[] {
  const all: Progress[] = [];
  for (const match of matches) all.push(advance(route, all.at(-1), match));
  return all;
}

describe('progress along a route', () => {
  it('Given a match beyond the stop bar by more than its error explains, then the stop is passed, once', () => {
    const seen = follow([
      matchAt('c0r0-c1r0', 278, 0),
      matchAt('c0r0-c1r0', 283.9, 1),
      matchAt('c0r0-c1r0', 284.1, 2),
      matchAt('c0r0-c1r0', 270, 3),
      matchAt('c1r0-c2r0', 5, 4),
    ]);
    expect(seen.map((progress) => progress.passedStops)).toEqual([0, 0, 1, 1, 1]);
    expect(seen.map((progress) => progress.alongM)).toEqual([278, 283.9, 284.1, 284.1, 305]);
  });

  it('Given a vague match just beyond the bar, then the stop is not passed yet', () => {
    expect(follow([matchAt('c0r0-c1r0', 290, 0, { sigmaM: 6 })])[0]!.passedStops).toBe(0);
    expect(follow([matchAt('c1r0-c2r0', 3, 0, { sigmaM: 6 })])[0]!.passedStops).toBe(1);
  });

  it('Given several stops between two matches, then all of them are passed', () => {
    expect(follow([matchAt('c2r0-c3r0', 20, 0)])[0]!.passedStops).toBe(2);
  });

  it('Given a route that comes back over its first link, then noise at the end of that link does not move the vehicle to its end', () => {
    const around = routeOf(index, ['c0r0-c1r0', 'c1r0-c1r1', 'c1r1-c0r1', 'c0r1-c0r0', 'c0r0-c1r0', 'c1r0-c2r0']);
    let progress: Progress | undefined;
    const at = (link: string, offsetM: number, second: number, speedMps: number): Progress => {
      progress = advance(around, progress, matchAt(link, offsetM, second, { speedMps, sigmaM: 4 }));
      return progress;
    };
    at('c0r0-c1r0', 270, 0, 5);
    at('c1r0-c1r1', 2, 1, 1);
    expect(at('c0r0-c1r0', 278, 2, 1)).toMatchObject({ alongM: 302, passedStops: 0 });
    expect(at('c0r0-c1r0', 276, 4, 0)).toMatchObject({ alongM: 302, passedStops: 0 });
    ['c1r0-c1r1', 'c1r1-c0r1', 'c0r1-c0r0'].forEach((link, i) => {
      for (let m = 10; m < 280; m += 10) at(link, m, 5 + 30 * i + m / 10, 10);
    });
    expect(at('c0r0-c1r0', 40, 96, 10)).toMatchObject({ alongM: 1240, passedStops: 1 });
  });

  it('Given that it was not heard for as long as the way round takes, then it is on the later passage', () => {
    const around = routeOf(index, ['c0r0-c1r0', 'c1r0-c1r1', 'c1r1-c0r1', 'c0r1-c0r0', 'c0r0-c1r0', 'c1r0-c2r0']);
    const before = advance(around, undefined, matchAt('c1r0-c1r1', 20, 0));
    const soon = advance(around, before, matchAt('c0r0-c1r0', 100, 20));
    const later = advance(around, before, matchAt('c0r0-c1r0', 100, 120));
    expect([soon.alongM, later.alongM]).toEqual([320, 1300]);
  });

  it('Given matches at the end of the route seconds later, then it has not arrived there, and is off its route instead', () => {
    let progress = follow([matchAt('c0r0-c1r0', 100, 0)])[0]!;
    let keeping: RouteKeeping | undefined;
    for (const second of [1, 2, 3, 4]) {
      const match = matchAt('c2r0-c3r0', 270, second, { plannedShare: 1 });
      keeping = keepRoute(route, keeping, match, progress);
      progress = advance(route, progress, match);
    }
    expect(progress).toMatchObject({ alongM: 100, passedStops: 0 });
    expect(keeping).toEqual({ kind: 'left-route' });
  });

  it('Given as many seconds without a match as it takes to drive there, then it has', () => {
    const before = follow([matchAt('c0r0-c1r0', 100, 0)])[0]!;
    expect(advance(route, before, matchAt('c2r0-c3r0', 270, 30))).toMatchObject({ alongM: 870, passedStops: 2 });
  });

  it('Given a vehicle that stands clearly beyond the bar on the next link, then the stop is passed after some seconds', () => {
    const stands = [0, 2, 4, 6].map((s) => matchAt('c1r0-c2r0', 44, s, { speedMps: 0, sigmaM: 4 }));
    expect(follow(stands).map((progress) => progress.passedStops)).toEqual([0, 0, 0, 1]);
  });

  it.each([
    ['vague', { sigmaM: 20 }],
    ['open between two roads', { probability: 0.5 }],
  ])('Given a standing vehicle whose place beyond the bar is %s, then the stop is not passed', (_, change) => {
    const stands = [0, 2, 4, 6, 8].map((s) => matchAt('c1r0-c2r0', 30, s, { speedMps: 0, ...change }));
    expect(follow(stands).at(-1)!.passedStops).toBe(0);
  });

  it('Given a standing vehicle that noise throws beyond the bar now and then, then the stop is not passed', () => {
    const thrown = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((s) =>
      s % 3 === 0 ? matchAt('c0r0-c1r0', 275, s, { speedMps: 0 }) : matchAt('c1r0-c2r0', 20, s, { speedMps: 0 }),
    );
    expect(follow(thrown).at(-1)!.passedStops).toBe(0);
  });

  it('Given a match off the route, then nothing moves', () => {
    const [before, after] = follow([matchAt('c0r0-c1r0', 100, 0), matchAt('c0r0-c0r1', 50, 1)]);
    expect(after).toMatchObject({ alongM: before!.alongM, passedStops: 0, atMs: 1000 });
  });

  it('Given a sudden stop, then the speed follows over some seconds', () => {
    const speeds = follow([0, 1, 2, 3, 4, 5, 6].map((s) => matchAt('c0r0-c1r0', 100, s, { speedMps: s === 0 ? 12 : 0 })));
    expect(speeds[1]!.speedMps).toBe(9);
    expect(speeds[6]!.speedMps).toBeLessThan(3);
  });

  it.each([[5], [15], [30]])(
    'Given two minutes of red at each bar and sigma %d m, then a stop is passed when the vehicle drives off, within 2 s before and 5 s after',
    (sigmaM) => {
      for (let seed = 0; seed < 20; seed++) {
        const driven = drive({ index, links: route.links, sigmaM, random: randomStream(seed), standS: 120 });
        let progress: Progress | undefined;
        const passedBySecond = matchDrive(index, driven, route.links).map((match) => {
          progress = advance(route, progress, match);
          return progress.passedStops;
        });
        for (const [k, stop] of route.stops.entries()) {
          const trulyS = driven.findIndex(
            ({ link, offsetM }) => route.links.indexOf(link) > stop.linkIndex || (link === stop.link && offsetM > 280.5),
          );
          const believedS = passedBySecond.findIndex((passed) => passed > k);
          expect(believedS - trulyS).toBeGreaterThanOrEqual(-2);
          expect(believedS - trulyS).toBeLessThanOrEqual(5);
        }
      }
    },
  );
});

describe('a gap in the positions', () => {
  const last: Progress = { alongM: 200, speedMps: 10, atMs: 0, passedStops: 0, uncertaintyM: 2 };

  it('carries the vehicle forward at its speed with a growing error, and passes no stop', () => {
    const later = deadReckon(route, last, 10_000);
    expect(later).toMatchObject({ alongM: 300, passedStops: 0, atMs: 10_000, uncertaintyM: 32 });
  });

  it('carries no further than 15 s, nor beyond the end of the route', () => {
    expect(deadReckon(route, last, 60_000).alongM).toBe(200 + 10 * DEAD_RECKONING_S);
    expect(deadReckon(route, { ...last, alongM: 870 }, 10_000).alongM).toBe(route.lengthM);
  });

  it('does nothing for a moment in the past', () => {
    expect(deadReckon(route, last, -1000)).toEqual(last);
  });
});

describe('leaving the route', () => {
  function keep(matches: readonly Matched[]): RouteKeeping['kind'][] {
    let keeping: RouteKeeping | undefined;
    return matches.map((match) => {
      keeping = keepRoute(route, keeping, match);
      return keeping.kind;
    });
  }
  const off = (second: number, probability = 1): Matched => matchAt('c1r0-c1r1', 20, second, { probability });
  const on = (second: number): Matched => matchAt('c1r0-c2r0', 20, second);

  it('takes three confident matches off it, over two seconds', () => {
    expect(keep([on(0), off(1), off(1.5), off(2), off(3)])).toEqual([
      'on-route',
      'doubtful',
      'doubtful',
      'doubtful',
      'left-route',
    ]);
    expect(keep([on(0), off(1), off(2), off(3)])).toEqual(['on-route', 'doubtful', 'doubtful', 'left-route']);
    expect(keep([on(0), off(2), off(4), off(6)])).toEqual(['on-route', 'doubtful', 'doubtful', 'left-route']);
  });

  it('is forgotten at a match on the route, and not judged by unsure ones', () => {
    expect(keep([off(1), off(2), on(3), off(4), off(5)])).not.toContain('left-route');
    expect(keep([off(1), off(2, 0.5), off(3, 0.5), off(4, 0.5)])).not.toContain('left-route');
  });

  it('is as sure where it is open which of several links off it', () => {
    const either = (second: number): Matched => matchAt('c1r0-c1r1', 20, second, { probability: 0.5, plannedShare: 0.02 });
    expect(keep([on(0), either(1), either(2), either(3)])).toEqual(['on-route', 'doubtful', 'doubtful', 'left-route']);
  });

  it('is noticed within 8 s of a real turn at sigma 15 m', () => {
    const truly = ['c0r0-c1r0', 'c1r0-c1r1', 'c1r1-c2r1'];
    for (let seed = 0; seed < 10; seed++) {
      const driven = drive({ index, links: truly, sigmaM: 15, random: randomStream(seed) });
      const turned = driven.findIndex((second) => second.link === truly[1]);
      const noticed = keep(matchDrive(index, driven, route.links)).indexOf('left-route');
      expect(noticed).toBeGreaterThan(turned);
      expect(noticed - turned).toBeLessThanOrEqual(8);
    }
  });
});
