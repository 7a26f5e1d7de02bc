import { describe, expect, it } from 'vitest';
import { CoreScene } from '../support/core-scene.ts';
import { smallIndex } from '../support/small-corridor.ts';

const index = smallIndex(3, 120);
const stopBarM = index.link('SOUTH-J01').lengthM;

/** AMB-1 comes up to 40 m before J01 at 14 m/s; every junction shows the stage for it. */
function approach(): CoreScene {
  const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 60 });
  s.reportAll({ stage: 'A' });
  s.open('M1', 'AMB-1', 'NORTH');
  for (let m = 180; m >= 40; m -= 14) standAt(s, 1, 'SOUTH-J01', stopBarM - m, 14);
  return s;
}

function standAt(s: CoreScene, seconds: number, link: string, offsetM: number, speedMps = 0): void {
  for (let t = 0; t < seconds; t++) {
    s.reportAll({ stage: 'A', mode: 'priority' });
    s.fix('AMB-1', link, offsetM, speedMps);
    s.tick();
  }
}

function wishesAt(s: CoreScene, junction: string): readonly string[] {
  return s.commands.filter((c) => c.junction === junction).map(({ wish }) => wish.kind);
}

function passed(s: CoreScene): readonly string[] {
  return s.events.flatMap((e) => (e.kind === 'passed' ? [e.junction] : []));
}

describe('an ambulance that stands beyond the stop bar', () => {
  it('given that it crossed the bar unheard, then it has passed, and the junction is given back for good', () => {
    const s = approach();
    for (let t = 0; t < 10; t++) {
      s.reportAll({ stage: 'A', mode: 'priority' });
      s.tick();
    }
    standAt(s, 300, 'J01-J02', 44);
    expect(passed(s)).toEqual(['J01']);
    expect(wishesAt(s, 'J01').filter((kind) => kind === 'release')).toHaveLength(1);
    expect(s.lastStatus().junctions[0]).toMatchObject({ junction: 'J01', passed: true });
  });

  it('given that it crept over the bar at 1.9 m/s, then it has passed', () => {
    const s = approach();
    for (let m = 40; m > 0; m -= 1.9) standAt(s, 1, 'SOUTH-J01', stopBarM - m, 1.9);
    for (let m = 0; m < 44; m += 1.9) standAt(s, 1, 'J01-J02', m, 1.9);
    standAt(s, 20, 'J01-J02', 44);
    expect(passed(s)).toEqual(['J01']);
  });
});

describe('an ambulance that stands at the stop bar', () => {
  it('is held for three times more; then the operator is called, and its light waits until it moves', () => {
    const s = approach();
    standAt(s, 1500, 'SOUTH-J01', stopBarM - 3);
    expect(s.requestHistory('J01').filter((state) => state === 'stale')).toHaveLength(1 + 3);
    expect(wishesAt(s, 'J01').at(-1)).toBe('release');
    expect(s.lastStatus().junctions[0]).toMatchObject({ state: 'stale', reason: 'max-presence' });
    const alerts = s.events.flatMap((e) => (e.kind === 'alert' && e.alert.vehicle === 'AMB-1' ? [e.alert] : []));
    expect(alerts).toMatchObject([{ code: 'max-presence', junction: 'J01' }]);
    for (let m = 0; m < 100; m += 10) standAt(s, 1, 'J01-J02', m, 10);
    expect(passed(s)).toEqual(['J01']);
  });
});
