import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SavedMission, savedMissions } from '../../src/core/saved-mission.ts';
import { MissionBook } from '../../src/daemon/mission-book.ts';
import type { CoreEvent } from '../../src/evidence/event.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { CoreScene } from '../support/core-scene.ts';
import { gridMap } from '../support/grid-map.ts';
import { smallIndex } from '../support/small-corridor.ts';

const OPENED: CoreEvent = { kind: 'mission', mission: 'M1', vehicle: 'AMB-1', phase: 'waiting-for-position', cause: 1 };

describe('the mission book', () => {
  let folder = '';
  let path = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'clearway-book-'));
    path = join(folder, 'missions-c.json');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const scene = new CoreScene(smallIndex(3), { kind: 'wavefront' });
  scene.open('M1', 'AMB-1', 'NORTH');
  scene.fix('AMB-1', 'SOUTH-J01', scene.index.link('SOUTH-J01').lengthM - 20, 14);
  scene.nowMs += 4000;
  scene.fix('AMB-1', 'J01-J02', 30, 14);
  const missions = savedMissions(scene.state);

  it('is found by the next controller as it was saved', () => {
    expect(missions[0]?.passed).toHaveLength(1);
    expect(missions[0]?.way).toMatchObject({ atMs: scene.nowMs, unplacedM: 0 });
    new MissionBook(path, 'c').note([OPENED], () => ({ missions, ended: [] }), 5000);
    expect(new MissionBook(path, 'c').find()).toEqual({ kind: 'missions', savedMs: 5000, missions, ended: [] });
    expect(readdirSync(folder)).toEqual(['missions-c.json']);
  });

  it('keeps who is not believed, whose clock is wrong, and for whom junctions were held in vain', () => {
    const suspect = { reason: 'two-tracks', sinceMs: 4000 } as const;
    const [{ state: _, passed: __, ...request }] = missions[0]!.passed as [SavedMission['passed'][number]];
    const stood = [{ ...request, heldInVain: 1, againBeyondM: 190.5, commanded: { fromM: 160, forMs: 4000, lastMs: 5000 } }];
    const doubted = missions.map((mission) => ({ ...mission, suspect, clockCorrectionMs: -3_600_000, stood }));
    new MissionBook(path, 'c').note(
      [{ kind: 'trust', mission: 'M1', vehicle: 'AMB-1', cause: 1 }],
      () => ({ missions: doubted, ended: [] }),
      5000,
    );
    expect(new MissionBook(path, 'c').find()).toEqual({ kind: 'missions', savedMs: 5000, missions: doubted, ended: [] });
  });

  it('is found, and a command kept to the contract, with names as long as they may be', () => {
    const map = gridMap(4, 2, 300, ['c1r0', 'c2r0']);
    const junctions = map.junctions.map((junction, i) => ({ ...junction, id: `${i}`.repeat(64) }));
    const s = new CoreScene(indexMap({ ...map, junctions }), { kind: 'fixed-eta', leadS: 60 });
    s.open('M'.repeat(64), 'AMB-1', 'c3r0');
    for (let m = 200; m < 400; m += 14) {
      s.reportAll({ stage: 'A' });
      s.fix('AMB-1', m < 280 ? 'c0r0-c1r0' : 'c1r0-c2r0', m % 280, 14);
      s.tick();
    }
    expect(s.commands.length).toBeGreaterThan(0);
    expect(Math.max(...s.commands.flatMap(({ command, request }) => [command.length, request.length]))).toBeLessThanOrEqual(128);
    const left = savedMissions(s.state);
    expect(left[0]?.passed).toHaveLength(1);
    new MissionBook(path, 'c').note([OPENED], () => ({ missions: left, ended: [] }), 5000);
    expect(new MissionBook(path, 'c').find()).toMatchObject({ kind: 'missions', missions: [{ mission: left[0]?.mission }] });
  });

  it('is read when the version before wrote it, which did not keep the way', () => {
    const without = missions.map(({ way: _, ...mission }) => mission);
    expect(missions[0]?.way?.links).toContain('J01-J02');
    new MissionBook(path, 'c').note([OPENED], () => ({ missions: without, ended: [] }), 5000);
    expect(new MissionBook(path, 'c').find()).toEqual({ kind: 'missions', savedMs: 5000, missions: without, ended: [] });
  });

  const many = Array.from({ length: 1001 }, (_, i) => ({ mission: `E${i}`, endedMs: 500 }));
  it.each([
    ['that ended are very many', many, many],
    ['that ended cannot be read', [{ mission: 'E1' }], []],
  ])('is read for its open missions when those %s', (_, written, ended) => {
    const text = { format: 'clearway-missions/1', city: 'c', savedMs: 5000, missions, ended: written };
    writeFileSync(path, JSON.stringify(text));
    expect(new MissionBook(path, 'c').find()).toEqual({ kind: 'missions', savedMs: 5000, missions, ended });
  });

  it('is empty when the last mission has ended, and is not written while there is none', () => {
    const book = new MissionBook(path, 'c');
    book.note([OPENED], () => ({ missions: [], ended: [] }), 1000);
    expect(existsSync(path)).toBe(false);
    book.note([OPENED], () => ({ missions, ended: [] }), 2000);
    book.note([{ ...OPENED, phase: 'done' }], () => ({ missions: [], ended: [] }), 3000);
    expect(new MissionBook(path, 'c').find()).toEqual({ kind: 'none' });
  });

  it('keeps what has ended until it is forgotten, with that of refused orders a few seconds later', () => {
    const book = new MissionBook(path, 'c');
    const ended = [{ mission: 'M0', endedMs: 500 }];
    book.note([{ ...OPENED, phase: 'done' }], () => ({ missions: [], ended }), 1000);
    expect(new MissionBook(path, 'c').find()).toEqual({ kind: 'missions', savedMs: 1000, missions: [], ended });
    const refused: CoreEvent = {
      kind: 'refused',
      refusal: { stage: 'mission', reason: 'vehicle-busy' },
      subject: {},
      detail: '',
    };
    const more = [...ended, { mission: 'M9', endedMs: 2000 }];
    book.note([refused], () => ({ missions: [], ended: more }), 2000);
    expect(new MissionBook(path, 'c').find()).toMatchObject({ ended });
    book.note([], () => ({ missions: [], ended: more }), 6000);
    expect(new MissionBook(path, 'c').find()).toMatchObject({ ended: more });
    book.note([{ kind: 'forgotten', mission: 'M0' }], () => ({ missions: [], ended: [] }), 7000);
    expect(new MissionBook(path, 'c').find()).toEqual({ kind: 'none' });
  });

  it('is dated anew every minute, so that its age is that of the controller and not of the last stop bar', () => {
    const book = new MissionBook(path, 'c');
    book.note([OPENED], () => ({ missions, ended: [] }), 0);
    book.note([], () => ({ missions, ended: [] }), 59_000);
    expect(new MissionBook(path, 'c').find()).toMatchObject({ savedMs: 0 });
    book.note([], () => ({ missions, ended: [] }), 60_000);
    expect(new MissionBook(path, 'c').find()).toMatchObject({ savedMs: 60_000 });
  });

  it.each([
    ['cut off', '{"format":"clearway-missions/1","city":"c","savedMs":1,"missi'],
    ['of another city', '{"format":"clearway-missions/1","city":"d","savedMs":1,"missions":[]}'],
    ['of another format', '{"format":"clearway-missions/9","city":"c","savedMs":1,"missions":[]}'],
    ['with a mission that is none', '{"format":"clearway-missions/1","city":"c","savedMs":1,"missions":[{"mission":"M1"}]}'],
  ])('%s: is named and put aside, and the controller starts without it', (_, text) => {
    writeFileSync(path, text);
    expect(new MissionBook(path, 'c').find()).toMatchObject({
      kind: 'unreadable',
      text: expect.stringMatching(/missions-c\.json cannot be read .*put aside/),
    });
    expect(readdirSync(folder)).toEqual(['missions-c.json.unreadable']);
  });

  it('that cannot be written is told once, and once more when it can', () => {
    const folderMissing = join(folder, 'gone', 'missions-c.json');
    const book = new MissionBook(folderMissing, 'c');
    expect(book.note([OPENED], () => ({ missions, ended: [] }), 1000)).toMatch(/cannot be written/);
    expect(book.note([OPENED], () => ({ missions, ended: [] }), 2000)).toBeUndefined();
    mkdirSync(join(folder, 'gone'));
    expect(book.note([OPENED], () => ({ missions, ended: [] }), 3000)).toMatch(/written again/);
  });
});
