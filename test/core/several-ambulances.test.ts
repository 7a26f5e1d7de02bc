import { describe, expect, it } from 'vitest';
import type { MissionStatus, Urgency } from '../../src/preemption/mission.ts';
import { CoreScene, queueOn } from '../support/core-scene.ts';
import { smallIndex } from '../support/small-corridor.ts';

const index = smallIndex(1);
const BAR_M = {
  south: index.link('SOUTH-J01').lengthM,
  north: index.link('NORTH-J01').lengthM,
  west: index.link('J01W-J01').lengthM,
};

/** J01 in its cross stage, some waiting on the main road, and ambulances at so many metres before its stop bar. */
function scene(stage = 'C'): CoreScene {
  const s = new CoreScene(index, { kind: 'wavefront' });
  s.report('J01', { stage, lanes: queueOn('SOUTH-J01', [0, 1], 2) });
  return s;
}

function northbound(s: CoreScene, id: string, beforeM: number, speedMps = 12): void {
  s.fix(`AMB-${id}`, 'SOUTH-J01', BAR_M.south - beforeM, speedMps);
}

function statusOf(s: CoreScene, mission: string): MissionStatus {
  return s.events.flatMap((e) => (e.kind === 'status' && e.status.mission === mission ? [e.status] : [])).at(-1)!;
}

function stagesAsked(s: CoreScene): readonly string[] {
  return s.commands.map(({ wish }) => (wish.kind === 'serve' ? wish.stage : 'release'));
}

describe('two ambulances whose ways cross', () => {
  function crossing(): CoreScene {
    const s = scene();
    s.open('M1', 'AMB-1', 'NORTH');
    s.open('M2', 'AMB-2', 'J01E');
    northbound(s, '1', 150);
    s.fix('AMB-2', 'J01W-J01', BAR_M.west - 160, 12);
    s.tick();
    s.tick();
    return s;
  }

  it('given that one is served first, then dispatch reads of the other which request it waits for and when its green comes', () => {
    const s = crossing();
    const [first, loser] = [statusOf(s, 'M1'), statusOf(s, 'M2')].toSorted(
      (a, b) => Number(a.junctions[0]?.heldBy !== undefined) - Number(b.junctions[0]?.heldBy !== undefined),
    ) as [MissionStatus, MissionStatus];
    expect(first.junctions[0]).toMatchObject({ state: 'activated' });
    expect(loser.junctions[0]).toMatchObject({
      state: 'queued',
      reason: 'held-by-other-request',
      heldBy: first.junctions[0]!.request,
    });
    expect(loser.junctions[0]!.greenMs).toBeGreaterThan(first.junctions[0]!.etaMs);
    expect(loser.etaMs).toBeGreaterThan(loser.junctions[0]!.greenMs!);
  });

  it('given arrivals that change places by a second each second, then the junction is not asked for one and the other in turn', () => {
    const s = crossing();
    for (let t = 0; t < 12; t++) {
      northbound(s, '1', 140 + (t % 2 === 0 ? 10 : 0), 6);
      s.fix('AMB-2', 'J01W-J01', BAR_M.west - 150 + (t % 2 === 0 ? 8 : 0), 6);
      s.report('J01', { stage: 'C', lanes: queueOn('SOUTH-J01', [0, 1], 2) });
      s.tick();
    }
    const wished = stagesAsked(s);
    expect(wished.filter((stage, i) => i > 0 && stage !== wished[i - 1])).toEqual([]);
  });

  it('given that a more urgent one comes, then it takes the junction, and the one that held it is queued behind it at once', () => {
    const s = scene();
    s.open('M1', 'AMB-1', 'NORTH', 'urgent');
    northbound(s, '1', 150);
    s.tick();
    expect(stagesAsked(s)).toEqual(['A']);
    s.open('M2', 'AMB-2', 'J01E');
    s.fix('AMB-2', 'J01W-J01', BAR_M.west - 120, 12);
    s.tick();
    northbound(s, '1', 140);
    s.tick();
    expect(stagesAsked(s).at(-1)).toBe('C');
    expect(s.requestHistory('J01').slice(-3)).toEqual(['stale', 'received', 'queued']);
    s.tick();
    expect(statusOf(s, 'M1').junctions.at(-1)).toMatchObject({ state: 'queued', reason: 'held-by-other-request' });
  });

  it('the evidence holds the order, with the wait of the second one and that no order is better', () => {
    const ordered = crossing().events.flatMap((e) => (e.kind === 'ordered' ? [e] : []));
    expect(ordered).toHaveLength(1);
    expect(ordered[0]).toMatchObject({ junction: 'J01', gap: 0 });
    expect(ordered[0]!.order.map(({ wave }) => wave)).toEqual([0, 1]);
    expect(ordered[0]!.order[1]!.waitS).toBeGreaterThan(0);
  });
});

