import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/kernel/random.ts';
import { smoothPath } from '../../src/location/smooth.ts';
import { distanceM, pointInNode, pointOnLink } from '../../src/roadnet/geometry.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { drive } from '../support/drive.ts';
import { gridMap } from '../support/grid-map.ts';
import { matchDrive } from '../support/match-drive.ts';

const index = indexMap(gridMap(6, 6, 250));
const links = ['c0r1-c1r1', 'c1r1-c2r1', 'c2r1-c2r2', 'c2r2-c3r2', 'c3r2-c3r1'];

function driven(seed: number) {
  return drive({ index, links, sigmaM: 15, random: randomStream(seed), standS: 10 });
}

describe('the way of a recorded drive, seen from its end', () => {
  it('Given fixes of 15 m, then the links driven, in their order and without a break', () => {
    for (let seed = 0; seed < 10; seed++) {
      const { parts } = smoothPath(
        index,
        driven(seed).map(({ fix }) => fix),
        [],
      );
      expect(parts.map((part) => part.links)).toEqual([links]);
    }
  });

  it('Given what came later, then the places are nearer the truth than those told at the time', () => {
    let [online, afterwards] = [0, 0];
    for (let seed = 0; seed < 10; seed++) {
      const seconds = driven(seed);
      const points = smoothPath(
        index,
        seconds.map(({ fix }) => fix),
        [],
      ).parts.flatMap((part) => part.points);
      matchDrive(index, seconds, []).forEach((match, i) => {
        const { link, offsetM } = seconds[i]!;
        const beyondM = offsetM - index.link(link).lengthM;
        const next = links[links.indexOf(link) + 1];
        const truly =
          beyondM > 0 && next !== undefined ? pointInNode(index, link, next, beyondM) : pointOnLink(index, link, offsetM);
        online += distanceM(truly, pointOnLink(index, match.link, match.offsetM)) ** 2;
        afterwards += distanceM(truly, points[i]!) ** 2;
      });
    }
    expect(afterwards).toBeLessThan(0.8 * online);
  });

  it('Given a vehicle that is next seen where no way leads within its time, then two parts', () => {
    const seconds = driven(1).slice(0, 20);
    const elsewhere = drive({ index, links: ['c5r5-c4r5', 'c4r5-c3r5'], sigmaM: 5, random: randomStream(2) });
    const moved = elsewhere.map(({ fix }) => ({ ...fix, atMs: fix.atMs + 50_000 }));
    const { parts, refused } = smoothPath(index, [...seconds.map(({ fix }) => fix), ...moved], []);
    expect(parts).toHaveLength(2);
    expect(refused).toBe(0);
    expect(parts[1]!.links).toEqual(['c5r5-c4r5', 'c4r5-c3r5']);
  });
});
