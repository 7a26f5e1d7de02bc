import { describe, expect, it } from 'vitest';
import { savedMissions } from '../../src/core/saved-mission.ts';
import { buildCorridor } from '../../src/roadnet/corridor-build.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { CoreScene, queueOn } from '../support/core-scene.ts';
import { smallCorridor, smallIndex } from '../support/small-corridor.ts';

const index = smallIndex(3);
const short = smallCorridor(1);
/** A road of 2.5 km before the first junction. */
const long = indexMap(buildCorridor({ ...short, entries: { ...short.entries, south: { node: 'SOUTH', lengthM: 2500 } } }));
const stopBarM = index.link('SOUTH-J01').lengthM;
/** Those before whom nobody could drive on. */
const IN_FRONT = queueOn('SOUTH-J01', [0, 1, 2], 7);

/** AMB-1 stands 60 m before J01, which is green for it, and another one sends from the far end of the road under its name. */
function twoUnderOneName(seconds: number): CoreScene {
  const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 60 });
  s.reportAll({ stage: 'A' });
  s.open('M1', 'AMB-1', 'NORTH');
  for (let t = 0; t < seconds; t++) {
    s.reportAll({ stage: 'A' });
    s.fix('AMB-1', 'SOUTH-J01', stopBarM - 60, 0);
    s.tick();
    s.nowMs += 500;
    s.fix('AMB-1', 'J02-J03', 100 + 5 * t, 10);
    s.nowMs -= 500;
  }
  return s;
}

describe('a vehicle whose positions contradict each other', () => {
  it('loses its green by the usual release, is told why, and gets none', () => {
    const s = twoUnderOneName(12);
    const atJ01 = s.commands.filter(({ junction }) => junction === 'J01');
    expect(atJ01.map(({ wish }) => wish.kind)).toEqual(['serve', 'serve', 'release']);
    expect(s.refusals()).toContain('request:vehicle-suspect');
    expect(s.lastStatus()).toMatchObject({ position: { suspect: 'two-tracks' } });
    expect(s.lastStatus().junctions.map(({ reason }) => reason)).toEqual([
      'vehicle-suspect',
      'vehicle-suspect',
      'vehicle-suspect',
    ]);
  });

  it('calls the operator once', () => {
    const alerts = twoUnderOneName(30).events.flatMap((e) =>
      e.kind === 'alert' && e.alert.vehicle !== undefined ? [e.alert] : [],
    );
    expect(alerts).toMatchObject([{ code: 'position-implausible', vehicle: 'AMB-1', reason: 'two-tracks' }]);
  });

  it('is believed again when it has been alone for a while, and its junction is asked for anew', () => {
    const s = twoUnderOneName(12);
    for (let t = 0; t < 120; t++) {
      s.reportAll({ stage: 'A', lanes: IN_FRONT });
      s.fix('AMB-1', 'SOUTH-J01', stopBarM - 60, 0);
      s.tick();
    }
    expect(s.events.filter((e) => e.kind === 'trust').at(-1)).not.toHaveProperty('suspect');
    expect(s.requestHistory('J01').at(-1)).toBe('activated');
    expect(s.commands.filter(({ junction }) => junction === 'J01').at(-1)?.wish.kind).toBe('serve');
  });
});

describe('a suspect that falls silent', () => {
  /** Seconds for which it is heard, once every `everyS`, standing where it stood, before it gets a green again. */
  function heardUntilGreen(s: CoreScene, silentS: number, everyS = 1): number {
    for (let t = 0; t < silentS; t++) {
      s.reportAll({ stage: 'A' });
      s.tick();
    }
    const asked = s.commands.length;
    for (let t = 1; t < 300; t++) {
      s.reportAll({ stage: 'A' });
      if (t % everyS === 0) s.fix('AMB-1', 'SOUTH-J01', stopBarM - 60, 0);
      s.tick();
      if (s.commands.slice(asked).some(({ wish }) => wish.kind === 'serve')) return t;
    }
    return Number.POSITIVE_INFINITY;
  }

  it.each([31, 75, 300])('for %i s has not behaved meanwhile: it has to for half a minute from then on', (silentS) => {
    const s = twoUnderOneName(30);
    expect(heardUntilGreen(s, silentS)).toBeGreaterThanOrEqual(28);
  });

  it('over a restart of the controller has not behaved either', () => {
    const before = twoUnderOneName(30);
    const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 60 });
    s.nowMs = before.nowMs + 5_000;
    const missions = savedMissions(before.state);
    s.take({ kind: 'resumed', receivedMs: s.nowMs, savedMs: before.nowMs, missions });
    expect(heardUntilGreen(s, 75)).toBeGreaterThanOrEqual(28);
  });

  it('and is then heard every five seconds is believed again after ten positions, not never', () => {
    expect(heardUntilGreen(twoUnderOneName(12), 60, 5)).toBeLessThanOrEqual(60);
  });
});

