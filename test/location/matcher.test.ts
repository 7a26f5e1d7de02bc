import { describe, expect, it } from 'vitest';
import type { LinkId } from '../../src/kernel/ids.ts';
import { randomStream } from '../../src/kernel/random.ts';
import type { Matched } from '../../src/location/matched.ts';
import { type MatchState, matchFix } from '../../src/location/matcher.ts';
import { pointOnLink } from '../../src/roadnet/geometry.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { type DrivenSecond, drive } from '../support/drive.ts';
import { gridMap } from '../support/grid-map.ts';
import { accuracyOf, matchDrive } from '../support/match-drive.ts';

const index = indexMap(gridMap(6, 6, 250));

function matchAll(seconds: readonly DrivenSecond[], route: readonly LinkId[]): Matched[] {
  return matchDrive(index, seconds, route);
}

/** Ten links from a random start, turning at random, never back. */
function randomRoute(seed: number): LinkId[] {
  const random = randomStream(seed, 'route');
  const links = [index.map.links[Math.floor(random.next() * index.map.links.length)]!.id];
  while (links.length < 10) {
    const ways = index.movementsFrom(links.at(-1)!).filter((movement) => movement.turn !== 'uturn');
    links.push(ways[Math.floor(random.next() * ways.length)]!.to);
  }
  return links;
}

/** Over 20 random drives. */
function accuracy(sigmaM: number, planned: boolean): { rightPct: number; rmseM: number } {
  const seeds = Array.from({ length: 20 }, (_, seed) => seed);
  return accuracyOf(
    index,
    seeds.map((seed) => {
      const links = randomRoute(seed);
      const driven = drive({ index, links, sigmaM, random: randomStream(seed, `noise${sigmaM}`) });
      return { driven, matches: matchAll(driven, planned ? links : []) };
    }),
  );
}

describe('matching drives over a grid whose opposite directions share one line, 1 Hz', () => {
  it.each([
    [0, 99.9, 1],
    [5, 99.5, 5],
    [15, 98, 15],
  ])(
    'Given sigma %d m and a planned route, then the right directed link in at least %d per cent of seconds and the offset within sigma',
    (sigmaM, leastPct, mostM) => {
      const { rightPct, rmseM } = accuracy(sigmaM, true);
      expect(rightPct).toBeGreaterThanOrEqual(leastPct);
      expect(rmseM).toBeLessThan(mostM);
    },
  );

  it.each([
    [5, 98.5],
    [15, 97.5],
  ])('Given sigma %d m and no route, then at least %d per cent', (sigmaM, leastPct) => {
    expect(accuracy(sigmaM, false).rightPct).toBeGreaterThanOrEqual(leastPct);
  });
});

describe('which direction of a street', () => {
  const links = ['c0r1-c1r1', 'c1r1-c2r1', 'c2r1-c3r1'];

  it('Given a drive east, then never the westbound link once it moves', () => {
    const driven = drive({ index, links, sigmaM: 5, random: randomStream(3) });
    const moving = matchAll(driven, []).slice(3);
    expect(moving.filter((match) => !links.includes(match.link))).toEqual([]);
  });

  it('Given a wait at the stop bar, whose fixes have no heading, then history keeps the direction', () => {
    const driven = drive({ index, links, sigmaM: 5, random: randomStream(4), standS: 60 });
    const matches = matchAll(driven, []);
    const waiting = matches.filter((_, i) => driven[i]!.fix.speedMps < 1 && i > 10);
    expect(waiting.length).toBeGreaterThan(100);
    expect(waiting.filter((match) => !links.includes(match.link))).toEqual([]);
  });

  it('Given a first fix standing, then both directions are possible and the probability says so', () => {
    const at = pointOnLink(index, 'c0r1-c1r1', 100);
    const fix = { vehicle: 'A1', atMs: 0, ...at, speedMps: 0, accuracyM: 5 };
    const { outcome } = matchFix(index, undefined, fix, 0, []);
    expect(outcome).toMatchObject({ kind: 'matched', probability: 0.5 });
    const planned = matchFix(index, undefined, fix, 0, ['c1r1-c0r1']).outcome;
    expect(planned).toMatchObject({ link: 'c1r1-c0r1', probability: expect.closeTo(20 / 21, 9) });
  });
});

