import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LogFile } from '../../src/adapters/files/log-file.ts';
import { explain } from '../../src/cli/explain.ts';
import { describeOutcome, replay } from '../../src/cli/replay.ts';
import { InputFaults } from '../../src/kernel/faults.ts';
import { logLines, recordedDrive } from '../journal/recorded-drive.ts';

const folder = mkdtempSync(join(tmpdir(), 'clearway-explain-'));
const log = join(folder, 'drive.jsonl.gz');
const map = join(folder, 'map.json');
const timeZone = 'UTC';
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  const drive = recordedDrive();
  const file = new LogFile(log);
  for (const line of logLines(drive).lines) file.write(line);
  file.close();
  writeFileSync(map, JSON.stringify(drive.index.map));
});

async function faultsOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((e: unknown) => e);
  expect(error).toBeInstanceOf(InputFaults);
  return (error as InputFaults).message;
}

describe('clearway explain, on a log of the real core', () => {
  test('Given a junction that turned green, then the chain leads back to a position fix', async () => {
    const text = await explain(log, { junction: 'J01', timeZone });
    expect(text).toMatch(/J01 turned to stage A for AMB-1 at \d\d:\d\d:\d\d, asked at/);
    const order = [
      'position fix of AMB-1',
      'matched to SOUTH-J01',
      'planned: stage A',
      'commanded: stage A',
      'junction: accepted',
      'green for the ambulance',
    ];
    const places = order.map((words) => text.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('Given no junction, then all junctions of the mission and all refusals', async () => {
    const text = await explain(log, { timeZone });
    for (const words of ['Mission M-1 (AMB-1, life-threat)', 'J01', 'J02', 'J03', 'match:duplicate'])
      expect(text).toContain(words);
  });

  test('Given flags that make no sense, then what to give instead', async () => {
    expect(await faultsOf(explain(log, { junction: 'J01', timeZone: 'Hangzhou' }))).toContain(
      '--time-zone = "Hangzhou": is not a time zone',
    );
    expect(await faultsOf(explain(log, { junction: 'J01', at: 'noon', timeZone }))).toContain('--at = "noon": must be a time');
    expect(await faultsOf(explain(log, { at: '17:00', timeZone }))).toContain('--junction');
    expect(await faultsOf(explain(join(folder, 'none.jsonl.gz'), { timeZone }))).toContain('cannot be opened');
  });
});

describe('clearway explain, asked about what the log does not hold', () => {
  test('Given a junction on no way, then what junctions there are, and no answer', async () => {
    expect(await faultsOf(explain(log, { junction: 'ZZZ', timeZone }))).toMatch(
      /--junction = "ZZZ": no mission of this log came by such a junction; junctions on their ways: J01, J02, J03/,
    );
  });

  test('Given a mission that never was, then what missions there are, and no answer', async () => {
    expect(await faultsOf(explain(log, { junction: 'J01', mission: 'NOPE', timeZone }))).toMatch(
      /1 fault\n.*--mission = "NOPE": is not in this log; its missions: M-1/,
    );
    expect(await faultsOf(explain(log, { junction: 'ZZZ', mission: 'NOPE', timeZone }))).toContain('2 faults');
  });
});

describe('clearway replay', () => {
  test('Given the log and its map, then it is reproduced', async () => {
    expect(describeOutcome(await replay(log, map))).toMatch(/^\d+ inputs, \d+ events, \d+ commands reproduced\.$/);
  });

  test('Given another map, then it is refused before anything runs', async () => {
    const other = join(folder, 'other.json');
    writeFileSync(other, JSON.stringify({ ...recordedDrive().index.map, title: 'Another' }));
    expect(await faultsOf(replay(log, other))).toContain('is not the map of this log');
  });
});
