import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { savedMissions } from '../../src/core/saved-mission.ts';
import { randomStream } from '../../src/kernel/random.ts';
import { pointOnLink } from '../../src/roadnet/geometry.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { CoreScene } from '../support/core-scene.ts';
import { gridMap } from '../support/grid-map.ts';

const shixin = indexMap(JSON.parse(readFileSync('maps/hangzhou-shixin.json', 'utf8')));
const grid = indexMap(gridMap(5, 3, 300, ['c1r1', 'c2r1', 'c3r1']));

/** Positions of AMB-1 with an error of so many metres, new with every one. */
function noisy(s: CoreScene, seed: number, sigmaM: number) {
  const random = randomStream(seed, 'receiver');
  const errorDeg = (): number =>
    (sigmaM * (Array.from({ length: 12 }, () => random.uniform(0, 1)).reduce((a, b) => a + b) - 6)) / 1e5;
  return (link: string, offsetM: number, speedMps: number): void => {
    const { lat, lon, headingDeg } = pointOnLink(s.index, link, offsetM);
    const place = { lat: lat + errorDeg(), lon: lon + errorDeg() };
    const fix = { vehicle: 'AMB-1', atMs: s.nowMs, ...place, speedMps, headingDeg, accuracyM: Math.max(4, sigmaM) };
    s.take({ kind: 'fix', receivedMs: s.nowMs, fix });
    s.tick();
  };
}

function routeOf(s: CoreScene): readonly string[] {
  return s.state.missions.get('M1')?.route?.links ?? [];
}

const NORTHBOUND = ['SOUTH-S01', 'S04-S05', 'S09-S10', 'S11-S12', 'S17-S18', 'S20-S21'];

describe('a mission is opened for an ambulance that stands', () => {
  it('given a road whose other direction leads nowhere near, then it is routed on this one, whatever its first position says', () => {
    const refused: string[] = [];
    for (const link of NORTHBOUND) {
      for (let seed = 1; seed <= 6; seed++) {
        const s = new CoreScene(shixin, { kind: 'wavefront' });
        const fix = noisy(s, seed, 4);
        s.open('M1', 'AMB-1', 'NORTH');
        for (let t = 0; t < 5; t++) fix(link, 0.6 * shixin.link(link).lengthM, 0);
        if (routeOf(s)[0] !== link) refused.push(`${link} ${seed}: ${s.state.missions.get('M1')?.phase}`);
      }
    }
    expect(refused).toEqual([]);
  });

  it('given a street of two directions, then it is routed the sooner way, and dispatch sees that this is not sure', () => {
    const s = new CoreScene(grid, { kind: 'wavefront' });
    const fix = noisy(s, 1, 4);
    s.open('M1', 'AMB-1', 'c4r1');
    for (let t = 0; t < 3; t++) fix('c2r1-c1r1', 140, 0);
    expect(routeOf(s)).toEqual(['c1r1-c2r1', 'c2r1-c3r1', 'c3r1-c4r1']);
    expect(s.lastStatus()).toMatchObject({ phase: 'under-way', uncertainStart: true });
    expect(s.events).toContainEqual(expect.objectContaining({ kind: 'routed', uncertainStart: true }));
  });

  it('given that it then drives off the other way, then its first two positions show it, and nothing is uncertain any more', () => {
    const s = new CoreScene(grid, { kind: 'wavefront' });
    const fix = noisy(s, 1, 4);
    s.open('M1', 'AMB-1', 'c4r1');
    for (let t = 0; t < 3; t++) fix('c2r1-c1r1', 140, 0);
    fix('c2r1-c1r1', 146, 6);
    fix('c2r1-c1r1', 154, 9);
    s.tick();
    expect(routeOf(s)[0]).toBe('c2r1-c1r1');
    expect(s.lastStatus().uncertainStart).toBeUndefined();
  });

  it('given no way from any road that it may be on, then it is refused, but not for one position alone', () => {
    const s = new CoreScene(shixin, { kind: 'wavefront' });
    const fix = noisy(s, 1, 4);
    s.open('M1', 'AMB-1', 'NORTH');
    for (let m = 100; m < 120; m += 10) fix('S05-S04', m, 10);
    expect(s.lastStatus()).toMatchObject({ phase: 'waiting-for-position' });
    for (let m = 120; m < 160; m += 10) fix('S05-S04', m, 10);
    expect(s.lastStatus()).toMatchObject({ phase: 'refused', reason: 'no-route' });
  });
});

describe('the controller restarts while an ambulance stands', () => {
  it('given two directions of a street that both lead to the destination, then it goes on the way it was on', () => {
    const elsewhere: string[] = [];
    for (let seed = 1; seed <= 20; seed++) {
      const before = new CoreScene(grid, { kind: 'wavefront' });
      const drive = noisy(before, seed, 4);
      before.open('M1', 'AMB-1', 'c1r2');
      for (let m = 100; m < 200; m += 10) drive('c2r1-c1r1', m, 10);
      for (let t = 0; t < 5; t++) drive('c2r1-c1r1', 200, 0);
      const missions = JSON.parse(JSON.stringify(savedMissions(before.state)));
      const s = new CoreScene(grid, { kind: 'wavefront' });
      s.nowMs = before.nowMs + 5000;
      s.take({ kind: 'resumed', receivedMs: s.nowMs, savedMs: before.nowMs, missions });
      const fix = noisy(s, 100 + seed, 4);
      for (let t = 0; t < 10; t++) fix('c2r1-c1r1', 200, 0);
      const { at, route } = s.state.missions.get('M1')!;
      if (at?.link !== 'c2r1-c1r1' || route?.links[0] !== 'c2r1-c1r1' || s.lastStatus().uncertainStart === true)
        elsewhere.push(`${seed}: ${at?.link}`);
    }
    expect(elsewhere).toEqual([]);
  });
});
