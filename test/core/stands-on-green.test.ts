import { describe, expect, it } from 'vitest';
import type { LaneCount } from '../../src/signal/junction-state.ts';
import { CoreScene, queueOn } from '../support/core-scene.ts';
import { BLOCK_M, index } from '../support/road-scene.ts';
import { smallIndex } from '../support/small-corridor.ts';

const LINK = 'c0r1-c1r1';
const BEYOND = 'c1r1-c2r1';
const STANDS_AT_M = BLOCK_M - 20 - 40;

/** Counted in the lane in which it stands. */
const ITSELF = queueOn(LINK, [0], 1);

/** AMB-1 has stopped 40 m before its first signal, which has long been green; so many seconds pass. */
function standing(seconds: number, lanes: readonly LaneCount[] = ITSELF): CoreScene {
  const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 200 });
  report(s, []);
  s.open('M1', 'AMB-1', 'c5r1');
  for (const backM of [30, 20, 10]) second(s, STANDS_AT_M - backM, 10, lanes);
  for (let t = 0; t < seconds; t++) second(s, STANDS_AT_M, 0, lanes);
  return s;
}

function second(s: CoreScene, offsetM: number, speedMps: number, lanes: readonly LaneCount[]): void {
  report(s, lanes);
  s.fix('AMB-1', LINK, offsetM, speedMps);
  s.tick();
}

/** Every junction counts every lane; where nothing is said there is nobody. */
function report(s: CoreScene, lanes: readonly LaneCount[]): void {
  for (const { id, node } of index.map.junctions) {
    const counts = index.linksInto(node).flatMap((link) =>
      link.lanes.map((_, lane) => {
        return (
          lanes.find((one) => one.link === link.id && one.lane === lane) ?? { link: link.id, lane, queueVeh: 0, vehicles: 0 }
        );
      }),
    );
    s.report(id, { stage: 'A', sinceS: 100, lanes: counts });
  }
}

const endedFor = (s: CoreScene): boolean => s.refusals().includes('request:stands-on-green');
const isHeld = (s: CoreScene, node: string): boolean =>
  s.state.junctions.get(index.findJunctionAt(node)!.id)?.asking !== undefined;

describe('a vehicle that stands before its green', () => {
  it('with nobody in front of it and room beyond is given half a minute; then all that is held for it is given back', () => {
    expect(isHeld(standing(25), 'c1r1')).toBe(true);
    const s = standing(50);
    expect(endedFor(s)).toBe(true);
    for (const junction of ['c1r1', 'c2r1', 'c3r1']) expect(isHeld(s, junction)).toBe(false);
    for (let t = 0; t < 30; t++) second(s, STANDS_AT_M, 0, ITSELF);
    expect(isHeld(s, 'c1r1')).toBe(false);
  });

  it('is asked for again as soon as it moves', () => {
    const s = standing(50);
    for (let t = 1; t <= 14; t++) second(s, STANDS_AT_M + Math.min(30, t * 3), 3, []);
    expect(isHeld(s, 'c1r1')).toBe(true);
  });

  it('keeps its green while somebody stands in front of it', () => {
    expect(endedFor(standing(60, queueOn(LINK, [0, 1], 5)))).toBe(false);
  });

  it('keeps its green while the road beyond is full, which is what holds it up', () => {
    expect(endedFor(standing(60, [...ITSELF, ...queueOn(BEYOND, [0, 1], 36)]))).toBe(false);
  });
});

const corridor = smallIndex(3);
const APPROACH = 'SOUTH-J01';
const BAR_M = corridor.link(APPROACH).lengthM;

interface AtBar {
  readonly toBarM: number;
  readonly accuracyM?: number;
  /** How long it waits for its light before that turns green. */
  readonly redS?: number;
  readonly lanes?: readonly LaneCount[];
  readonly uncounted?: 'here' | 'beyond' | 'everywhere';
}

/** AMB-1 drives up to the first bar of the corridor and stands there for so many seconds of green. */
function standingAtBar(seconds: number, { toBarM, accuracyM = 3, redS = 0, lanes = [], uncounted }: AtBar): CoreScene {
  const s = new CoreScene(corridor, { kind: 'fixed-eta', leadS: 200 });
  const pass = (metresBack: number, speedMps: number, stage = 'A', sinceS = 100): void => {
    for (const { id } of corridor.map.junctions) {
      const isUncounted = uncounted === 'everywhere' || uncounted === (id === 'J01' ? 'here' : 'beyond');
      s.report(id, { stage, sinceS, lanes, ...(isUncounted ? { uncounted: true } : {}) });
    }
    s.fix('AMB-1', APPROACH, BAR_M - metresBack, speedMps, accuracyM);
    s.tick();
  };
  const shown = redS === 0 ? 'A' : 'C';
  s.reportAll({ stage: shown });
  s.open('M1', 'AMB-1', 'NORTH');
  for (let m = 100; m > toBarM; m -= 10) pass(m, 10, shown);
  for (let t = 0; t < redS; t++) pass(toBarM, 0, shown);
  for (let t = 0; t < seconds; t++) pass(toBarM, 0, 'A', redS === 0 ? 100 : t);
  return s;
}

