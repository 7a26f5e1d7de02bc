import { describe, expect, it } from 'vitest';
import type { Strategy } from '../../src/preemption/strategy.ts';
import { CoreScene, queueOn } from '../support/core-scene.ts';
import { smallIndex } from '../support/small-corridor.ts';

const index = smallIndex(3);
const stopBarM = index.link('SOUTH-J01').lengthM;

/** An ambulance on the entry link, `beforeM` before the first stop bar, its mission open and every junction reporting stage C. */
function scene(strategy: Strategy, beforeM: number, speedMps = 14): CoreScene {
  const s = new CoreScene(index, strategy);
  s.reportAll({ stage: 'C' });
  s.open('M1', 'AMB-1', 'NORTH');
  s.fix('AMB-1', 'SOUTH-J01', stopBarM - beforeM, speedMps);
  return s;
}

describe('from a fix to a command', () => {
  it('given no priority, then every request is rejected with the reason and nothing is commanded', () => {
    const s = scene({ kind: 'none' }, 100);
    s.tick();
    expect(s.commands).toEqual([]);
    expect(s.requestHistory('J01')).toEqual(['received', 'rejected']);
    expect(s.refusals()).toContain('request:strategy-gives-no-priority');
  });

  it('given a 10 s trigger, when the ambulance is 20 s away, then its request waits; when it is 7 s away, stage A is asked for on a 10 s lease', () => {
    const s = scene({ kind: 'fixed-eta', leadS: 10 }, 280);
    expect(s.tick()).toEqual([]);
    expect(s.requestHistory('J01')).toEqual(['received', 'queued']);
    for (let m = 266; m >= 98; m -= 14) {
      s.reportAll({ stage: 'C' });
      s.fix('AMB-1', 'SOUTH-J01', stopBarM - m, 14);
      s.tick();
    }
    const [command] = s.commands;
    expect(command).toMatchObject({ junction: 'J01', wish: { kind: 'serve', stage: 'A' } });
    expect(command?.wish).toMatchObject({ leaseUntilMs: (command?.issuedAtMs ?? 0) + 10_000 });
    expect(s.requestHistory('J01')).toEqual(['received', 'queued', 'activated']);
    expect(s.commands.filter((c) => c.junction !== 'J01')).toEqual([]);
  });

  it('renews the wish every 4 s as long as it is wanted, each time with a higher sequence', () => {
    const s = scene({ kind: 'fixed-eta', leadS: 60 }, 60, 0);
    for (let t = 0; t < 9; t++) {
      s.reportAll({ stage: 'C' });
      s.fix('AMB-1', 'SOUTH-J01', stopBarM - 60, 0);
      s.tick();
    }
    const first = s.commands.filter((c) => c.junction === 'J01');
    expect(first.map((c) => (c.issuedAtMs - first[0]!.issuedAtMs) / 1000)).toEqual([0, 4, 8]);
    expect(first[1]!.sequence).toBeGreaterThan(first[0]!.sequence);
  });

  it('when the ambulance has passed, the request completes and the junction is released', () => {
    const s = scene({ kind: 'fixed-eta', leadS: 10 }, 100);
    s.tick();
    for (let m = 86; m > -60; m -= 14) {
      s.reportAll({ stage: 'A', mode: 'priority' });
      const link = m > 0 ? 'SOUTH-J01' : 'J01-J02';
      s.fix('AMB-1', link, m > 0 ? stopBarM - m : -m - 20, 14);
      s.tick();
    }
    expect(s.requestHistory('J01')).toEqual(['received', 'activated', 'completed']);
    expect(s.commands.filter((c) => c.junction === 'J01').at(-1)).toMatchObject({ wish: { kind: 'release' } });
    expect(s.events.filter((e) => e.kind === 'green' && e.junction === 'J01')).toHaveLength(1);
  });

  it('every command can be walked back to the fix that caused it', () => {
    const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 60 });
    s.reportAll({ stage: 'C' });
    s.open('M1', 'AMB-1', 'NORTH');
    const fixN = s.state.nextN;
    s.fix('AMB-1', 'SOUTH-J01', stopBarM - 100, 14);
    s.tick();
    const commanded = s.events.find((e) => e.kind === 'commanded');
    const planned = s.events.find((e) => e.kind === 'planned');
    const matched = s.events.find((e) => e.kind === 'matched');
    expect(matched).toMatchObject({ cause: fixN });
    expect(planned).toMatchObject({ cause: fixN + 1, junction: 'J01', stage: 'A' });
    expect(commanded).toMatchObject({ cause: s.state.nextN - 1 - [...s.events].reverse().indexOf(planned!) });
  });
});

