import { describe, expect, it } from 'vitest';
import type { CorridorPlan } from '../../src/preemption/corridor/corridor-plan.ts';
import type { LaneCount } from '../../src/signal/junction-state.ts';
import { CoreScene, queueOn } from '../support/core-scene.ts';
import { smallIndex } from '../support/small-corridor.ts';

const JUNCTIONS = 4;
/** Junctions that may be held for 120 s: for one ambulance alone for 72 s, before those who wait have to be served. */
const index = smallIndex(JUNCTIONS, 120);
/** Takes longer to clear than any junction can be held. */
const LONG = queueOn('SOUTH-J01', [0, 1], 40);
/** A jam, but one that a single hold clears: 62 s. */
const SHORT = queueOn('SOUTH-J01', [0, 1], 31);

/** An ambulance at the tail of the first queue, every junction in its cross stage, after the first second. */
function scene(lanes: readonly LaneCount[]): CoreScene {
  const s = new CoreScene(index, { kind: 'wavefront' });
  s.reportAll({ stage: 'C', lanes });
  s.open('M1', 'AMB-1', 'NORTH');
  s.fix('AMB-1', 'SOUTH-J01', 20, 3);
  s.tick();
  return s;
}

function missionOf(s: CoreScene) {
  return s.state.missions.get('M1')!;
}

function planOf(s: CoreScene): CorridorPlan | undefined {
  return missionOf(s).plan;
}

function second(s: CoreScene, lanes: readonly LaneCount[], isHeard = true): void {
  s.reportAll({ stage: 'C', lanes });
  if (isHeard) s.fix('AMB-1', 'SOUTH-J01', 20, 0);
  s.tick();
}

describe('the plan for a whole corridor', () => {
  it('given a jam that a single hold clears, then none is made', () => {
    const s = scene(SHORT);
    second(s, SHORT);
    expect(missionOf(s).isJammed).toBe(true);
    expect(planOf(s)).toBeUndefined();
  });

  it('given a jam that has shrunk to what a single hold clears, then the plan that was made goes on', () => {
    const s = scene(LONG);
    expect(planOf(s)).toBeDefined();
    second(s, SHORT);
    expect(missionOf(s).isJammed).toBe(true);
    expect(planOf(s)).toBeDefined();
  });

  it('given a position that is lost, then none is made any more', () => {
    const s = scene(LONG);
    for (let t = 0; t < 20; t++) second(s, LONG, false);
    expect(missionOf(s).positionLost).toBe(true);
    expect(planOf(s)).toBeUndefined();
  });

  it('given a vehicle whose positions are not believed, then none is made any more', () => {
    const s = scene(LONG);
    const elsewhere = (t: number): void => {
      s.nowMs += 500;
      s.fix('AMB-1', 'J03-J04', 50 + 5 * t, 10);
      s.nowMs -= 500;
    };
    for (let t = 0; t < 12; t++) {
      second(s, LONG);
      elsewhere(t);
    }
    expect(missionOf(s).trust?.suspect).toBeDefined();
    expect(planOf(s)).toBeUndefined();
  });

  it('given a junction that has let go at its maximum presence, then no green is planned there', () => {
    const s = scene(LONG);
    expect(planOf(s)?.beginMs.has(0)).toBe(true);
    const command = s.commands.findLast(({ junction }) => junction === 'J01');
    s.confirm(command!, 'released', 'max-presence');
    second(s, LONG);
    expect(s.requestHistory('J01').at(-1)).toBe('stale');
    const { beginMs, pauseMs, arrivalMs } = planOf(s)!;
    expect(arrivalMs.has(0)).toBe(true);
    expect([beginMs.has(0), pauseMs.has(0)]).toEqual([false, false]);
  });
});
