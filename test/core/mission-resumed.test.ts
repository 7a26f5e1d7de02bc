import { describe, expect, it } from 'vitest';
import { type SavedMission, savedMissions } from '../../src/core/saved-mission.ts';
import { ChainChecker } from '../../src/journal/chain.ts';
import type { LogHeader, LogRecord } from '../../src/journal/record.ts';
import { replayLog } from '../../src/journal/replay.ts';
import { Session } from '../../src/journal/session.ts';
import { pointOnLink } from '../../src/roadnet/geometry.ts';
import { CoreScene } from '../support/core-scene.ts';
import { smallIndex } from '../support/small-corridor.ts';

const index = smallIndex(3);
const stopBarM = index.link('SOUTH-J01').lengthM;

/** The controller ends a moment after AMB-1 has passed J01. */
function killedAfterFirstJunction(): CoreScene {
  const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 60 });
  s.reportAll({ stage: 'C' });
  s.open('M1', 'AMB-1', 'NORTH');
  s.fix('AMB-1', 'SOUTH-J01', stopBarM - 40, 14);
  s.tick();
  s.nowMs += 5_000;
  s.fix('AMB-1', 'J01-J02', 20, 14);
  s.tick();
  return s;
}

/** What goes through a file. */
function onDisk(missions: readonly SavedMission[]): readonly SavedMission[] {
  return JSON.parse(JSON.stringify(missions)) as readonly SavedMission[];
}

function resumedFrom(before: CoreScene, downMs: number): CoreScene {
  const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 60 });
  s.nowMs = before.nowMs + downMs;
  s.take({ kind: 'resumed', receivedMs: s.nowMs, savedMs: before.nowMs, missions: onDisk(savedMissions(before.state)) });
  return s;
}

