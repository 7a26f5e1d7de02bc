import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { savedMissions } from '../../src/core/saved-mission.ts';
import { randomStream } from '../../src/kernel/random.ts';
import { pointInNode, pointOnLink } from '../../src/roadnet/geometry.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { CoreScene } from '../support/core-scene.ts';
import { smallIndex } from '../support/small-corridor.ts';

const index = smallIndex(3, 120);
const stopBarM = index.link('SOUTH-J01').lengthM;

/** AMB-1 comes up to `toM` before J01 at 14 m/s; every junction shows the stage for it. */
function approach(toM = 40): CoreScene {
  const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 60 });
  s.reportAll({ stage: 'A' });
  s.open('M1', 'AMB-1', 'NORTH');
  for (let m = toM + 140; m >= toM; m -= 14) standAt(s, 1, 'SOUTH-J01', stopBarM - m, 14);
  return s;
}

function standAt(s: CoreScene, seconds: number, link: string, offsetM: number, speedMps = 0, uncounted = false): void {
  for (let t = 0; t < seconds; t++) {
    s.reportAll({ stage: 'A', mode: 'priority', ...(uncounted ? { uncounted } : {}) });
    s.fix('AMB-1', link, offsetM, speedMps);
    s.tick();
  }
}

function wishesAt(s: CoreScene, junction: string): readonly string[] {
  return s.commands.filter((c) => c.junction === junction).map(({ wish }) => wish.kind);
}

function passed(s: CoreScene): readonly string[] {
  return s.events.flatMap((e) => (e.kind === 'passed' ? [e.junction] : []));
}

describe('an ambulance that stands beyond the stop bar', () => {
  it('given that it crossed the bar unheard, then it has passed, and the junction is given back for good', () => {
    const s = approach();
    for (let t = 0; t < 10; t++) {
      s.reportAll({ stage: 'A', mode: 'priority' });
      s.tick();
    }
    standAt(s, 300, 'J01-J02', 44);
    expect(passed(s)).toEqual(['J01']);
    expect(wishesAt(s, 'J01').filter((kind) => kind === 'release')).toHaveLength(1);
    expect(s.lastStatus().junctions[0]).toMatchObject({ junction: 'J01', passed: true });
  });

  it('given that it crept over the bar at 1.9 m/s, then it has passed', () => {
    const s = approach();
    for (let m = 40; m > 0; m -= 1.9) standAt(s, 1, 'SOUTH-J01', stopBarM - m, 1.9);
    for (let m = 0; m < 44; m += 1.9) standAt(s, 1, 'J01-J02', m, 1.9);
    standAt(s, 20, 'J01-J02', 44);
    expect(passed(s)).toEqual(['J01']);
  });
});

describe('an ambulance that stands at the stop bar where nobody counts', () => {
  it('is held for three times more; then the operator is called, and its light waits until it moves', () => {
    const s = approach();
    standAt(s, 1500, 'SOUTH-J01', stopBarM - 3, 0, true);
    expect(s.requestHistory('J01').filter((state) => state === 'stale')).toHaveLength(1 + 3);
    expect(wishesAt(s, 'J01').at(-1)).toBe('release');
    expect(s.lastStatus().junctions[0]).toMatchObject({ state: 'stale', reason: 'max-presence' });
    const alerts = s.events.flatMap((e) => (e.kind === 'alert' && e.alert.vehicle === 'AMB-1' ? [e.alert] : []));
    expect(alerts).toMatchObject([{ code: 'max-presence', junction: 'J01' }]);
    for (let m = 0; m < 100; m += 10) standAt(s, 1, 'J01-J02', m, 10, true);
    expect(passed(s)).toEqual(['J01']);
  });
});

