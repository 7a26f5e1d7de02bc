import { describe, expect, it } from 'vitest';
import { nextJunctionLine, summaryLine } from '../../src/dispatch/status-view.ts';
import type { CoreScene } from '../support/core-scene.ts';
import { BLOCK_M, driveOn, reroutes, routeOf, say, underWay } from '../support/road-scene.ts';

const passed = (s: CoreScene): readonly string[] =>
  s.lastStatus().junctions.flatMap(({ junction, passed: is }) => (is ? [junction] : []));

/** From just beyond the node to just before the next one, 40 m at a time. */
function along(s: CoreScene, link: string): void {
  for (let offsetM = 20; offsetM < BLOCK_M - 20; offsetM += 40) driveOn(s, link, offsetM, 4);
}

describe('the junctions that dispatch sees passed', () => {
  it('are still those of the whole drive when a road closes ahead, and those left are neither passed nor next', () => {
    const s = underWay();
    along(s, 'c1r1-c2r1');
    expect(summaryLine(s.lastStatus())).toContain('1 of 4 junctions passed');
    say(s, { closed: ['c2r1-c3r1'] });
    s.tick();
    const { junctions } = s.lastStatus();
    expect(junctions.filter(({ left }) => left === true).map(({ junction }) => junction)).toEqual(['J-c3r1', 'J-c4r1']);
    expect(summaryLine(s.lastStatus())).toContain('1 of 4 junctions passed');
    expect(nextJunctionLine(s.lastStatus())).toMatch(/^next J-c2r1 /);
    for (const link of routeOf(s).slice(1)) along(s, link);
    expect(passed(s)).toEqual(['J-c1r1', 'J-c2r1', 'J-c2r2', 'J-c3r2']);
    expect(summaryLine(s.lastStatus())).toContain('4 of 4 junctions passed');
  });

  it('count one that the vehicle crossed by another turn than its way had', () => {
    const s = underWay();
    along(s, 'c0r1-c1r1');
    along(s, 'c1r1-c1r2');
    expect(reroutes(s)).toEqual([undefined]);
    expect(passed(s)).toEqual(['J-c1r1']);
    const before = s.lastStatus().junctions.length;
    for (const link of routeOf(s).slice(1, 3)) along(s, link);
    expect(passed(s)).toEqual(['J-c1r1', 'J-c2r2']);
    expect(s.lastStatus().junctions).toHaveLength(before);
  });

  it('count one that it crossed by another turn and comes back to as well as the one ahead', () => {
    const s = underWay('c1r0');
    expect(routeOf(s)).toEqual(['c0r1-c1r1', 'c1r1-c1r0']);
    along(s, 'c0r1-c1r1');
    say(s, { closed: ['c0r0-c1r0', 'c2r0-c1r0'] });
    along(s, 'c1r1-c2r1');
    expect(routeOf(s).at(-1)).toBe('c1r1-c1r0');
    const ofFirst = s.lastStatus().junctions.filter(({ junction }) => junction === 'J-c1r1');
    expect(ofFirst.map(({ passed: is }) => is)).toEqual([true, false]);
    expect(new Set(ofFirst.map(({ request }) => request)).size).toBe(2);
  });

  it('do not count one that the vehicle turned round before', () => {
    const s = underWay();
    driveOn(s, 'c0r1-c1r1', 200, 4);
    for (let offsetM = 120; offsetM < 280; offsetM += 20) driveOn(s, 'c1r1-c0r1', offsetM, 4);
    expect(reroutes(s).length).toBeGreaterThan(0);
    expect(passed(s)).toEqual([]);
  });

  it('name none as next when the mission has been called off', () => {
    const s = underWay();
    s.cancel('M1', 'AMB-1');
    s.tick();
    expect(s.lastStatus().phase).toBe('cancelled');
    expect(nextJunctionLine(s.lastStatus())).toBeUndefined();
  });
});
