import { describe, expect, it } from 'vitest';
import { pointOnLink } from '../../src/roadnet/geometry.ts';
import { CoreScene, queueOn } from '../support/core-scene.ts';
import { smallIndex } from '../support/small-corridor.ts';

const index = smallIndex(3, 120);
const stopBarM = index.link('SOUTH-J01').lengthM;

/** A 60 s trigger, the ambulance `beforeM` before the first stop bar, every junction in stage C. */
function scene(beforeM: number, speedMps: number): CoreScene {
  const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 60 });
  s.reportAll({ stage: 'C' });
  s.open('M1', 'AMB-1', 'NORTH');
  s.fix('AMB-1', 'SOUTH-J01', stopBarM - beforeM, speedMps);
  s.tick();
  return s;
}

/** The ambulance stands in a queue and J01 shows stage A for it, without telling since when it is held. */
function stand(s: CoreScene, seconds: number, beforeM: number): void {
  for (let t = 0; t < seconds; t++) {
    s.reportAll({ stage: 'A', mode: 'priority', lanes: queueOn('SOUTH-J01', [0, 1], 7) });
    s.fix('AMB-1', 'SOUTH-J01', stopBarM - beforeM, 0);
    s.tick();
  }
}

describe('a preemption is released', () => {
  it('given a parked ambulance and a junction that does not say since when it is held, then the hold ends at its maximum', () => {
    const s = scene(60, 0);
    stand(s, 600, 60);
    const wishes = s.commands.filter((c) => c.junction === 'J01');
    const heldMs = wishes.at(-1)!.issuedAtMs - wishes[0]!.issuedAtMs;
    expect(wishes.at(-1)).toMatchObject({ wish: { kind: 'release' } });
    expect(heldMs).toBeLessThanOrEqual(121_000);
    expect(s.refusals()).toContain('interlock:max-presence');
    expect(s.requestHistory('J01').at(-1)).toBe('stale');
  });

  it('and it is asked for again, as a new call, when the ambulance moves on', () => {
    const s = scene(300, 0);
    stand(s, 200, 300);
    for (let m = 300; m > 40; m -= 10) {
      s.reportAll({ stage: 'C' });
      s.fix('AMB-1', 'SOUTH-J01', stopBarM - m, 10);
      s.tick();
    }
    expect(s.requestHistory('J01').slice(-2)).toEqual(['received', 'activated']);
  });

  it('given a junction that lets go at its maximum presence, then the request ends and the operator is called', () => {
    const s = scene(40, 1);
    s.confirm(s.commands.at(-1)!, 'released', 'max-presence');
    expect(s.requestHistory('J01').at(-1)).toBe('stale');
    expect(s.alerts()).toContain('max-presence');
  });

  it('given a junction that breaks its way back off at its maximum presence, then that is counted, and nobody is told of a hold that was too long', () => {
    const s = scene(60, 14);
    const lanes = queueOn('J01W-J01', [0, 1], 8);
    for (let t = 0; t < 12; t++) {
      const m = 60 - 14 * (t + 1);
      s.reportAll({ stage: 'A', mode: 'priority', lanes, sinceS: 60 });
      s.fix('AMB-1', m > 0 ? 'SOUTH-J01' : 'J01-J02', m > 0 ? stopBarM - m : Math.max(0, -m - 20), 14);
      s.tick();
    }
    expect(s.state.junctions.get('J01')?.asking?.purpose).toBe('recovery');
    const command = s.commands.findLast(({ junction }) => junction === 'J01');
    s.confirm(command!, 'released', 'max-presence');
    expect(s.refusals()).toContain('junction:max-presence');
    expect(s.alerts()).not.toContain('max-presence');
  });

  it('given an exit stage that never shows, then the junction is let go after 90 s', () => {
    const s = scene(60, 14);
    const lanes = queueOn('J01W-J01', [0, 1], 8);
    for (let t = 0; t < 200; t++) {
      const m = 60 - 14 * (t + 1);
      s.reportAll({ stage: 'A', mode: 'priority', lanes, sinceS: 60 });
      if (t < 12) s.fix('AMB-1', m > 0 ? 'SOUTH-J01' : 'J01-J02', m > 0 ? stopBarM - m : Math.max(0, -m - 20), 14);
      s.tick();
    }
    const wishes = s.commands.filter((c) => c.junction === 'J01');
    const recovery = wishes.filter((c) => c.wish.kind === 'serve' && c.wish.stage === 'C');
    expect(recovery.at(-1)!.issuedAtMs - recovery[0]!.issuedAtMs).toBeLessThanOrEqual(90_000);
    expect(wishes.at(-1)).toMatchObject({ wish: { kind: 'release' } });
  });
});

