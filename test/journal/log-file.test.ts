import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { LogFile, openLog } from '../../src/adapters/files/log-file.ts';
import { HashChain } from '../../src/journal/chain.ts';
import { recordLine } from '../../src/journal/line.ts';
import type { LogRecord } from '../../src/journal/record.ts';
import { InputFaults } from '../../src/kernel/faults.ts';
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