describe('positions that are not believed', () => {
  const last = index.map.links.find(({ to }) => to === 'NORTH')!;
  const decided = (s: CoreScene) => s.events.flatMap((e) => (e.kind === 'passed' ? [e.junction] : []));

  /** AMB-1 comes up to J01 at 10 m/s and is heard every five seconds from there; another one sends from 15 m before the destination. */
  function forgedAtTheEnd(seconds: number): CoreScene {
    const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 60 });
    s.open('M1', 'AMB-1', 'NORTH');
    for (let t = 0; t < 10; t++) {
      s.reportAll({ stage: 'A' });
      s.fix('AMB-1', 'SOUTH-J01', 10 + 10 * t, 10);
      s.tick();
    }
    for (let t = 0; t < seconds; t++) {
      s.reportAll({ stage: 'A' });
      if (t % 5 === 0) s.fix('AMB-1', 'SOUTH-J01', Math.min(110 + 10 * t, 300), 10);
      for (const ms of [300, 600, 900]) {
        s.nowMs += ms;
        s.fix('AMB-1', last.id, last.lengthM - 15 + ms / 1000, 2.5);
        s.nowMs -= ms;
      }
      s.tick();
    }
    return s;
  }

  it('do not end its mission at the destination', () => {
    const s = forgedAtTheEnd(40);
    expect(s.lastStatus()).toMatchObject({ phase: 'under-way', position: { suspect: 'implausible-jump' } });
    expect(decided(s)).toEqual([]);
  });

  it('end no mission from a road that has no way to the destination, before and after a restart', () => {
    const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 60 });
    s.open('M1', 'AMB-1', 'NORTH');
    for (let t = 0; t < 40; t++) {
      s.reportAll({ stage: 'A' });
      s.fix('AMB-1', 'SOUTH-J01', Math.min(20 + 10 * t, 190) + t, t < 17 ? 10 : 1);
      s.tick();
      if (t < 20) continue;
      s.nowMs += 500;
      s.fix('AMB-1', 'J02-J02W', 5 * t - 60, 5);
      s.nowMs -= 500;
    }
    expect(s.lastStatus().position).toHaveProperty('suspect');
    const after = new CoreScene(index, { kind: 'fixed-eta', leadS: 60 });
    after.nowMs = s.nowMs + 3_000;
    const missions = savedMissions(s.state);
    after.take({ kind: 'resumed', receivedMs: after.nowMs, savedMs: s.nowMs, missions });
    for (let t = 0; t < 10; t++) {
      after.fix('AMB-1', 'J02-J02W', 140 + 5 * t, 5);
      after.tick();
    }
    expect(after.state.missions.get('M1')?.phase).toBe('waiting-for-position');
    expect(after.refusals()).toEqual(['mission:no-route']);
    for (let t = 0; t < 90; t++) {
      after.reportAll({ stage: 'A' });
      after.fix('AMB-1', 'SOUTH-J01', 230 + t, 1);
      after.tick();
    }
    expect(after.lastStatus()).toMatchObject({ phase: 'under-way' });
    expect(after.lastStatus().position).not.toHaveProperty('suspect');
  });

  it('pass no junction that the vehicle has yet to come to: it is asked for when it is believed again', () => {
    const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 60 });
    s.open('M1', 'AMB-1', 'NORTH');
    const standing = (seconds: number, fix: (t: number) => void): void => {
      for (let t = 0; t < seconds; t++) {
        s.reportAll({ stage: 'A', lanes: IN_FRONT });
        fix(t);
        s.tick();
      }
    };
    standing(10, (t) => s.fix('AMB-1', 'SOUTH-J01', stopBarM - 250 + 10 * t, 10));
    // The vehicle is silent while another one sends from beyond J01.
    standing(8, (t) => s.fix('AMB-1', 'J01-J02', 20 + 10 * t, 10));
    expect(s.lastStatus().position?.suspect).toBe('implausible-jump');
    standing(260, () => s.fix('AMB-1', 'SOUTH-J01', stopBarM - 70, 0));
    expect(decided(s)).toEqual([]);
    expect(s.lastStatus().position).not.toHaveProperty('suspect');
    expect(s.lastStatus().junctions[0]).toMatchObject({ junction: 'J01', state: 'activated', passed: false });
  });

  it('turn out to have been right: what was passed and reached meanwhile is passed and reached then', () => {
    const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 60 });
    s.open('M1', 'AMB-1', 'NORTH');
    const links = ['SOUTH-J01', 'J01-J02', 'J02-J03', last.id];
    const drive = (link: string, offsetM: number, extra = 0): void => {
      s.reportAll({ stage: 'A' });
      s.fix('AMB-1', link, offsetM, 10);
      if (extra > 0) {
        s.nowMs += 500;
        s.fix('AMB-1', 'J02-J03', 100 + extra, 10);
        s.nowMs -= 500;
      }
      s.tick();
    };
    for (let m = 200; m < 380; m += 10) drive('SOUTH-J01', m, m > 260 ? m / 10 : 0);
    expect(s.lastStatus().position).toHaveProperty('suspect');
    for (const link of links.slice(1)) for (let m = 5; m < index.link(link).lengthM - 5; m += 10) drive(link, m);
    for (let t = 0; t < 60; t++) drive(last.id, last.lengthM - 4);
    expect(decided(s)).toEqual(['J01', 'J02', 'J03']);
    expect(s.lastStatus().phase).toBe('done');
  });
});

