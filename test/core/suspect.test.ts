import { describe, expect, it } from 'vitest';
import { CoreScene } from '../support/core-scene.ts';
import { smallIndex } from '../support/small-corridor.ts';

const index = smallIndex(3);
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

  it('many invented names call the operator a bounded number of times', () => {
    const s = new CoreScene(index, { kind: 'wavefront' });
    for (let i = 0; i < 500; i++) s.fix(`GHOST-${i}`, 'SOUTH-J01', 100, 10);
    expect(s.alerts()).toHaveLength(64);
    expect(s.refusals()).toHaveLength(500);
  });
});
