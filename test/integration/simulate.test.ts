import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromRoot } from '../support/needs.ts';
import { buildProgram, Role } from './role.ts';

const folder = mkdtempSync(join(tmpdir(), 'clearway-simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

function simulate(out: string, ...flags: readonly string[]): Role {
  const fixed = ['--arms', 'clearway', '--seeds', '2', '--record'];
  return new Role(['simulate', fromRoot('scenarios/quick-3.yaml'), ...fixed, '--out', join(folder, out), ...flags]);
}

/** Every file with its bytes. */
function outcome(out: string): ReadonlyMap<string, string> {
  const path = join(folder, out, 'quick-3');
  return new Map(readdirSync(path).map((name) => [name, readFileSync(join(path, name)).toString('base64')]));
}

describe('clearway simulate, as a program', () => {
  beforeAll(async () => {
    buildProgram();
    expect(await simulate('one', '--workers', '1').end()).toBe(0);
  });

  test('Given one worker thread or three, then every file is the same to the byte', async () => {
    expect(await simulate('three', '--workers', '3').end()).toBe(0);
    expect(outcome('three')).toEqual(outcome('one'));
    // 4 runs with log, recording, fcd, tripinfo and result; summary and report.
    expect(outcome('one').size).toBe(4 * 5 + 2);
  });

  test('Given a process killed amid its runs, when it is resumed, then finished runs are taken over and all ends as without the kill', async () => {
    const killed = simulate('killed', '--workers', '1');
    await killed.hasSaid(/2\/4 /);
    killed.kill('SIGKILL');
    await killed.end();
    expect([...outcome('killed').keys()]).not.toContain('summary.json');
    const resumed = simulate('killed', '--resume');
    expect(await resumed.end()).toBe(0);
    expect(resumed.said).toMatch(/Taken over: none, seed 1; clearway, seed 1\./);
    expect(resumed.said).not.toContain('4/4');
    expect(outcome('killed')).toEqual(outcome('one'));
  });

  test('Given Ctrl-C amid its runs, then it says what is saved and how to go on, and ends with exit code 130', async () => {
    const interrupted = simulate('interrupted', '--workers', '2');
    await interrupted.hasSaid(/1\/4 /);
    interrupted.kill('SIGINT');
    expect(await interrupted.end()).toBe(130);
    expect(interrupted.said).toMatch(/Interrupted; no summary is written\. Finished and saved: \w+, seeds? 1.* with --resume/);
  });
});