describe('the wavefront', () => {
  it('given an empty road, then green is asked for just before it is needed', () => {
    const s = scene({ kind: 'wavefront' }, 350);
    s.tick();
    expect(s.commands.map((c) => c.junction)).not.toContain('J03');
  });

  it('given twenty vehicles per lane standing at the last junction, then that junction is asked first although it is farthest', () => {
    const s = new CoreScene(smallIndex(3, 300), { kind: 'wavefront' });
    s.reportAll({ stage: 'C' });
    s.open('M1', 'AMB-1', 'NORTH');
    s.fix('AMB-1', 'SOUTH-J01', stopBarM - 350, 14);
    s.report('J03', { stage: 'C' });
    s.nowMs += 500;
    s.report('J03', { stage: 'C', lanes: queueOn('J02-J03', [0, 1], 25) });
    s.tick();
    expect(s.commands.map((c) => c.junction)).toContain('J03');
    const planned = s.events.find((e) => e.kind === 'planned' && e.junction === 'J03');
    expect(planned).toMatchObject({ purpose: 'green-wave', basis: { queueVeh: 25 } });
  });

  it.each([
    { maxPresenceS: 300, asked: true },
    { maxPresenceS: 90, asked: false },
  ])(
    'given a queue that one hold can clear, then it is begun on once that hold lasts until the passage: $maxPresenceS s, $asked',
    ({ maxPresenceS, asked }) => {
      const s = new CoreScene(smallIndex(3, maxPresenceS), { kind: 'wavefront' });
      s.reportAll({ stage: 'C', lanes: queueOn('J02-J03', [0, 1], 25) });
      s.open('M1', 'AMB-1', 'NORTH', 'routine');
      s.fix('AMB-1', 'SOUTH-J01', 20, 14);
      s.tick();
      expect(s.commands.some((c) => c.junction === 'J03')).toBe(asked);
    },
  );

  it('given the ambulance is far and stuck, when a hold nears its maximum, then the streets that wait are served in between', () => {
    const s = new CoreScene(index, { kind: 'wavefront' });
    const jam = [...queueOn('SOUTH-J01', [0, 1], 50), ...queueOn('J01-J02', [0, 1], 37), ...queueOn('J02-J03', [0, 1], 37)];
    s.reportAll({ stage: 'A', lanes: jam });
    s.open('M1', 'AMB-1', 'NORTH');
    const heldSinceMs = s.nowMs;
    for (let t = 0; t <= 115; t++) {
      s.reportAll({ stage: 'A', mode: 'priority', lanes: jam, heldSinceMs, sinceS: 60 + t });
      s.fix('AMB-1', 'SOUTH-J01', 5, 0);
      s.tick();
    }
    const served = s.commands.filter((c) => c.junction === 'J03' && c.wish.kind === 'serve' && c.wish.stage !== 'A');
    expect(served.length).toBeGreaterThan(0);
    expect(served[0]!.issuedAtMs - heldSinceMs).toBeLessThan(120_000);
    expect(s.events.find((e) => e.kind === 'planned' && e.purpose === 'cross-service')).toBeDefined();
  });

  /** Of an ambulance that crosses J01, where the cross street waits: what that junction is asked for, each stage once. */
  function askedOver(strategy: Strategy): { readonly s: CoreScene; readonly wishes: readonly string[] } {
    const s = scene(strategy, 60);
    s.tick();
    const waiting = queueOn('J01W-J01', [0, 1], 8);
    for (let t = 0; t < 60; t++) {
      const m = 60 - 14 * (t + 1);
      const served = s.commands.filter((c) => c.junction === 'J01').at(-1)?.wish;
      s.reportAll({ stage: served?.kind === 'serve' ? served.stage : 'A', mode: 'priority', lanes: waiting, sinceS: 60 });
      if (t < 12) s.fix('AMB-1', m > 0 ? 'SOUTH-J01' : 'J01-J02', m > 0 ? stopBarM - m : Math.max(0, -m - 20), 14);
      s.tick();
    }
    const wishes = s.commands
      .filter((c) => c.junction === 'J01')
      .map((c) => (c.wish.kind === 'serve' ? c.wish.stage : 'release'));
    return { s, wishes: [...new Set(wishes)] };
  }

  it('after the passage the stage with the longest wait is served before the junction is released', () => {
    const { s, wishes } = askedOver({ kind: 'wavefront' });
    expect(wishes).toEqual(['A', 'C', 'release']);
    expect(s.events.find((e) => e.kind === 'planned' && e.purpose === 'recovery')).toMatchObject({ junction: 'J01', stage: 'C' });
  });

  it('without the way back the junction is released after the passage', () => {
    expect(askedOver({ kind: 'wavefront', without: 'recovery' }).wishes).toEqual(['A', 'release']);
  });
});

