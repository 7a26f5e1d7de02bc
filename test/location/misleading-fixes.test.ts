import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/kernel/random.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { drive } from '../support/drive.ts';
import { gridMap } from '../support/grid-map.ts';
import { accuracyOf, matchDrive } from '../support/match-drive.ts';

const M_PER_DEG = 111_195;

describe('one position thrown aside by a reflection', () => {
  const links = ['c0r1-c1r1', 'c1r1-c2r1', 'c2r1-c3r1', 'c3r1-c4r1', 'c4r1-c5r1'];

  it.each([
    ['into the block beside', 60, 120],
    ['onto the next street', 60, 60],
  ])('given it lies %s, %d m off, then belief and place stay', (_, asideM, blockM) => {
    const index = indexMap(gridMap(6, 4, blockM));
    for (const seed of [1, 2, 3, 4]) {
      const driven = drive({ index, links, sigmaM: 3, random: randomStream(seed) });
      const at = driven.findIndex(({ offsetM }, i) => i > 8 && offsetM > 8);
      const thrown = driven.map((second, i) =>
        i === at ? { ...second, fix: { ...second.fix, lat: second.fix.lat + asideM / M_PER_DEG } } : second,
      );
      const [as, without] = [matchDrive(index, thrown, []), matchDrive(index, driven, [])];
      for (const i of [at, at + 1]) {
        expect(as[i]).toMatchObject({ link: without[i]!.link });
        expect(without[i]!.probability - as[i]!.probability).toBeLessThan(0.1);
        expect(Math.abs(as[i]!.offsetM - without[i]!.offsetM)).toBeLessThan(6);
      }
    }
  });
});

describe('a road that forks into a street and a tunnel under it', () => {
  /** The middle block once more, below ground. */
  function forked(): RoadMap {
    const map = gridMap(4, 1, 400);
    const [onto, below] = ['c1r0-c2r0', 'below'];
    const link = map.links.find(({ id }) => id === onto)!;
    const into = map.movements.find(({ from, to }) => from === 'c0r0-c1r0' && to === onto)!;
    const outOf = map.movements.find(({ from, to }) => from === onto && to === 'c2r0-c3r0')!;
    return {
      ...map,
      links: [...map.links, { ...link, id: below, level: -1 }],
      movements: [...map.movements, { ...into, id: 'in', to: below }, { ...outOf, id: 'out', from: below }],
    };
  }
  const index = indexMap(forked());

  it('given positions all the way, then it is on the street', () => {
    const driven = drive({ index, links: ['c0r0-c1r0', 'c1r0-c2r0', 'c2r0-c3r0'], sigmaM: 5, random: randomStream(1) });
    const onMiddle = matchDrive(index, driven, []).filter((_, i) => driven[i]!.link === 'c1r0-c2r0');
    expect(onMiddle.length).toBeGreaterThan(20);
    expect(onMiddle.filter(({ link }) => link === 'below')).toEqual([]);
    expect(onMiddle.at(-10)!.probability).toBeGreaterThan(0.95);
  });

  it('given a planned way through the tunnel and silence in it, then it is on the road behind it as soon as it is heard', () => {
    const links = ['c0r0-c1r0', 'below', 'c2r0-c3r0'];
    const driven = drive({ index, links, sigmaM: 5, random: randomStream(2) });
    const heard = driven.filter(({ link }) => link !== 'below');
    const behind = heard.findIndex(({ link }) => link === 'c2r0-c3r0');
    expect(heard[behind]!.fix.atMs - heard[behind - 1]!.fix.atMs).toBeGreaterThan(20_000);
    const matches = matchDrive(index, heard, links);
    expect(accuracyOf(index, [{ driven: heard.slice(behind), matches: matches.slice(behind) }]).rightPct).toBe(100);
  });
});