describe('leaving what was expected', () => {
  it('Given a turn off the planned route, then the match is on the true link within 8 s', () => {
    const planned = ['c0r1-c1r1', 'c1r1-c2r1', 'c2r1-c3r1', 'c3r1-c4r1'];
    const truly = ['c0r1-c1r1', 'c1r1-c2r1', 'c2r1-c2r2', 'c2r2-c2r3'];
    for (let seed = 0; seed < 10; seed++) {
      const driven = drive({ index, links: truly, sigmaM: 10, random: randomStream(seed) });
      const turned = driven.findIndex((second) => second.link === 'c2r1-c2r2');
      const after = matchAll(driven, planned).slice(turned + 8, turned + 14);
      expect(after.map((match) => match.link)).toEqual(driven.slice(turned + 8, turned + 14).map((second) => second.link));
    }
  });

  it('Given a U-turn in mid-block, which no movement allows, then the opposite link within 8 s', () => {
    const there = drive({ index, links: ['c0r1-c1r1'], sigmaM: 5, random: randomStream(1) }).slice(0, 10);
    const turnedMs = there.at(-1)!.fix.atMs + 1000;
    const offsetM = index.link('c1r1-c0r1').lengthM - there.at(-1)!.offsetM;
    const back = drive({ index, links: ['c1r1-c0r1'], sigmaM: 5, random: randomStream(2), startMs: turnedMs });
    const shifted = back.map((second, i) => {
      const to = pointOnLink(index, 'c1r1-c0r1', offsetM + i * 8);
      return { ...second, fix: { ...second.fix, ...to, speedMps: 8 } };
    });
    const matches = matchAll([...there, ...shifted.slice(0, 11)], ['c0r1-c1r1', 'c1r1-c2r1']);
    expect(matches.slice(18).map((match) => match.link)).toEqual(['c1r1-c0r1', 'c1r1-c0r1', 'c1r1-c0r1']);
  });

  it('Given a 10 s gap over two nodes, then the belief is found again on the route', () => {
    const links = ['c0r1-c1r1', 'c1r1-c2r1', 'c2r1-c3r1', 'c3r1-c4r1'];
    const driven = drive({ index, links, sigmaM: 5, random: randomStream(5) });
    const heard = [...driven.slice(0, 15), ...driven.slice(25)];
    const matches = matchAll(heard, links);
    expect(accuracyOf(index, [{ driven: heard.slice(16), matches: matches.slice(16) }]).rightPct).toBe(100);
  });

  it('Given one fix thrown 40 m aside by a reflection, then the link stays', () => {
    const links = ['c0r1-c1r1', 'c1r1-c2r1'];
    const driven = drive({ index, links, sigmaM: 5, random: randomStream(6) });
    const thrown = driven.map((second, i) =>
      i === 10 ? { ...second, fix: { ...second.fix, lat: second.fix.lat + 28 / 111_195 } } : second,
    );
    expect(
      matchAll(thrown, [])
        .slice(3)
        .every((match) => links.includes(match.link)),
    ).toBe(true);
  });
});

describe('a street above a tunnel', () => {
  /** The same street twice on one line; the second in a tunnel, both with their own nodes. */
  const flat = gridMap(3, 1, 300);
  const below = gridMap(3, 1, 300);
  const deep = (id: string): string => `deep-${id}`;
  const both = indexMap({
    ...flat,
    nodes: [...below.nodes.map((node) => ({ ...node, id: deep(node.id) })), ...flat.nodes],
    links: [
      ...below.links.map((link) => ({ ...link, id: deep(link.id), from: deep(link.from), to: deep(link.to), level: -1 })),
      ...flat.links,
    ],
    movements: [
      ...below.movements.map((way) => ({ ...way, id: deep(way.id), from: deep(way.from), to: deep(way.to) })),
      ...flat.movements,
    ],
  });

  it('Given fixes all the way, then it is on the street', () => {
    const driven = drive({ index: both, links: ['c0r0-c1r0', 'c1r0-c2r0'], sigmaM: 5, random: randomStream(1) });
    const links = new Set(
      matchDrive(both, driven, [])
        .slice(3)
        .map((match) => match.link),
    );
    expect([...links]).toEqual(['c0r0-c1r0', 'c1r0-c2r0']);
  });
});

describe('the state', () => {
  it('Given the state went through JSON after every fix, then the drive is matched the same to the last bit', () => {
    const links = randomRoute(7);
    const driven = drive({ index, links, sigmaM: 15, random: randomStream(7) });
    let state: MatchState | undefined;
    const viaJson = driven.map(({ fix }) => {
      const next = matchFix(index, state, fix, fix.atMs, links);
      state = JSON.parse(JSON.stringify(next.state)) as MatchState;
      return next.outcome;
    });
    expect(viaJson).toEqual(matchAll(driven, links));
  });
});
