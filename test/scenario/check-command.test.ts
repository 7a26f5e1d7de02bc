import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { registerCheck } from '../../src/cli/check.ts';
import { scenarioWith, twoJunctions } from './two-junctions.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clearway-'));
  writeFileSync(join(folder, 'two-junctions.json'), JSON.stringify(twoJunctions()));
  writeFileSync(join(folder, 'sound.yaml'), stringify(scenarioWith()));
  writeFileSync(join(folder, 'wrong.yaml'), stringify(scenarioWith({ seeds: [4, 4], stepS: 0.3 })));
});

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  rmSync(folder, { recursive: true });
});

function check(...files: readonly string[]): { readonly out: string; readonly err: string; readonly exitCode: unknown } {
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const program = new Command();
  registerCheck(program);
  program.parse(['check', ...files.map((file) => join(folder, file))], { from: 'user' });
  const text = (spy: typeof out): string => spy.mock.calls.map(([chunk]) => String(chunk)).join('');
  return { out: text(out), err: text(err), exitCode: process.exitCode };
}

describe('clearway check', () => {
  test('says of sound files what they hold', () => {
    const { out, err, exitCode } = check('two-junctions.json', 'sound.yaml');
    expect(out).toContain('two-junctions.json: sound: map two-junctions, 14 links, 2 signalised junctions');
    expect(out).toContain('sound.yaml: sound: scenario two-junctions on two-junctions, 3 flows, 1 missions, 2 arms, 2 seeds');
    expect([err, exitCode]).toEqual(['', undefined]);
  });

  test('lists every fault of every file and ends with code 2, and still judges the others', () => {
    const { out, err, exitCode } = check('wrong.yaml', 'none.json', 'sound.yaml');
    expect(err).toMatch(/wrong\.yaml: 2 faults\n {2}line \d+, stepS = 0\.3: .*\n {2}line \d+, seeds\[1\] = 4: .*\n/);
    expect(err).toContain('none.json: 1 fault');
    expect(out).toContain('sound.yaml: sound');
    expect(exitCode).toBe(2);
  });
});