describe('an ambulance that is parked', () => {
  it('is not held for again to the maximum after every restart of the controller', () => {
    let s = approach(100);
    standAt(s, 400, 'SOUTH-J01', stopBarM - 100);
    expect(wishesAt(s, 'J01')).toContain('serve');
    for (let restart = 0; restart < 3; restart++) {
      const missions = JSON.parse(JSON.stringify(savedMissions(s.state)));
      const nowMs = s.nowMs + 3000;
      s = new CoreScene(index, { kind: 'fixed-eta', leadS: 60 });
      s.nowMs = nowMs;
      s.take({ kind: 'resumed', receivedMs: nowMs, savedMs: nowMs - 3000, missions });
      standAt(s, 300, 'SOUTH-J01', stopBarM - 100);
      expect(wishesAt(s, 'J01')).toEqual([]);
    }
    for (let m = 100; m > 40; m -= 10) standAt(s, 1, 'SOUTH-J01', stopBarM - m, 10);
    expect(wishesAt(s, 'J01')).toContain('serve');
  });
});

const shixin = indexMap(JSON.parse(readFileSync('maps/hangzhou-shixin.json', 'utf8')));

/** It comes up to a junction at 12 m/s, is not heard for 10 s, and then stands so far beyond the stop bar; what came of it after half a minute. */
function standsBeyond([from, node, to]: readonly [string, string, string], beyondM: number, sigmaM: number, seed: number) {
  const [inLink, outLink] = [`${from}-${node}`, `${node}-${to}`];
  const barM = shixin.link(inLink).lengthM;
  const nodeM = shixin.findMovement(inLink, outLink)!.lengthM;
  const random = randomStream(seed, 'receiver');
  const errorDeg = () => (sigmaM * (Array.from({ length: 12 }, () => random.uniform(0, 1)).reduce((a, b) => a + b) - 6)) / 1e5;
  const s = new CoreScene(shixin, { kind: 'fixed-eta', leadS: 60 });
  const fix = ({ lat, lon, headingDeg }: ReturnType<typeof pointOnLink>, speedMps: number): void => {
    const place = { lat: lat + errorDeg(), lon: lon + errorDeg() };
    const accuracyM = Math.max(4, sigmaM);
    s.take({
      kind: 'fix',
      receivedMs: s.nowMs,
      fix: { vehicle: 'AMB-1', atMs: s.nowMs, ...place, speedMps, headingDeg, accuracyM },
    });
    s.tick();
  };
  s.open('M1', 'AMB-1', 'NORTH');
  for (let m = barM - 160; m < barM - 40; m += 12) fix(pointOnLink(shixin, inLink, m), 12);
  for (let t = 0; t < 10; t++) s.tick();
  const place = beyondM < nodeM ? pointInNode(shixin, inLink, outLink, beyondM) : pointOnLink(shixin, outLink, beyondM - nodeM);
  for (let t = 0; t < 30; t++) fix(place, 0);
  return { hasPassed: passed(s).includes(node), isOpposite: s.state.missions.get('M1')!.at!.link === `${to}-${node}` };
}

describe('an ambulance that stands beyond a stop bar of the flagship, whose nodes are 36 to 42 m wide', () => {
  const NODES = [
    ['S09', 'S10', 'S11'],
    ['S03', 'S04', 'S05'],
  ] as const;
  for (const [sigmaM, fromM] of [
    [0, 25],
    [4, 25],
    [10, 40],
  ] as const) {
    it(`given ${sigmaM} m of noise, then from ${fromM} m on it has passed, and is not on the opposite carriageway`, () => {
      const stuck: string[] = [];
      for (const node of NODES) {
        for (const beyondM of [25, 40, 47, 50, 55, 80, 120].filter((m) => m >= fromM)) {
          for (let seed = 1; seed <= (sigmaM === 0 ? 1 : 4); seed++) {
            const { hasPassed, isOpposite } = standsBeyond(node, beyondM, sigmaM, seed);
            if (!hasPassed || isOpposite) stuck.push(`${node[1]}, ${beyondM} m, seed ${seed}${isOpposite ? ', opposite' : ''}`);
          }
        }
      }
      expect(stuck).toEqual([]);
    });

    it(`given ${sigmaM} m of noise, then within 10 m of the bar it has not passed`, () => {
      const told: string[] = [];
      for (const beyondM of [0, 5, 10])
        for (let seed = 1; seed <= 4; seed++)
          if (standsBeyond(NODES[0], beyondM, sigmaM, seed).hasPassed) told.push(`${beyondM} m, seed ${seed}`);
      expect(told).toEqual([]);
    });
  }
});