describe('doubt', () => {
  it('given no fix for 15 s, then what is held is let go, dispatch is told, and it is asked for again when the vehicle is heard', () => {
    const s = scene({ kind: 'fixed-eta', leadS: 60 }, 100, 5);
    s.tick();
    for (let t = 0; t < 18; t++) {
      s.reportAll({ stage: 'A', mode: 'priority' });
      s.tick();
    }
    expect(s.alerts()).toContain('position-lost');
    expect(s.commands.filter((c) => c.junction === 'J01').at(-1)).toMatchObject({ wish: { kind: 'release' } });
    s.reportAll({ stage: 'C' });
    s.fix('AMB-1', 'SOUTH-J01', stopBarM - 95, 5);
    for (let t = 0; t < 12; t++) {
      s.reportAll({ stage: 'C' });
      s.fix('AMB-1', 'SOUTH-J01', stopBarM - 95 + t * 5, 5);
      s.tick();
    }
    expect(s.requestHistory('J01')).toEqual(['received', 'activated', 'stale', 'received', 'cooldown', 'received', 'activated']);
  });

  it('given a junction that has fallen silent, then it is not commanded and the request says why', () => {
    const s = scene({ kind: 'fixed-eta', leadS: 60 }, 100, 1);
    s.nowMs += 6_000;
    s.fix('AMB-1', 'SOUTH-J01', stopBarM - 95, 1);
    expect(s.tick()).toEqual([]);
    expect(s.refusals()).toEqual(expect.arrayContaining(['interlock:junction-silent', 'request:junction-silent']));
  });

  it('given a junction that rejects, then it is asked again while the need lasts', () => {
    const s = scene({ kind: 'fixed-eta', leadS: 60 }, 100, 1);
    const [command] = s.tick();
    s.confirm(command!, 'rejected', 'junction-fault');
    s.reportAll({ stage: 'C' });
    s.fix('AMB-1', 'SOUTH-J01', stopBarM - 99, 1);
    expect(s.tick()).toHaveLength(1);
    expect(s.refusals()).toContain('junction:junction-fault');
  });

  it('given a command without an answer for more than 3 s, then an alert is raised once', () => {
    const s = scene({ kind: 'fixed-eta', leadS: 60 }, 100, 1);
    for (let t = 0; t < 10; t++) {
      s.reportAll({ stage: 'C' });
      s.fix('AMB-1', 'SOUTH-J01', stopBarM - 100 + t, 1);
      s.tick();
    }
    expect(s.alerts().filter((code) => code === 'command-not-confirmed')).toHaveLength(1);
  });

  it('given a broken invariant, then every held junction is released, and only releases leave from then on', () => {
    const s = scene({ kind: 'fixed-eta', leadS: 60 }, 100, 1);
    s.tick();
    const broken = { ...s.state, missions: new Map([['M1', { ...s.state.missions.get('M1')!, requests: undefined as never }]]) };
    s.state = broken;
    const before = s.commands.length;
    s.tick();
    expect(s.commands.slice(before)).toMatchObject([{ junction: 'J01', wish: { kind: 'release' } }]);
    expect(s.alerts()).toContain('controller-failed');
    expect(s.tick()).toEqual([]);
  });
});

