import { describe, expect, it } from 'vitest';
import { buildCorridor } from '../../src/roadnet/corridor-build.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { CoreScene } from '../support/core-scene.ts';
import { smallCorridor, smallIndex } from '../support/small-corridor.ts';

const index = smallIndex(3);
const short = smallCorridor(1);
/** A road of 2.5 km before the first junction. */
const long = indexMap(buildCorridor({ ...short, entries: { ...short.entries, south: { node: 'SOUTH', lengthM: 2500 } } }));
const stopBarM = index.link('SOUTH-J01').lengthM;

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
      s.reportAll({ stage: 'A' });
      s.fix('AMB-1', 'SOUTH-J01', stopBarM - 60, 0);
      s.tick();
    }
    expect(s.events.filter((e) => e.kind === 'trust').at(-1)).not.toHaveProperty('suspect');
    expect(s.requestHistory('J01').at(-1)).toBe('activated');
    expect(s.commands.filter(({ junction }) => junction === 'J01').at(-1)?.wish.kind).toBe('serve');
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