describe('a hold is counted', () => {
  const holdOf = (s: CoreScene): number => {
    const wishes = s.commands.filter((c) => c.junction === 'J01' && c.wish.kind === 'serve');
    let longestMs = 0;
    let sinceMs = wishes[0]?.issuedAtMs ?? 0;
    for (const [i, { issuedAtMs }] of wishes.entries()) {
      if (i > 0 && issuedAtMs - wishes[i - 1]!.issuedAtMs > 10_000) sinceMs = issuedAtMs;
      longestMs = Math.max(longestMs, issuedAtMs - sinceMs);
    }
    return longestMs / 1000;
  };

  it('over missions that are cancelled and opened again', () => {
    const s = scene(60, 0);
    for (let i = 2; i < 7; i++) {
      stand(s, 100, 60);
      s.cancel(`M${i - 1}`, 'AMB-1');
      s.open(`M${i}`, 'AMB-1', 'NORTH');
    }
    expect(holdOf(s)).toBeLessThanOrEqual(121);
  });

  it('over renewals that the junction rejects', () => {
    const s = scene(60, 0);
    for (let i = 0; i < 10; i++) {
      stand(s, 40, 60);
      s.confirm(s.commands.filter((c) => c.junction === 'J01').at(-1)!, 'rejected', 'lease-in-the-past');
    }
    expect(holdOf(s)).toBeLessThanOrEqual(121);
  });

  it('but not over a lease that has run out: a junction that was silent may be asked at once', () => {
    const s = scene(200, 0);
    for (let t = 0; t < 130; t++) {
      s.fix('AMB-1', 'SOUTH-J01', stopBarM - 200, 0);
      s.tick();
    }
    const before = s.commands.length;
    s.reportAll({ stage: 'C' });
    s.fix('AMB-1', 'SOUTH-J01', stopBarM - 190, 10);
    s.tick();
    expect(s.commands.slice(before)).toContainEqual(
      expect.objectContaining({ junction: 'J01', wish: expect.objectContaining({ stage: 'A' }) }),
    );
  });

  it('an old word of maximum presence does not end a new request', () => {
    const s = scene(60, 5);
    const { junction, command } = s.commands.find((c) => c.junction === 'J01')!;
    const confirmation = {
      junction,
      command: `${command}-old`,
      atMs: s.nowMs - 60_000,
      outcome: 'released',
      reason: 'max-presence',
    } as const;
    s.take({ kind: 'confirmation', receivedMs: s.nowMs, confirmation });
    expect(s.requestHistory('J01').at(-1)).toBe('activated');
  });

  it('an ambulance close to the bar is not taken for parked: it is asked for again after the cooldown', () => {
    const s = scene(25, 0);
    stand(s, 130, 25);
    for (let t = 0; t < 30; t++) {
      s.reportAll({ stage: 'C' });
      s.fix('AMB-1', 'SOUTH-J01', stopBarM - 10, 0);
      s.tick();
    }
    expect(s.requestHistory('J01').at(-1)).toBe('activated');
  });
});

describe('reports that do not fit the map', () => {
  it('given a signal group that the map does not have, then the report is refused and the junction counts as silent; the rest goes on', () => {
    const s = scene(100, 5);
    const report = s.state.junctions.get('J01')!.state!;
    for (let t = 0; t < 8; t++) {
      const groups = [...report.groups, { group: 'TRAM-1', lamp: 'red' as const, sinceMs: s.nowMs - 60_000 }];
      s.take({ kind: 'junction', receivedMs: s.nowMs, state: { ...report, atMs: s.nowMs, groups } });
      s.report('J02', { stage: 'C' });
      s.report('J03', { stage: 'C' });
      s.fix('AMB-1', 'SOUTH-J01', stopBarM - 95 + t, 5);
      s.tick();
    }
    expect(s.refusals()).toContain('ingest:unknown-group');
    expect(s.alerts()).toContain('junction-silent');
    expect(s.alerts()).not.toContain('controller-failed');
  });

  it('given a dark head, then the junction is not asked, and arrival times stay finite', () => {
    const s = new CoreScene(index, { kind: 'wavefront' });
    s.reportAll({ stage: 'C' });
    s.nowMs += 1000;
    const report = s.state.junctions.get('J01')!.state!;
    const groups = report.groups.map((g) => (g.group === 'NBT' ? { ...g, lamp: 'dark' as const } : g));
    s.take({ kind: 'junction', receivedMs: s.nowMs, state: { ...report, atMs: s.nowMs, groups } });
    s.open('M1', 'AMB-1', 'NORTH');
    s.fix('AMB-1', 'SOUTH-J01', stopBarM - 60, 10);
    s.tick();
    expect(s.commands.map((c) => c.junction)).not.toContain('J01');
    expect(s.refusals()).toContain('interlock:junction-fault');
    expect(s.lastStatus().junctions.every((j) => Number.isInteger(j.etaMs))).toBe(true);
  });

  it('given a junction that turns down one command after the other, then the operator is called once and the status says so', () => {
    const s = scene(100, 1);
    for (let t = 0; t < 8; t++) {
      s.confirm(s.commands.at(-1)!, 'rejected', 'stale-sequence');
      s.reportAll({ stage: 'C' });
      s.fix('AMB-1', 'SOUTH-J01', stopBarM - 99 + t, 1);
      s.tick();
    }
    expect(s.alerts().filter((code) => code === 'command-rejected')).toHaveLength(1);
    expect(s.lastStatus().junctions[0]).toMatchObject({ state: 'activated', reason: 'junction-refuses' });
  });
});

