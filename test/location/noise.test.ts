import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/kernel/random.ts';
import { type MatchState, matchFix } from '../../src/location/matcher.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { type DrivenSecond, drive } from '../support/drive.ts';
import { gridMap } from '../support/grid-map.ts';
import { matchDrive } from '../support/match-drive.ts';

const index = indexMap(gridMap(8, 2, 300));
const links = Array.from({ length: 7 }, (_, c) => `c${c}r0-c${c + 1}r0`);
const SIGMA_M = 15;

/** The same drive with an error that wanders: every fix keeps 95 % of the error of the one before. */
function wandering(seed: number): DrivenSecond[] {
  const random = randomStream(seed, 'wander');
  let [north, east] = [random.normal(0, SIGMA_M), random.normal(0, SIGMA_M)];
  return drive({ index, links, sigmaM: 0, random, standS: 5 }).map((second) => {
    const fresh = SIGMA_M * Math.sqrt(1 - 0.95 * 0.95);
    [north, east] = [0.95 * north + random.normal(0, fresh), 0.95 * east + random.normal(0, fresh)];
    const { lat, lon } = second.fix;
    const moved = { lat: lat + north / 111_195, lon: lon + east / (111_195 * Math.cos((lat * Math.PI) / 180)) };
    return { ...second, fix: { ...second.fix, ...moved, accuracyM: SIGMA_M } };
  });
}

function white(seed: number): DrivenSecond[] {
  return drive({ index, links, sigmaM: SIGMA_M, random: randomStream(seed), standS: 5 });
}

function stateAfter(seconds: readonly DrivenSecond[]): MatchState {
  return seconds.reduce<MatchState | undefined>(
    (state, { fix }) => matchFix(index, state, fix, fix.atMs, links).state,
    undefined,
  )!;
}

describe('how the error of a receiver is made up', () => {
  it('is learned from how its fixes jump: new with every fix, or wandering', () => {
    for (let seed = 0; seed < 5; seed++) {
      expect(stateAfter(white(seed)).whiteShare).toBeGreaterThan(0.6);
      expect(stateAfter(wandering(seed)).whiteShare).toBeLessThan(0.15);
    }
  });

  it.each([
    ['new with every fix', white],
    ['wandering', wandering],
  ])('Given an error that is %s, then the place is within two of the stated sigmas at least 80 %% of the time', (_, made) => {
    let [within, all] = [0, 0];
    for (let seed = 0; seed < 20; seed++) {
      const seconds = made(seed);
      matchDrive(index, seconds, links).forEach((match, i) => {
        if (i < 10 || match.link !== seconds[i]!.link) return;
        all++;
        if (Math.abs(match.offsetM - seconds[i]!.offsetM) <= 2 * match.sigmaM) within++;
      });
    }
    expect(within / all).toBeGreaterThan(0.8);
  });

  it('Given reflections that pull a standing vehicle 25 m ahead for a while, then it stays before the stop bar', () => {
    const seconds = drive({ index, links: links.slice(0, 2), sigmaM: 3, random: randomStream(1), standS: 60 });
    const stopsAt = seconds.findIndex(({ offsetM }) => offsetM > 278);
    const pulled = seconds.slice(0, stopsAt + 50).map((second, i) => {
      const isPulled = i > stopsAt + 15 && i < stopsAt + 35;
      const lon = second.fix.lon + (isPulled ? 25 / (111_195 * Math.cos((second.fix.lat * Math.PI) / 180)) : 0);
      return { ...second, fix: { ...second.fix, lon, accuracyM: 10 } };
    });
    const standing = matchDrive(index, pulled, links).slice(stopsAt);
    expect(standing.every(({ link, offsetM }) => link === links[0] && offsetM < 285)).toBe(true);
  });
});
