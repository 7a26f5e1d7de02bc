import { describe, expect, it } from 'vitest';
import type { LaneCount } from '../../src/signal/junction-state.ts';
import { CoreScene, queueOn } from '../support/core-scene.ts';
import { BLOCK_M, index } from '../support/road-scene.ts';

const LINK = 'c0r1-c1r1';
const BEYOND = 'c1r1-c2r1';
const STANDS_AT_M = BLOCK_M - 20 - 40;

/** AMB-1 has stopped 40 m before its first signal, which has long been green; so many seconds pass. */
function standing(seconds: number, lanes: readonly LaneCount[] = []): CoreScene {
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
    for (let t = 0; t < 30; t++) second(s, STANDS_AT_M, 0, []);
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
    expect(endedFor(standing(60, queueOn(BEYOND, [0, 1], 36)))).toBe(false);
  });
});
