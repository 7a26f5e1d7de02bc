import { describe, expect, it } from 'vitest';
import { type SavedMission, savedMissions } from '../../src/core/saved-mission.ts';
import { ChainChecker } from '../../src/journal/chain.ts';
import type { LogHeader, LogRecord } from '../../src/journal/record.ts';
import { replayLog } from '../../src/journal/replay.ts';
import { Session } from '../../src/journal/session.ts';
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

  it('an order told again by dispatch is a duplicate', () => {
    const s = resumedFrom(killedAfterFirstJunction(), 6_000);
    s.open('M1', 'AMB-1', 'NORTH');
    expect(s.refusals()).toEqual(['mission:duplicate-mission']);
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
    session.take({ kind: 'resumed', receivedMs, savedMs: before.nowMs, missions: onDisk(savedMissions(before.state)) });
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
