import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { ByteFile } from '../../src/adapters/files/byte-file.ts';
import { type SimulateOptions, simulate } from '../../src/cli/simulate.ts';
import { Failure } from '../../src/kernel/failure.ts';
import { InputFaults } from '../../src/kernel/faults.ts';
import { withFilesUpToWhile } from '../support/file-limit.ts';
import { describeWith, fromRoot } from '../support/needs.ts';

const folder = mkdtempSync(join(tmpdir(), 'clearway-simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('clearway simulate --out', () => {
  it('Given a place where no folder can be made, then it says so before anything runs', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    for (const out of [join(file, 'x'), file, '/proc/nowhere']) {
      const error: unknown = await simulate(fromRoot('scenarios/quick-3.yaml'), { out, workers: 1, mqtt: false }).catch(
        (e: unknown) => e,
      );
      expect(error).toBeInstanceOf(InputFaults);
      expect((error as InputFaults).message).toMatch(
        /--out = ".*quick-3": cannot be written to: .*; (?:give another path|look at the spelling)/,
      );
    }
  });
});

describeWith([{ command: 'prlimit' }], 'clearway simulate on a disk that takes no more', () => {
  afterEach(() => vi.restoreAllMocks());

  async function simulatedUpTo(bytes: number, flags: Partial<SimulateOptions>): Promise<{ error: unknown; said: string }> {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const out = mkdtempSync(join(folder, 'full-'));
    const options = { out, workers: 1, mqtt: false, arms: ['none'], seeds: 1, ...flags };
    const error: unknown = await withFilesUpToWhile(bytes, () =>
      simulate(fromRoot('scenarios/quick-3.yaml'), options).catch((e: unknown) => e),
    );
    return { error, said: stderr.mock.calls.map(([text]) => String(text)).join('') };
  }

  it.each([
    ['the event log', 4096, {}, 'none-1.jsonl.gz'],
    ['the event log over MQTT', 4096, { mqtt: true }, 'none-1.jsonl.gz'],
    ["SUMO's formats of a recording", 600_000, { record: true }, 'none-1.fcd.xml.gz.part'],
  ])('Given no room for %s, then it says which file, why and what to do, and how to go on', async (_, bytes, flags, name) => {
    const { error, said } = await simulatedUpTo(bytes, flags);
    expect(error).toBeInstanceOf(Failure);
    expect((error as Failure).message).toMatch(
      new RegExp(`/quick-3/${name}: cannot be written: .*; .* give a path on another disk$`),
    );
    expect(said).toContain('Finished and saved: none. The same command with --resume runs the others.');
  });
});

describe('a file on a full disk', () => {
  it('Given a device that is always full, then a recording says so when it is closed, and is closed', () => {
    const file = new ByteFile('/dev/full', 'numbers');
    file.write(new Uint8Array(1000));
    expect(() => file.close()).toThrow('/dev/full: cannot be written: the disk is full; make room or give a path on another one');
  });
});