describe('missions', () => {
  it('are refused with a reason when they cannot be followed', () => {
    const s = new CoreScene(index, { kind: 'wavefront' });
    s.open('M1', 'AMB-1', 'NOWHERE');
    s.open('M2', 'AMB-1', 'NORTH');
    s.open('M2', 'AMB-1', 'NORTH');
    s.open('M3', 'AMB-1', 'NORTH');
    s.cancel('M9', 'AMB-1');
    s.cancel('M2', 'AMB-7');
    expect(s.refusals()).toEqual([
      'mission:unknown-destination',
      'mission:duplicate-mission',
      'mission:vehicle-busy',
      'mission:unknown-mission',
      'mission:unknown-mission',
    ]);
  });

  it('when dispatch cancels, every request ends and every junction is released', () => {
    const s = scene({ kind: 'fixed-eta', leadS: 60 }, 100, 10);
    s.tick();
    s.cancel('M1', 'AMB-1');
    s.tick();
    const released = s.commands.filter((c) => c.wish.kind === 'release').map((c) => c.junction);
    expect(released).toEqual(expect.arrayContaining([...new Set(s.commands.map((c) => c.junction))]));
    expect(s.requestHistory('J01').at(-1)).toBe('completed');
    expect(s.requestHistory('J03').at(-1)).toBe('timeout');
    expect(s.lastStatus()).toMatchObject({ phase: 'cancelled' });
  });

  it('that ended ten minutes ago leave the memory', () => {
    const s = scene({ kind: 'fixed-eta', leadS: 60 }, 100, 10);
    s.cancel('M1', 'AMB-1');
    s.tick();
    expect(s.state.missions.size).toBe(1);
    s.nowMs += 600_000;
    s.tick();
    expect(s.state.missions.size).toBe(0);
  });

  it('given two ambulances at one junction, then the more urgent is served and the other is told why', () => {
    const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 60 });
    s.reportAll({ stage: 'C' });
    s.open('M1', 'AMB-1', 'NORTH', 'urgent');
    s.open('M2', 'AMB-2', 'J01E', 'life-threat');
    s.fix('AMB-1', 'SOUTH-J01', stopBarM - 100, 10);
    s.fix('AMB-2', 'J01W-J01', index.link('J01W-J01').lengthM - 120, 10);
    const commands = s.tick();
    expect(commands.filter((c) => c.junction === 'J01')).toMatchObject([{ wish: { stage: 'C' } }]);
    expect(s.refusals()).toContain('request:held-by-other-request');
    expect(s.lastStatus()).toBeDefined();
  });

  it('given a vehicle matched where no route leads on, then the route it had is kept', () => {
    const s = scene({ kind: 'fixed-eta', leadS: 60 }, 300, 10);
    for (let t = 0; t < 8; t++) {
      s.tick();
      s.fix('AMB-1', 'J01-SOUTH', 100 + 10 * t, 10);
    }
    expect(s.refusals()).toContain('mission:no-route');
    expect(s.lastStatus()).toMatchObject({
      phase: 'under-way',
      junctions: [{ junction: 'J01' }, { junction: 'J02' }, { junction: 'J03' }],
    });
  });

  it('given a vehicle that drives on where no route leads on, then what is held for it is given back until it is on its route again', () => {
    const s = scene({ kind: 'fixed-eta', leadS: 60 }, 300, 10);
    const isHeld = (): boolean => s.state.junctions.get('J01')?.asking !== undefined;
    const second = (link: string, offsetM: number): void => {
      s.reportAll({ stage: 'C' });
      s.fix('AMB-1', link, offsetM, 10);
      s.tick();
    };
    for (let t = 0; t < 4; t++) second('J01-SOUTH', 20 + 10 * t);
    expect(isHeld()).toBe(true);
    for (let t = 4; t < 20; t++) second('J01-SOUTH', 20 + 10 * t);
    expect(isHeld()).toBe(false);
    expect(s.refusals()).toContain('request:no-longer-on-route');
    for (let t = 0; t < 14; t++) second('SOUTH-J01', 150 + 8 * t);
    expect(isHeld()).toBe(true);
  });

  it('a position of a vehicle without a mission turns nothing green', () => {
    const s = new CoreScene(index, { kind: 'wavefront' });
    s.reportAll({ stage: 'C' });
    s.fix('AMB-9', 'SOUTH-J01', stopBarM - 50, 10);
    expect(s.tick()).toEqual([]);
    expect(s.refusals()).toEqual(['match:unknown-vehicle']);
  });
});
