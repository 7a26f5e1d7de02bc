import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChainChecker, HashChain } from '../../src/journal/chain.ts';
import { recordLine } from '../../src/journal/line.ts';
import { decodeRecord } from '../../src/journal/log-schema.ts';
import type { LogRecord } from '../../src/journal/record.ts';
import { nightShift } from './night-shift.ts';

function logOf(records: readonly LogRecord[]): string[] {
  const chain = new HashChain();
  return records.map((record) => chain.append(recordLine(record)));
}

/** Number of the first line that does not continue the chain, from 1; undefined for a whole log. */
function firstBroken(lines: readonly string[]): number | undefined {
  const checker = new ChainChecker();
  const broken = lines.findIndex((line) => checker.check(line).kind === 'broken');
  return broken < 0 ? undefined : broken + 1;
}

describe('hash chain of a log', () => {
  const lines = logOf(nightShift());

  test('Given an untouched log, then it is whole and every line is JSON', () => {
    expect(firstBroken(lines)).toBeUndefined();
    expect(lines.map((line) => (JSON.parse(line) as { record: unknown }).record)).toEqual(nightShift());
  });

  test('Given one changed character anywhere, then that line is named', () => {
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.nat(), (row, column) => {
        const line = lines[row] as string;
        const at = column % line.length;
        const other = line[at] === 'x' ? 'y' : 'x';
        const changed = lines.with(row, `${line.slice(0, at)}${other}${line.slice(at + 1)}`);
        expect(firstBroken(changed)).toBe(row + 1);
      }),
    );
  });

  test('Given a line removed from within, or two exchanged, then the first line that no longer fits is named', () => {
    expect(firstBroken(lines.toSpliced(3, 1))).toBe(4);
    expect(firstBroken(lines.with(4, lines[5] as string).with(5, lines[4] as string))).toBe(5);
  });

  test('Given the same records from objects built in another order, then the same lines', () => {
    const reversed = nightShift().map((record) => reverseKeys(record) as LogRecord);
    expect(logOf(reversed)).toEqual(lines);
  });
});

test('A junction state is read back as it was, whatever it holds, and its text does not depend on how it was built', () => {
  const id = fc.string();
  const ms = fc.nat();
  const group = fc.record(
    {
      group: id,
      lamp: fc.constantFrom('red', 'green', 'yellow', 'flashing', 'dark'),
      sinceMs: ms,
      minEndMs: ms,
      likelyEndMs: ms,
    },
    { requiredKeys: ['group', 'lamp', 'sinceMs'] },
  );
  const lane = fc.record({
    link: id,
    lane: fc.nat(),
    queueVeh: fc.nat(),
    vehicles: fc.double({ min: 0, max: 1e6, noNaN: true }),
  });
  const state = fc.record(
    {
      junction: id,
      atMs: ms,
      mode: fc.constantFrom('programme', 'priority', 'starved-service', 'recovery', 'fault'),
      groups: fc.array(group),
      lanes: fc.array(lane),
      stage: id,
      nextStage: id,
      command: id,
      priorityHeldSinceMs: ms,
    },
    { requiredKeys: ['junction', 'atMs', 'mode', 'groups', 'lanes'] },
  );
  fc.assert(
    fc.property(state, ms, (s, receivedMs) => {
      const record = { kind: 'input', n: 7, input: { kind: 'junction', receivedMs, state: s } } as LogRecord;
      expect(decodeRecord(JSON.parse(recordLine(record)))).toEqual({ kind: 'ok', value: record });
      expect(recordLine(reverseKeys(record) as LogRecord)).toBe(recordLine(record));
    }),
  );
});

function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([k, v]) => [k, reverseKeys(v)] as const)
      .reverse(),
  );
}