describe('an ambulance that has its green and is about to cross', () => {
  /** The main road has long been green for AMB-1, so far before the bar, when others come out of the cross street. */
  function met(beforeM: number, urgency: Urgency, others: readonly string[]): readonly string[] {
    const s = scene('A');
    s.open('M1', 'AMB-1', 'NORTH', urgency);
    const passSecond = (atM: number): void => {
      s.report('J01', { stage: 'A', sinceS: 100, mode: 'priority', heldSinceMs: s.nowMs - 10_000 });
      northbound(s, '1', atM, 15);
      s.tick();
    };
    for (const furtherM of [60, 45, 30, 15]) passSecond(beforeM + furtherM);
    expect(stagesAsked(s).at(-1)).toBe('A');
    others.forEach((id, i) => {
      s.open(`M${id}`, `AMB-${id}`, 'J01E');
      s.fix(`AMB-${id}`, 'J01W-J01', BAR_M.west - 30 - 12 * i, 12);
    });
    passSecond(beforeM);
    return stagesAsked(s);
  }

  /** Driven at 1.2 times the limit of 50 km/h. */
  const metresIn = (seconds: number): number => (seconds * 1.2 * 50) / 3.6;

  it('within 10 s is not stopped for any number of its class; further away it is', () => {
    const five = ['2', '3', '4', '5', '6'];
    for (const seconds of [11, 14]) expect(met(metresIn(seconds), 'life-threat', five).at(-1)).toBe('C');
    for (const seconds of [7, 9]) expect(met(metresIn(seconds), 'life-threat', five).at(-1)).toBe('A');
  });

  it('within 5 s is not stopped for a more urgent one; further away it is', () => {
    expect(met(metresIn(8), 'urgent', ['2']).at(-1)).toBe('C');
    expect(met(metresIn(3), 'urgent', ['2']).at(-1)).toBe('A');
  });
});

describe('two ambulances that one green serves', () => {
  /** Both have asked; the first one crosses after a while, with a report of the junction in each second. */
  function passFirst(second: (s: CoreScene, t: number) => void): CoreScene {
    const s = scene('A');
    s.open('M1', 'AMB-1', 'NORTH');
    northbound(s, '1', 60);
    for (let t = 0; t < 16; t++) {
      const asked = s.state.junctions.get('J01')?.asking;
      const held = asked === undefined ? {} : { mode: 'priority' as const, heldSinceMs: s.nowMs - 10_000 };
      s.report('J01', { stage: 'A', ...held });
      const drivenM = 12 * t;
      if (drivenM < 60) northbound(s, '1', 60 - drivenM);
      else s.fix('AMB-1', 'J01-NORTH', drivenM - 55, 12);
      second(s, t);
      s.tick();
    }
    expect(s.events.some((e) => e.kind === 'passed' && e.mission === 'M1')).toBe(true);
    return s;
  }

  it('given that they come towards each other, then both are active and nothing is let go between them', () => {
    const s = passFirst((scene_, t) => {
      if (t === 0) scene_.open('M2', 'AMB-2', 'SOUTH');
      scene_.fix('AMB-2', 'NORTH-J01', BAR_M.north - 280 + 12 * t, 12);
    });
    expect(new Set(stagesAsked(s))).toEqual(new Set(['A']));
    expect(s.refusals()).not.toContain('request:held-by-other-request');
    expect(statusOf(s, 'M2').junctions[0]).toMatchObject({ state: 'activated' });
    const { hold, asking } = s.state.junctions.get('J01')!;
    expect(asking?.request).toMatch(/^M2/);
    expect(hold!.sinceMs).toBeLessThan(asking!.sinceMs);
  });

  it('given one that follows and would not ask for some seconds yet, then the green is kept from the first to the last', () => {
    const s = passFirst((scene_, t) => {
      if (t === 0) scene_.open('M2', 'AMB-2', 'NORTH', 'routine');
      scene_.fix('AMB-2', 'SOUTH-J01', 2 * t, 2);
    });
    expect(new Set(stagesAsked(s))).toEqual(new Set(['A']));
    expect(statusOf(s, 'M2').junctions[0]).toMatchObject({ state: 'activated' });
  });

  it('given one that follows only when those who wait could be served in between, then they are', () => {
    const s = new CoreScene(smallIndex(4), { kind: 'wavefront' });
    s.report('J04', { stage: 'A' });
    s.open('M1', 'AMB-1', 'NORTH');
    s.open('M2', 'AMB-2', 'NORTH');
    const barM = s.index.link('J03-J04').lengthM;
    for (let t = 0; t < 12; t++) {
      const wait = queueOn('J04W-J04', [0, 1], 6);
      s.report('J04', { stage: 'A', sinceS: 70, mode: 'priority', heldSinceMs: s.nowMs - 30_000, lanes: wait });
      if (t < 5) s.fix('AMB-1', 'J03-J04', barM - 50 + 12 * t, 12);
      else s.fix('AMB-1', 'J04-NORTH', 12 * (t - 4), 12);
      s.fix('AMB-2', 'SOUTH-J01', 5 * t, 5);
      s.tick();
    }
    const asked = s.commands
      .filter(({ junction }) => junction === 'J04')
      .map(({ wish }) => (wish.kind === 'serve' ? wish.stage : ''));
    expect(asked[0]).toBe('A');
    expect(asked.at(-1)).not.toBe('A');
  });
});
