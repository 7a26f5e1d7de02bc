import { describe, expect, it } from 'vitest';
import type { CorridorPlan } from '../../src/preemption/corridor/corridor-plan.ts';
import type { Strategy } from '../../src/preemption/strategy.ts';
import type { LaneCount } from '../../src/signal/junction-state.ts';
import { CoreScene, queueOn } from '../support/core-scene.ts';
import { smallIndex } from '../support/small-corridor.ts';

const JUNCTIONS = 4;
const JAM = ['SOUTH-J01', ...Array.from({ length: JUNCTIONS - 1 }, (_, i) => `J0${i + 1}-J0${i + 2}`)].flatMap((link) =>
  queueOn(link, [0, 1], 36),
);
const LIGHT = queueOn('J01-J02', [0, 1], 4);

/** An ambulance at the tail of the first queue, its mission open and every junction in its cross stage, after the first second. */
function scene(maxPresenceS: number, lanes: readonly LaneCount[], strategy: Strategy = { kind: 'wavefront' }): CoreScene {
  const s = new CoreScene(smallIndex(JUNCTIONS, maxPresenceS), strategy);
  s.reportAll({ stage: 'C', lanes });
  s.open('M1', 'AMB-1', 'NORTH');
  s.fix('AMB-1', 'SOUTH-J01', 20, 3);
  s.tick();
  return s;
}

function planOf(s: CoreScene): CorridorPlan | undefined {
  return s.state.missions.get('M1')?.plan;
}

/** One more second of the same scene; what was commanded shows. */
function goOn(s: CoreScene, seconds: number, lanes: readonly LaneCount[]): void {
  for (let t = 0; t < seconds; t++) {
    for (const { id } of s.index.map.junctions) {
      const asking = s.state.junctions.get(id)?.asking;
      const stage = asking?.stage ?? 'C';
      const held = asking === undefined ? {} : { mode: 'priority' as const, heldSinceMs: asking.sinceMs };
      s.report(id, { stage, sinceS: asking === undefined ? 60 : (s.nowMs - asking.sinceMs) / 1000, lanes, ...held });
    }
    s.fix('AMB-1', 'SOUTH-J01', 20 + t, 1);
    s.tick();
  }
}

describe('junctions that can be held for a short time, in a jam', () => {
  it('given 120 s, then the whole corridor is planned', () => {
    const plan = planOf(scene(120, JAM));
    expect(plan?.beginMs.size).toBe(JUNCTIONS);
  });

  it('given that the ambulance is expected at a junction, then never before those in front of it', () => {
    const arrivals = [...(planOf(scene(120, JAM))?.arrivalMs ?? [])].sort(([a], [b]) => a - b).map(([, ms]) => ms);
    expect(arrivals).toHaveLength(JUNCTIONS);
    expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b));
  });

  it('given a jam that hardly moves, then the streets that wait are served before any has waited 120 s', () => {
    const s = scene(120, JAM);
    goOn(s, 150, JAM);
    const purposes = s.events.flatMap((e) => (e.kind === 'planned' && e.junction === 'J01' ? [e.purpose] : []));
    expect(purposes).toContain('cross-service');
    expect(s.refusals()).not.toContain('interlock:max-presence');
  });

  it.each([
    { case: '300 s', made: () => scene(300, JAM) },
    { case: 'light traffic', made: () => scene(120, LIGHT) },
    { case: 'single holds asked for', made: () => scene(120, JAM, { kind: 'queue-leads' }) },
    { case: 'no lead over the corridor', made: () => scene(120, JAM, { kind: 'wavefront', without: 'cumulative-lead' }) },
    { case: 'a fixed trigger', made: () => scene(120, JAM, { kind: 'fixed-eta', leadS: 120 }) },
  ])('given $case, then nothing is planned together', ({ made }) => {
    expect(planOf(made())).toBeUndefined();
  });

  it('given that the jam has gone, then junctions are planned one by one again', () => {
    const s = scene(120, JAM);
    expect(planOf(s)).toBeDefined();
    goOn(s, 1, LIGHT);
    expect(planOf(s)).toBeUndefined();
  });

  it('given the same inputs, then the same plan, second by second', () => {
    const [a, b] = [scene(120, JAM), scene(120, JAM)];
    goOn(a, 20, JAM);
    goOn(b, 20, JAM);
    expect(planOf(a)).toBeDefined();
    expect(planOf(a)).toEqual(planOf(b));
    expect(a.commands).toEqual(b.commands);
  });

  it('given a junction that falls silent, then the others are planned on, and it is not commanded', () => {
    const s = scene(120, JAM);
    const before = s.commands.length;
    for (let t = 0; t < 8; t++) {
      for (const { id } of s.index.map.junctions) if (id !== 'J03') s.report(id, { stage: 'C', lanes: JAM });
      s.fix('AMB-1', 'SOUTH-J01', 20, 1);
      s.tick();
    }
    expect(planOf(s)).toBeDefined();
    expect(
      s.commands.slice(before).filter(({ junction, issuedAtMs }) => junction === 'J03' && issuedAtMs > s.nowMs - 2_000),
    ).toEqual([]);
  });
});