describe('a mission survives the end of the controller', () => {
  it('what was passed stays passed, and the junctions ahead are asked from the next position on', () => {
    const before = killedAfterFirstJunction();
    const s = resumedFrom(before, 6_000);
    s.tick();
    expect(s.lastStatus()).toMatchObject({ phase: 'waiting-for-position', junctions: [{ junction: 'J01', passed: true }] });
    s.reportAll({ stage: 'C' });
    s.fix('AMB-1', 'J01-J02', 100, 14);
    const commands = s.tick();
    expect(commands.map(({ junction }) => junction)).toContain('J02');
    s.nowMs += 1000;
    s.tick();
    expect(s.lastStatus()).toMatchObject({
      phase: 'under-way',
      junctions: [{ junction: 'J01', passed: true }, { junction: 'J02', passed: false }, { junction: 'J03' }],
    });
    const ids = (scene: CoreScene) => new Set(scene.events.flatMap((e) => (e.kind === 'request' ? [e.request] : [])));
    expect([...ids(s)].filter((id) => ids(before).has(id))).toEqual([]);
  });

  it('noise that puts it before the bar it has just passed asks for nothing there', () => {
    const s = resumedFrom(killedAfterFirstJunction(), 6_000);
    s.reportAll({ stage: 'C' });
    s.fix('AMB-1', 'SOUTH-J01', stopBarM - 8, 3);
    s.tick();
    expect(s.requestHistory('J01')).toEqual([]);
    expect(s.commands.map(({ junction }) => junction)).not.toContain('J01');
  });

  it('junctions crossed while it was down are passed, and are asked nothing', () => {
    const s = resumedFrom(killedAfterFirstJunction(), 40_000);
    s.reportAll({ stage: 'C' });
    s.fix('AMB-1', 'J02-J03', 120, 12);
    s.tick();
    s.tick();
    expect(s.lastStatus()).toMatchObject({
      phase: 'under-way',
      junctions: [
        { junction: 'J01', passed: true },
        { junction: 'J02', passed: true },
        { junction: 'J03', passed: false },
      ],
    });
    expect(s.commands.map(({ junction }) => junction)).not.toContain('J02');
  });

  it.each([
    ['a second end before its next position', 30, 2, 0],
    ['a silence of 20 s before', 2, 2, 20],
  ])('given %s, then what it crossed in all that time is passed, and is asked nothing', (_, firstS, secondS, silentS) => {
    const before = killedAfterFirstJunction();
    for (let t = 0; t < silentS; t++) before.tick();
    const between = resumedFrom(before, firstS * 1000);
    between.tick();
    const s = resumedFrom(between, secondS * 1000);
    s.reportAll({ stage: 'C' });
    s.fix('AMB-1', 'J02-J03', 120, 12);
    s.tick();
    expect(s.events.flatMap((e) => (e.kind === 'passed' ? [e.junction] : []))).toEqual(['J02']);
    expect(s.commands.map(({ junction }) => junction)).not.toContain('J02');
  });

  it('given a book of the version before, which did not keep when it was last placed, then the same', () => {
    const before = killedAfterFirstJunction();
    const [saved] = onDisk(savedMissions(before.state));
    const { links, lengthM, alongM, passedStops } = saved!.way!;
    const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 60 });
    s.nowMs = before.nowMs + 40_000;
    const missions = [{ ...saved!, way: { links, lengthM, alongM, passedStops } }];
    s.take({ kind: 'resumed', receivedMs: s.nowMs, savedMs: s.nowMs - 2_000, missions });
    s.fix('AMB-1', 'J02-J03', 120, 12);
    expect(s.events.flatMap((e) => (e.kind === 'passed' ? [e.junction] : []))).toEqual(['J02']);
  });

  it('given that it left its way meanwhile, then it is routed anew from where it is', () => {
    const s = resumedFrom(killedAfterFirstJunction(), 40_000);
    s.fix('AMB-1', 'J02E-J02', 100, 12);
    s.tick();
    expect(s.state.missions.get('M1')?.route?.links).toEqual(['J02E-J02', 'J02-J03', 'J03-NORTH']);
  });

  it('given a map that does not have its way any more, then it is routed anew', () => {
    const before = killedAfterFirstJunction();
    const [saved] = onDisk(savedMissions(before.state));
    const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 60 });
    s.nowMs = before.nowMs + 6_000;
    const missions = [{ ...saved!, way: { ...saved!.way!, links: ['SOUTH-J01', 'J01-J09'] } }];
    s.take({ kind: 'resumed', receivedMs: s.nowMs, savedMs: before.nowMs, missions });
    s.fix('AMB-1', 'J01-J02', 100, 14);
    expect(s.state.missions.get('M1')?.route?.links).toEqual(['J01-J02', 'J02-J03', 'J03-NORTH']);
  });

  it('an order told again by dispatch is a duplicate', () => {
    const s = resumedFrom(killedAfterFirstJunction(), 6_000);
    s.open('M1', 'AMB-1', 'NORTH');
    expect(s.refusals()).toEqual(['mission:duplicate-mission']);
  });

  it('a suspect goes on as one, and gets a green only when it has behaved for half a minute', () => {
    const before = killedAfterFirstJunction();
    for (let t = 0; t < 12; t++) {
      before.nowMs += 500;
      before.fix('AMB-1', 'J02-J03', 200 + t, 1);
      before.nowMs += 500;
      before.fix('AMB-1', 'J01-J02', 60 + t, 1);
    }
    before.tick();
    expect(before.lastStatus()).toMatchObject({ position: { suspect: 'two-tracks' } });
    const s = resumedFrom(before, 3_000);
    const servedS: number[] = [];
    for (let t = 0; t < 60; t++) {
      s.reportAll({ stage: 'C' });
      s.fix('AMB-1', 'J01-J02', 100 + t, 1);
      if (s.tick().some(({ wish }) => wish.kind === 'serve')) servedS.push(t);
    }
    expect(servedS[0]).toBeGreaterThanOrEqual(28);
    expect(servedS[0]).toBeLessThanOrEqual(32);
    const told = s.events.flatMap((e) => (e.kind === 'trust' ? [e.suspect] : []));
    expect(told).toEqual(['two-tracks', undefined]);
  });

  it('a clock known to be wrong is corrected from the first position on', () => {
    const before = new CoreScene(index, { kind: 'wavefront' });
    before.open('M1', 'AMB-1', 'NORTH');
    const fixLate = (s: CoreScene, offsetM: number): void => {
      const { lat, lon, headingDeg } = pointOnLink(index, 'SOUTH-J01', offsetM);
      const fix = { vehicle: 'AMB-1', atMs: s.nowMs - 3_600_000, lat, lon, speedMps: 10, headingDeg, accuracyM: 3 };
      s.take({ kind: 'fix', receivedMs: s.nowMs, fix });
      s.tick();
    };
    for (let t = 0; t < 8; t++) fixLate(before, 10 * t);
    const s = resumedFrom(before, 3_000);
    fixLate(s, 120);
    expect(s.events.filter((e) => e.kind === 'matched')).toHaveLength(1);
  });

  it('given more than ten minutes, then it ends and dispatch is told why', () => {
    const s = resumedFrom(killedAfterFirstJunction(), 601_000);
    s.tick();
    expect(s.lastStatus()).toMatchObject({ phase: 'cancelled', reason: 'resumed-too-late' });
  });

  it('the log that begins with it is replayed to the same events', async () => {
    const before = killedAfterFirstJunction();
    const lines: string[] = [];
    const session = new Session(index, before.state.config, { write: (line) => lines.push(line) });
    const receivedMs = before.nowMs + 3_000;
    const suspect = { reason: 'two-tracks', sinceMs: before.nowMs } as const;
    const missions = onDisk(savedMissions(before.state).map((mission) => ({ ...mission, suspect })));
    session.take({ kind: 'resumed', receivedMs, savedMs: before.nowMs, missions });
    session.take({ kind: 'tick', receivedMs: receivedMs + 1000 });
    const chain = new ChainChecker();
    const [header, ...records] = lines.map((line) => {
      const check = chain.check(line);
      if (check.kind === 'broken') throw new Error(check.why);
      return JSON.parse(check.recordText) as LogHeader | LogRecord;
    });
    const outcome = await replayLog(index, header as LogHeader, records as LogRecord[]);
    expect(outcome).toMatchObject({ kind: 'reproduced', inputs: 2, missing: 0 });
  });
});