describe('missions nobody minds', () => {
  it('end by themselves after ten minutes without a position', () => {
    const s = scene(100, 5);
    s.nowMs += 601_000;
    s.tick();
    expect(s.lastStatus()).toMatchObject({ phase: 'cancelled', reason: 'no-position' });
    expect(s.refusals()).toContain('mission:no-position');
  });

  it('are not opened without limit', () => {
    const s = new CoreScene(index, { kind: 'wavefront' });
    for (let i = 0; i < 201; i++) s.open(`M${i}`, `AMB-${i}`, 'NORTH');
    expect(s.refusals()).toEqual(['mission:too-many-missions']);
  });
});

describe('an orderly stop', () => {
  it('lets go of every junction and leaves the mission open', () => {
    const s = scene(100, 5);
    const asked = s.commands.map((c) => c.junction);
    const released = s.take({ kind: 'stopping', receivedMs: s.nowMs }).filter((c) => c.wish.kind === 'release');
    expect(asked.length).toBeGreaterThan(0);
    expect(released.map((c) => c.junction)).toEqual(asked);
    expect(s.state.missions.get('M1')).toMatchObject({ phase: 'under-way' });
  });
});

describe('wrong positions', () => {
  it('in a burst move nobody', () => {
    const s = scene(200, 10);
    for (let i = 0; i < 8; i++) {
      s.nowMs += 1;
      s.fix('AMB-1', 'J03-NORTH', 100, 10);
    }
    expect(s.refusals().filter((r) => r === 'match:implausible-jump')).toHaveLength(8);
  });

  it('that were believed ahead on the route take nothing away for good: the junctions are asked for anew', () => {
    const s = scene(300, 10);
    const seconds = (n: number, link: string, offsetM: number): void => {
      for (let t = 0; t < n; t++) {
        s.nowMs += 1000;
        s.reportAll({ stage: 'C' });
        s.fix('AMB-1', link, offsetM + t, 1);
        s.tick();
      }
    };
    seconds(7, 'J03-NORTH', 100);
    seconds(12, 'SOUTH-J01', stopBarM - 100);
    expect(
      s
        .lastStatus()
        .junctions.filter((j) => !j.passed)
        .map((j) => j.junction),
    ).toEqual(['J01', 'J02', 'J03']);
  });
});

describe('a wrong first position', () => {
  it('is given up for the true ones once five of them fit one another', () => {
    const s = new CoreScene(index, { kind: 'wavefront' });
    s.open('M1', 'AMB-1', 'NORTH');
    s.fix('AMB-1', 'J03-NORTH', 100, 10);
    for (let t = 0; t < 6; t++) {
      s.nowMs += 1000;
      s.fix('AMB-1', 'SOUTH-J01', 20 + 10 * t, 10);
    }
    expect(s.refusals().filter((r) => r === 'match:implausible-jump')).toHaveLength(4);
    expect(s.events.findLast((e) => e.kind === 'matched')).toMatchObject({ link: 'SOUTH-J01' });
  });
});

describe('a vehicle whose clock is wrong', () => {
  it('given an hour of error, then it is refused at first, corrected with an alert at the fifth fix, and gets its green', () => {
    const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 60 });
    s.reportAll({ stage: 'C' });
    s.open('M1', 'AMB-1', 'NORTH');
    for (let m = 200; m >= 100; m -= 10) {
      const { lat, lon, headingDeg } = pointOnLink(index, 'SOUTH-J01', stopBarM - m);
      const fix = { vehicle: 'AMB-1', atMs: s.nowMs + 3_600_000, lat, lon, speedMps: 10, headingDeg, accuracyM: 3 };
      s.take({ kind: 'fix', receivedMs: s.nowMs, fix });
      s.reportAll({ stage: 'C' });
      s.tick();
    }
    expect(s.refusals().filter((refusal) => refusal.startsWith('match:'))).toEqual(Array(4).fill('match:future-dated'));
    expect(s.alerts().filter((code) => code === 'clock-offset')).toHaveLength(1);
    expect(s.commands.some(({ wish }) => wish.kind === 'serve')).toBe(true);
  });
});