describe('a vehicle that gets on faster than a vehicle can', () => {
  /** Comes from the south at 13 m/s, from the eighth second on at `mps`. */
  function driven(mps: number, seconds: number): CoreScene {
    const s = new CoreScene(long, { kind: 'fixed-eta', leadS: 60 });
    s.open('M1', 'AMB-1', 'NORTH');
    for (let t = 0, m = 10; t < seconds; t++, m += t < 8 ? 13 : mps) {
      s.reportAll({ stage: 'C' });
      if (m < 1990) s.fix('AMB-1', 'SOUTH-J01', m, t < 8 ? 13 : mps);
      s.tick();
    }
    return s;
  }
  const commandsSince = (s: CoreScene, n: number) => s.commands.slice(n).filter(({ wish }) => wish.kind === 'serve');

  it('gets no command for a green once it is doubted for its speed', () => {
    const s = driven(40, 24);
    expect(s.alerts()).toContain('position-implausible');
    expect(s.lastStatus().position).toHaveProperty('suspect');
    const asked = s.commands.length;
    for (let t = 0; t < 10; t++) {
      s.reportAll({ stage: 'C' });
      s.fix('AMB-1', 'SOUTH-J01', 800 + 40 * t, 40);
      s.tick();
    }
    expect(commandsSince(s, asked)).toEqual([]);
  });

  it('is not believed 1.5 km on after half a minute of silence, and is where it can have driven', () => {
    for (const [backM, isDoubted] of [
      [1900, true],
      [600, false],
    ] as const) {
      const s = driven(13, 15);
      for (let t = 0; t < 31; t++) s.tick();
      const asked = s.commands.length;
      s.reportAll({ stage: 'C' });
      for (let t = 0; t < 5; t++) {
        s.fix('AMB-1', 'SOUTH-J01', backM + 13 * t, 13);
        s.tick();
      }
      expect(s.alerts().includes('position-implausible')).toBe(isDoubted);
      if (isDoubted) expect(commandsSince(s, asked)).toEqual([]);
    }
  });
});

describe('a vehicle without a mission', () => {
  it('calls the operator once in ten minutes, and not when its mission has just ended', () => {
    const s = new CoreScene(index, { kind: 'wavefront' });
    for (let t = 0; t < 90; t++) {
      s.fix('AMB-9', 'SOUTH-J01', 100 + t, 1);
      s.tick();
    }
    expect(s.alerts()).toEqual(['position-without-mission']);
    s.open('M1', 'AMB-1', 'NORTH');
    s.fix('AMB-1', 'SOUTH-J01', 100, 1);
    s.cancel('M1', 'AMB-1');
    s.tick();
    s.fix('AMB-1', 'SOUTH-J01', 101, 1);
    expect(s.alerts()).toEqual(['position-without-mission']);
  });

  it('many invented names call the operator a bounded number of times, and that they hide others is told once', () => {
    const s = new CoreScene(index, { kind: 'wavefront' });
    for (let i = 0; i < 500; i++) s.fix(`GHOST-${i}`, 'SOUTH-J01', 100, 10);
    s.fix('AMB-9', 'SOUTH-J01', 100, 10);
    expect(s.alerts().filter((code) => code === 'position-without-mission')).toHaveLength(64);
    expect(s.alerts().slice(64)).toEqual(['many-without-mission']);
    expect(s.state.strangers.size).toBe(64);
    expect(s.refusals()).toHaveLength(501);
  });
});
