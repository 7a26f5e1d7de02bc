import { describe, expect, it } from 'vitest';
import { findRoute } from '../../src/roadnet/fastest-route.ts';
import { FREE_FLOW } from '../../src/roadnet/live-conditions.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { freeFlowS } from '../../src/roadnet/travel-time.ts';
import { CoreScene } from '../support/core-scene.ts';
import { gridMap } from '../support/grid-map.ts';
import { BLOCK_M, reroutes, routeOf, SIGNALS, STRAIGHT, say, underWay } from '../support/road-scene.ts';

describe('a road slows down', () => {
  it('beyond the next two junctions: the ambulance goes round it where that is worth it, and no sooner', () => {
    const s = underWay();
    say(s, { delays: [{ link: 'c3r1-c4r1', delayS: 200 }] });
    expect(reroutes(s)).toEqual(['faster-way']);
    expect(routeOf(s)).not.toContain('c3r1-c4r1');
    expect(routeOf(s).slice(0, 3)).toEqual(STRAIGHT.slice(0, 3));
    // Free again, the straight way is worth going back to.
    s.nowMs += 1000;
    say(s, {});
    expect(routeOf(s)).toEqual(STRAIGHT);
  });

  it('at the second junction ahead, where it is settled: it drives through', () => {
    const s = underWay();
    say(s, { delays: [{ link: 'c1r1-c2r1', delayS: 200 }] });
    expect(routeOf(s)).toEqual(STRAIGHT);
  });

  it('a little: it drives through, a short way for less than 15 s gained, a long one for less than 8 %', () => {
    const turned = (columns: number, gainedS: number): boolean => {
      const roads = indexMap(gridMap(columns, 3, BLOCK_M, SIGNALS));
      const end = `c${columns - 1}r1`;
      const s = new CoreScene(roads, { kind: 'wavefront' });
      s.open('M1', 'AMB-1', end);
      s.fix('AMB-1', 'c0r1-c1r1', BLOCK_M - 120, 10);
      const closed = { ...FREE_FLOW, closedLinks: ['c3r1-c4r1'] };
      const roundS = freeFlowS(roads, findRoute(roads, 'c2r1-c3r1', end, closed)!);
      const straightS = freeFlowS(roads, findRoute(roads, 'c2r1-c3r1', end)!);
      say(s, { delays: [{ link: 'c3r1-c4r1', delayS: roundS - straightS + gainedS }] });
      return reroutes(s).length > 0;
    };
    expect([14, 17].map((gainedS) => turned(5, gainedS))).toEqual([false, true]);
    // Some 490 s are left, the delay included.
    expect([32, 46].map((gainedS) => turned(20, gainedS))).toEqual([false, true]);
  });
});

describe('the arrival that dispatch is told', () => {
  const toldS = (s: CoreScene): number => (s.lastStatus().etaMs! - s.lastStatus().atMs) / 1000;

  /** Once it stands, as told with its position. */
  const etaS = (s: CoreScene): number => {
    for (let t = 0; t < 20; t++) {
      s.reportAll({ stage: 'A' });
      s.fix('AMB-1', 'c0r1-c1r1', BLOCK_M - 120, 0);
      s.tick();
    }
    return toldS(s);
  };

  it('is as much later as the roads ahead are slower, at the junctions beyond them and at the end', () => {
    const freely = underWay();
    const freeS = etaS(freely);
    const free = freely.lastStatus().junctions.map(({ etaMs }) => etaMs);
    const s = underWay();
    // Before the second signal and behind the last; everything behind the vehicle is behind it.
    say(s, { delays: ['c0r1-c1r1', 'c1r1-c2r1', 'c4r1-c5r1'].map((link) => ({ link, delayS: 12 })) });
    expect(routeOf(s)).toEqual(STRAIGHT);
    const onItsLinkS = 12 * (120 / BLOCK_M);
    expect(etaS(s) - freeS).toBeCloseTo(24 + onItsLinkS, 0);
    const laterS = s.lastStatus().junctions.map(({ etaMs }, i) => (etaMs - free[i]!) / 1000);
    // A stop bar lies 20 m before the end of its street.
    const toBarS = 12 * ((BLOCK_M - 20) / BLOCK_M);
    [onItsLinkS - 12 + toBarS, onItsLinkS + toBarS, onItsLinkS + 12, onItsLinkS + 12].forEach((s0, i) => {
      expect(laterS[i]).toBeCloseTo(s0, 0);
    });
  });

  it('comes nearer second by second while the vehicle is not heard on a slow road', () => {
    const s = underWay();
    say(s, { delays: [{ link: 'c0r1-c1r1', delayS: 100 }] });
    for (let t = 0; t < 5; t++) s.tick();
    const [first, atMs] = [toldS(s), s.lastStatus().atMs];
    for (let t = 0; t < 6; t++) s.tick();
    expect(first - toldS(s)).toBeCloseTo((s.lastStatus().atMs - atMs) / 1000, 0);
  });
});
