import { describe, expect, it } from 'vitest';
import type { Urgency } from '../../src/preemption/mission.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import type { LaneCount } from '../../src/signal/junction-state.ts';
import { CoreScene, queueOn } from '../support/core-scene.ts';
import { gridMap } from '../support/grid-map.ts';
import { BLOCK_M, reroutes, routeOf, say } from '../support/road-scene.ts';

/** Ten by three blocks, signals all along the three streets that run east; the straight way is row 1. */
const COLUMNS = [1, 2, 3, 4, 5, 6, 7, 8];
const SIGNALS = COLUMNS.flatMap((column) => [0, 1, 2].map((row) => `c${column}r${row}`));
const index = indexMap(gridMap(10, 3, BLOCK_M, SIGNALS));
const STRAIGHT = [0, ...COLUMNS].map((column) => `c${column}r1-c${column + 1}r1`);

/** Both lanes of a street are full from end to end. */
const FULL_VEH = 37;

function full(...links: readonly string[]): readonly LaneCount[] {
  return links.flatMap((link) => queueOn(link, [0, 1], FULL_VEH));
}

interface Scene {
  readonly guided?: boolean;
  readonly urgency?: Urgency;
  readonly offsetM?: number;
  readonly queues: readonly LaneCount[];
  /** On every street that ends at its destination. */
  readonly atTheEndS?: number;
}

/** AMB-1 on its way east along row 1, and 12 s in which every junction reports its queues. */
function drive({ guided = true, urgency = 'life-threat', offsetM = BLOCK_M - 120, queues, atTheEndS = 0 }: Scene): CoreScene {
  const s = new CoreScene(index, { kind: 'wavefront' });
  const reportAll = (lanes: readonly LaneCount[]): void => {
    for (const { id, node } of index.map.junctions)
      s.report(id, { stage: 'A', lanes: lanes.filter(({ link }) => index.link(link).to === node) });
  };
  reportAll([]);
  say(s, { delays: index.linksInto('c9r1').map(({ id }) => ({ link: id, delayS: atTheEndS })) });
  const order = { kind: 'open', mission: 'M1', vehicle: 'AMB-1', atMs: s.nowMs, destination: 'c9r1', urgency, guided } as const;
  s.take({ kind: 'order', receivedMs: s.nowMs, order });
  // It has been seen to drive in its direction before it stands in front of the first signal.
  for (const backM of [30, 20, 10]) {
    s.fix('AMB-1', 'c0r1-c1r1', offsetM - backM, 10);
    s.tick();
  }
  for (let t = 0; t < 12; t++) {
    reportAll(queues);
    s.fix('AMB-1', 'c0r1-c1r1', offsetM, 0);
    s.tick();
  }
  return s;
}

const BEYOND = full(...STRAIGHT.slice(3, 8));

describe('an ambulance whose crew drives the route that it is shown', () => {
  it('is led round queues beyond the next two junctions that no lead clears in time, and dispatch is shown the new route', () => {
    const s = drive({ queues: BEYOND });
    expect(reroutes(s)).toEqual(['quicker-under-plan']);
    expect(routeOf(s).slice(0, 2)).toEqual(STRAIGHT.slice(0, 2));
    expect(routeOf(s)).not.toContain('c4r1-c5r1');
    expect(s.lastStatus()).toMatchObject({ guided: true, route: routeOf(s) });
  });

  it('keeps its way through the next two junctions, whatever stands there', () => {
    const s = drive({ queues: full('c0r1-c1r1', 'c1r1-c2r1') });
    expect(routeOf(s).slice(0, 3)).toEqual(STRAIGHT.slice(0, 3));
  });

  it('keeps its way where the queues are as long on every way', () => {
    const everywhere = index.map.links.filter(({ to }) => index.findJunctionAt(to) !== undefined).map(({ id }) => id);
    expect(routeOf(drive({ queues: full(...everywhere) }))).toEqual(STRAIGHT);
  });

  it('keeps its way where the queues will have gone when it comes', () => {
    expect(routeOf(drive({ queues: STRAIGHT.slice(3, 8).flatMap((link) => queueOn(link, [0, 1], 4)) }))).toEqual(STRAIGHT);
  });

  it('keeps its way for a gain of 40 s where that is less than 8 % of what is left: crews are not led about for a little of a long drive', () => {
    const queues = STRAIGHT.slice(3, 8).flatMap((link) => queueOn(link, [0, 1], 24));
    expect(reroutes(drive({ queues }))).toEqual(['quicker-under-plan']);
    expect(routeOf(drive({ queues, atTheEndS: 600 }))).toEqual(STRAIGHT);
  });

  it('does not go to and fro', () => {
    const s = drive({ queues: BEYOND });
    const taken = routeOf(s);
    for (let t = 0; t < 60; t++) {
      for (const { id, node } of index.map.junctions)
        s.report(id, { stage: 'A', lanes: BEYOND.filter(({ link }) => index.link(link).to === node) });
      s.fix('AMB-1', 'c0r1-c1r1', BLOCK_M - 120, 0);
      s.tick();
    }
    expect(routeOf(s)).toEqual(taken);
  });
});

describe('an ambulance that is left to its own way', () => {
  it('when its crew is not led, by whatever queues', () => {
    const s = drive({ guided: false, queues: BEYOND });
    expect(routeOf(s)).toEqual(STRAIGHT);
    expect(s.lastStatus().guided).toBeUndefined();
  });

  it('when it is not heard', () => {
    const s = drive({ queues: [] });
    for (let t = 0; t < 40; t++) {
      const lanes = t < 16 ? [] : BEYOND;
      for (const { id, node } of index.map.junctions)
        s.report(id, { stage: 'A', lanes: lanes.filter(({ link }) => index.link(link).to === node) });
      s.tick();
    }
    expect(s.alerts()).toContain('position-lost');
    expect(routeOf(s)).toEqual(STRAIGHT);
  });
});