/** It goes on to stand there for so many seconds, under these counts. */
function standOn(s: CoreScene, seconds: number, toBarM: number, lanes: readonly LaneCount[]): void {
  for (let t = 0; t < seconds; t++) {
    s.reportAll({ stage: 'A', sinceS: 100, lanes });
    s.fix('AMB-1', APPROACH, BAR_M - toBarM, 0);
    s.tick();
  }
}

const asksFor = (s: CoreScene, junction: string): boolean => s.state.junctions.get(junction)?.asking !== undefined;

describe('a vehicle that stands at the bar of its green', () => {
  it('while nobody stands in any lane of its movement waits in another lane: after a quarter of a minute all is given back', () => {
    expect(asksFor(standingAtBar(12, { toBarM: 5 }), 'J01')).toBe(true);
    const s = standingAtBar(24, { toBarM: 5 });
    expect(endedFor(s)).toBe(true);
    for (const junction of ['J01', 'J02', 'J03']) expect(asksFor(s, junction)).toBe(false);
  });

  it('keeps its green where somebody is seen standing there in between: the quarter of a minute begins anew', () => {
    const s = standingAtBar(12, { toBarM: 5 });
    standOn(s, 1, 5, queueOn(APPROACH, [0], 1));
    standOn(s, 12, 5, []);
    expect(endedFor(s)).toBe(false);
    standOn(s, 6, 5, []);
    expect(endedFor(s)).toBe(true);
  });

  it('is asked for again where it goes on along its way after all', () => {
    const s = standingAtBar(40, { toBarM: 5 });
    expect(asksFor(s, 'J02')).toBe(false);
    for (let m = 3; m <= 60; m += 6) {
      s.reportAll({ stage: 'A', sinceS: 200 });
      s.fix('AMB-1', 'J01-J02', m, 6);
      s.tick();
    }
    expect(asksFor(s, 'J02')).toBe(true);
  });

  it('keeps its green where it was the first of those who waited for it and has hardly had time to start', () => {
    expect(endedFor(standingAtBar(12, { toBarM: 5, redS: 40 }))).toBe(false);
  });

  it('keeps its green, however long it has been held for, until that has shown for half a minute', () => {
    const waited = { toBarM: 2, redS: 40, lanes: queueOn(APPROACH, [0], 1) };
    expect(endedFor(standingAtBar(25, waited))).toBe(false);
    expect(endedFor(standingAtBar(40, waited))).toBe(true);
  });

  it('gives it back from 20 m before it, where one vehicle in front of it would show in the counts', () => {
    expect(endedFor(standingAtBar(60, { toBarM: 20, lanes: queueOn(APPROACH, [0], 1) }))).toBe(true);
    expect(endedFor(standingAtBar(60, { toBarM: 20, lanes: queueOn(APPROACH, [0, 1], 3) }))).toBe(false);
  });

  it('keeps its green where one vehicle fits between it and the bar, wherever that is counted', () => {
    expect(endedFor(standingAtBar(60, { toBarM: 11, lanes: queueOn(APPROACH, [0], 1) }))).toBe(false);
  });

  it('gives it back after half a minute where nobody fits between it and the bar: it is not the light that keeps it', () => {
    const lanes = queueOn(APPROACH, [0], 6);
    expect(endedFor(standingAtBar(25, { toBarM: 2, lanes }))).toBe(false);
    expect(endedFor(standingAtBar(60, { toBarM: 2, lanes }))).toBe(true);
  });

  it('keeps its green where every lane of its movement stands: what keeps them is beyond the bar', () => {
    expect(endedFor(standingAtBar(60, { toBarM: 2, lanes: queueOn(APPROACH, [0, 1], 6) }))).toBe(false);
  });

  it('keeps its green where its place errs by 30 m and somebody stands: it may be anywhere in that queue', () => {
    expect(endedFor(standingAtBar(60, { toBarM: 2, accuracyM: 30, lanes: queueOn(APPROACH, [0], 6) }))).toBe(false);
  });

  it('keeps its green while the road beyond is full', () => {
    expect(endedFor(standingAtBar(60, { toBarM: 5, lanes: queueOn('J01-J02', [0, 1], 40) }))).toBe(false);
  });

  it('keeps its green where nobody counts on the road beyond: it may be full', () => {
    expect(endedFor(standingAtBar(60, { toBarM: 5, uncounted: 'beyond' }))).toBe(false);
  });

  it('keeps its green where nobody counts', () => {
    expect(endedFor(standingAtBar(60, { toBarM: 2, uncounted: 'everywhere' }))).toBe(false);
  });

  it('keeps its green where only the junction beyond counts: that nobody stands in front of it is not believed, but has to be seen', () => {
    for (const toBarM of [5, 40]) {
      expect(endedFor(standingAtBar(60, { toBarM }))).toBe(true);
      expect(endedFor(standingAtBar(60, { toBarM, uncounted: 'here' }))).toBe(false);
    }
  });
});
