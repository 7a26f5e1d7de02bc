import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { LogFile, openLog } from '../../src/adapters/files/log-file.ts';
import { EvidenceLog } from '../../src/daemon/evidence-log.ts';
import { HashChain } from '../../src/journal/chain.ts';
import { recordLine } from '../../src/journal/line.ts';
import type { LogRecord } from '../../src/journal/record.ts';
import { InputFaults } from '../../src/kernel/faults.ts';
import { withFilesUpTo } from '../support/file-limit.ts';
import { describeWith, fromRoot } from '../support/needs.ts';
import { HEADER, nightShift } from './night-shift.ts';

const folder = mkdtempSync(join(tmpdir(), 'clearway-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

const LINES = (() => {
  const chain = new HashChain();
  return [HEADER, ...nightShift()].map((record) => chain.append(recordLine(record)));
})();

async function readAll(path: string): Promise<LogRecord[]> {
  const log = await openLog(path);
  expect(log.header).toEqual(HEADER);
  const records: LogRecord[] = [];
  for await (const record of log.records) records.push(record);
  return records;
}

async function faultOf(path: string): Promise<string> {
  const error: unknown = await readAll(path).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(InputFaults);
  return (error as InputFaults).message;
}

describe('log file', () => {
  test('Given a log written with several flushes, then it reads back record by record', async () => {
    const file = new LogFile(join(folder, 'deep', 'whole.jsonl.gz'));
    for (const [i, line] of LINES.entries()) {
      file.write(line);
      if (i % 10 === 0) file.flush();
    }
    file.close();
    expect(await readAll(file.path)).toEqual(nightShift());
  });

  test('Given a process killed between flushes, then all up to the last flush reads', async () => {
    const file = new LogFile(join(folder, 'killed.jsonl.gz'));
    for (const line of LINES.slice(0, 20)) file.write(line);
    file.flush();
    for (const line of LINES.slice(20)) file.write(line);
    expect(await readAll(file.path)).toEqual(nightShift().slice(0, 19));
    file.close();
  });

  test('Given a file cut anywhere, then what is left is a beginning of the log', async () => {
    const whole = gzipSync(LINES.map((line) => `${line}\n`).join(''));
    const path = join(folder, 'cut.jsonl.gz');
    writeFileSync(path, whole.subarray(0, whole.length / 2));
    const records = await readAll(path);
    expect(records.length).toBeGreaterThan(0);
    expect(records).toEqual(nightShift().slice(0, records.length));
  });

  test('Given a changed line, then its number is named', async () => {
    const path = join(folder, 'changed.jsonl.gz');
    const changed = LINES.with(13, (LINES[13] as string).replace('S05-S06', 'S05-S99'));
    writeFileSync(path, gzipSync(changed.map((line) => `${line}\n`).join('')));
    expect(await faultOf(path)).toContain('line 14: does not fit the line before it');
  });

  test('Given no file, an empty one, one that is no gzip or no log, then it says so and what to give', async () => {
    const path = join(folder, 'wrong.jsonl.gz');
    expect(await faultOf(join(folder, 'nowhere.jsonl.gz'))).toContain('cannot be opened (ENOENT');
    writeFileSync(path, '');
    expect(await faultOf(path)).toContain('is empty');
    writeFileSync(path, readFileSync('package.json'));
    expect(await faultOf(path)).toContain('cannot be read as gzip');
    writeFileSync(path, gzipSync('{"hello":"world"}\n'));
    expect(await faultOf(path)).toContain('line 1: is not a line of a log');
  });
});

describe('a folder that cannot hold a log', () => {
  test.each([
    ['below a file', () => join(fromRoot('package.json'), 'logs', 'x.jsonl.gz')],
    ['where nobody can make one', () => '/proc/nowhere/x.jsonl.gz'],
  ])('%s is named, with what to do', (_, path) => {
    expect(() => new LogFile(path())).toThrow(/x\.jsonl\.gz.*\n.*cannot be written \(.*choose a folder/);
  });
});

describeWith([{ command: 'prlimit' }], 'a disk that is full for a while', () => {
  test('Given a flush of which only a part fits, then the file stays whole, and the next flush writes what waits, once', async () => {
    const file = new LogFile(join(folder, 'full.jsonl.gz'));
    for (const line of LINES.slice(0, 10)) file.write(line);
    file.flush();
    const before = statSync(file.path).size;
    for (const line of LINES.slice(10, 20)) file.write(line);
    expect(() => withFilesUpTo(before + 50, () => file.flush())).toThrow('EFBIG');
    expect(await readAll(file.path)).toEqual(nightShift().slice(0, 9));
    expect(statSync(file.path).size).toBe(before);
    for (const line of LINES.slice(20)) file.write(line);
    file.close();
    expect(await readAll(file.path)).toEqual(nightShift());
  });

  test('Given a controller that writes it, then that goes on, says so once, and says when all is written', async () => {
    const log = new EvidenceLog(new LogFile(join(folder, 'kept.jsonl.gz')));
    const said: boolean[] = [];
    log.changes.subscribe(({ isWritten }) => said.push(isWritten));
    withFilesUpTo(10, () => {
      for (const line of LINES) {
        log.write(line);
        log.flush();
      }
    });
    expect(said).toEqual([false]);
    expect(log.isWhole).toBe(false);
    log.flush();
    expect(said).toEqual([false, true]);
    log.close();
    expect(await readAll(join(folder, 'kept.jsonl.gz'))).toEqual(nightShift());
  });

  test('Given too much that waits, then the log is given up, whole up to there', async () => {
    const path = join(folder, 'lost.jsonl.gz');
    const log = new EvidenceLog(new LogFile(path), 500);
    const said: string[] = [];
    log.changes.subscribe(({ text }) => said.push(text));
    for (const line of LINES.slice(0, 10)) log.write(line);
    log.flush();
    withFilesUpTo(10, () => {
      for (const line of LINES.slice(10)) {
        log.write(line);
        log.flush();
      }
    });
    log.flush();
    log.close();
    expect(said.at(-1)).toContain('goes on without evidence');
    expect(log.isWhole).toBe(false);
    expect(await readAll(path)).toEqual(nightShift().slice(0, 9));
  });
});
