import { describe, expect, test } from 'vitest';
import { decodeRecord } from '../../src/journal/log-schema.ts';
import type { LogHeader, LogRecord } from '../../src/journal/record.ts';
import { replayLog } from '../../src/journal/replay.ts';
import { Session } from '../../src/journal/session.ts';
import { logLines, recordedDrive } from './recorded-drive.ts';

const drive = recordedDrive();
const { lines, sha256, session } = logLines(drive);
const [first, ...others] = lines.map((line) => (JSON.parse(line) as { record: unknown }).record);
const header = first as LogHeader;
const records = others.map((value): LogRecord => {
  const record = decodeRecord(value);
  if (record.kind === 'fault') throw new Error(record.advice);
  return record.value;
});

const commanded = (record: LogRecord): boolean => record.kind === 'event' && record.event.kind === 'commanded';

describe('session', () => {
  test('Given the same inputs, then the same hash, with and without a sink', () => {
    const silent = new Session(drive.index, header.config);
    for (const input of drive.inputs) silent.take(input);
    expect(silent.finish()).toBe(sha256);
    expect(JSON.parse(lines.at(-1) as string)).toMatchObject({ sha256 });
  });

  test('Given one input more, or another strategy, then another hash', () => {
    const other = new Session(drive.index, { city: 'test', strategy: { kind: 'fixed-eta', leadS: 30 } });
    for (const input of drive.inputs) other.take(input);
    expect(other.finish()).not.toBe(sha256);
    const longer = new Session(drive.index, header.config);
    for (const input of [...drive.inputs, drive.inputs.at(-1)!]) longer.take(input);
    expect(longer.finish()).not.toBe(sha256);
  });

  test('Given a second fix in one second, then its refusal is counted by stage and reason', () => {
    const refused = records.filter((r) => r.kind === 'event' && r.event.kind === 'refused').length;
    expect(session.refusals).toMatchObject({ 'match:duplicate': 1 });
    expect(Object.values(session.refusals).reduce((a, b) => a + b, 0)).toBe(refused);
  });

  test('Records are numbered without a gap, inputs and events together', () => {
    expect(records.map((record) => record.n)).toEqual(records.map((_, i) => i + 1));
  });
});

describe('replay', () => {
  test('Given a recorded drive, then every event and command comes out the same', async () => {
    const commands = records.filter(commanded).length;
    expect(commands).toBeGreaterThan(3);
    const inputs = drive.inputs.length;
    expect(await replayLog(drive.index, header, records)).toEqual({
      kind: 'reproduced',
      inputs,
      events: records.length - inputs,
      commands,
      missing: 0,
    });
  });

  test('Given a log cut off within the events of its last input, then what is missing is counted', async () => {
    const lastTick = records.findLastIndex((r, i) => r.kind === 'input' && records[i + 1]?.kind === 'event');
    expect(await replayLog(drive.index, header, records.slice(0, lastTick + 1))).toMatchObject({
      kind: 'reproduced',
      missing: expect.any(Number),
    });
    const outcome = await replayLog(drive.index, header, records.slice(0, lastTick + 1));
    expect(outcome.kind === 'reproduced' && outcome.missing).toBeGreaterThan(0);
  });

  test('Given a changed command, a missing event or an added one, then the first such record is named', async () => {
    const at = records.findIndex(commanded);
    const command = records[at] as LogRecord & { readonly kind: 'event' };
    const changed = JSON.parse(JSON.stringify(command).replace('"serve"', '"release"')) as LogRecord;
    expect(await replayLog(drive.index, header, records.with(at, changed))).toMatchObject({ kind: 'differs', n: command.n });
    expect(await replayLog(drive.index, header, records.toSpliced(at, 1))).toMatchObject({
      kind: 'differs',
      n: records[at + 1]?.n,
    });
    const input = records.findIndex((r) => r.kind === 'input');
    const outcome = await replayLog(drive.index, header, records.toSpliced(input + 1, 0, command));
    expect(outcome).toMatchObject({ kind: 'differs', n: command.n });
  });

  test('Given another strategy in the header, then the first difference is found', async () => {
    const other: LogHeader = { ...header, config: { city: 'test', strategy: { kind: 'none' } } };
    expect((await replayLog(drive.index, other, records)).kind).toBe('differs');
  });
});
