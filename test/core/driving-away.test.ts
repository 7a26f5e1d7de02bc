import { describe, expect, it } from 'vitest';
import { indexMap, type RoadIndex } from '../../src/roadnet/road-index.ts';
import { CoreScene } from '../support/core-scene.ts';
import { gridMap } from '../support/grid-map.ts';

/** Streets of 300 m on both banks of a river that only the bridges of rows 1 and 8 cross, from column 1 to column 2. */
function twoBanks(): RoadIndex {
  const map = gridMap(4, 16, 300, ['c1r1', 'c2r1', 'c1r8', 'c2r8']);
  const isInRiver = (id: string): boolean => /^c[12]r(\d+)-c[12]r\1$/.test(id) && !/r[18]$/.test(id);
  const links = map.links.filter(({ id }) => !isInRiver(id));
  const movements = map.movements.filter(({ from, to }) => !isInRiver(from) && !isInRiver(to));
  return indexMap({ ...map, links, movements });
}

const index = twoBanks();

/** AMB-1 is sent over the near bridge, which closes before it. */
function sentRoundByTheFarBridge(): CoreScene {
  const s = new CoreScene(index, { kind: 'wavefront' });
  s.open('M1', 'AMB-1', 'c3r1');
  s.fix('AMB-1', 'c0r1-c1r1', 100, 10);
  s.tick();
  s.take({ kind: 'conditions', receivedMs: s.nowMs, conditions: { atMs: s.nowMs, closed: ['c1r1-c2r1'], delays: [] } });
  return s;
}

/** The same, where nobody turns round and the streets of the near bank meet at its ends only. */
function withoutWayBack(): RoadIndex {
  const { map } = index;
  const isGone = (id: string): boolean => /^c[01]r([2-7])-c[01]r\1$/.test(id);
  const links = map.links.filter(({ id }) => !isGone(id));
  const movements = map.movements.filter(({ from, to, turn }) => turn !== 'uturn' && !isGone(from) && !isGone(to));
  return indexMap({ ...map, links, movements, junctions: [] });
}

function drive(s: CoreScene, link: string, offsetM: number): void {
  s.reportAll({ stage: 'A' });
  s.fix('AMB-1', link, offsetM, 10);
  s.tick();
}

describe('an ambulance that gets farther from its destination', () => {
  it('given that Clearway leads it round a closed bridge, 4 km more, when it follows, then it is believed', () => {
    const s = sentRoundByTheFarBridge();
    const { links, lengthM } = s.state.missions.get('M1')!.route!;
    expect(links).toContain('c1r8-c2r8');
    expect(lengthM).toBeGreaterThan(4_500);
    for (const link of links) {
      for (let m = link === links[0] ? 110 : 5; m < index.link(link).lengthM; m += 10) drive(s, link, m);
    }
    expect(s.alerts()).not.toContain('position-implausible');
    expect(s.state.missions.get('M1')?.phase).toBe('done');
  });

  it('given a turn missed, and 4 km to come back to it, when it stands in the next street, then it is believed', () => {
    const s = new CoreScene(withoutWayBack(), { kind: 'wavefront' });
    s.open('M1', 'AMB-1', 'c3r1');
    for (let m = 110; m < 280; m += 10) drive(s, 'c0r1-c1r1', m);
    for (let m = 5; m < 150; m += 10) drive(s, 'c1r1-c1r2', m);
    expect(s.lastStatus().remainingM).toBeGreaterThan(4_000);
    for (let t = 0; t < 60; t++) {
      s.fix('AMB-1', 'c1r1-c1r2', 150, 0);
      s.tick();
    }
    expect(s.alerts()).not.toContain('position-implausible');
  });

  it('given that it was led round and then drives on past the far bridge, then it is not', () => {
    const s = sentRoundByTheFarBridge();
    for (let m = 110; m < 280; m += 10) drive(s, 'c0r1-c1r1', m);
    for (let row = 1; row < 8; row++) for (let m = 5; m < 280; m += 10) drive(s, `c1r${row}-c1r${row + 1}`, m);
    expect(s.alerts()).not.toContain('position-implausible');
    for (let row = 8; row < 15; row++) for (let m = 5; m < 280; m += 10) drive(s, `c1r${row}-c1r${row + 1}`, m);
    expect(s.lastStatus().position?.suspect).toBe('not-on-route');
  });
});
