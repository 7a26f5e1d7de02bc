import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { simulate } from '../../src/cli/simulate.ts';
import { runsText } from '../../src/cli/simulate-resume.ts';
import { fromRoot } from '../support/needs.ts';
import { runNoting } from '../support/noted-jobs.ts';

const folder = mkdtempSync(join(tmpdir(), 'clearway-resume-'));
const SCENARIO = join(folder, 'short.yaml');
const ARMS = ['eta-30'];
const asked: string[] = [];

/** The exit code, and what was said to stderr. */
async function simulated(
  out: string,
  change: { resume?: boolean; mqtt?: boolean; recordCompact?: boolean } = {},
  stopAfter?: number,
) {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  asked.length = 0;
  const options = { out: join(folder, out), workers: 1, mqtt: false, arms: ARMS, seeds: 2, ...change };
  const code = await simulate(SCENARIO, options, runNoting(asked, stopAfter));
  const said = stderr.mock.calls.map(([text]) => String(text)).join('');
  vi.restoreAllMocks();
  return { code, said, asked: [...asked] };
}

function writeScenario(change: (text: string) => string = (text) => text): void {
  const text = readFileSync(fromRoot('scenarios/quick-3.yaml'), 'utf8')
    .replace('../maps/quick-3.json', resolve(fromRoot('maps/quick-3.json')))
    .replace('name: quick-3', 'name: short')
    .replaceAll('780', '420')
    .replace('warmUpS: 180', 'warmUpS: 60')
    .replace('{ earliest: 180, latest: 280 }', '{ earliest: 70, latest: 90 }');
  writeFileSync(SCENARIO, change(text));
}

/** The files that a finished experiment leaves, with their bytes. */
function outcome(out: string): ReadonlyMap<string, string> {
  const path = join(folder, out, 'short');
  return new Map(readdirSync(path).map((name) => [name, readFileSync(join(path, name)).toString('base64')]));
}

beforeAll(async () => {
  writeScenario();
  expect((await simulated('whole')).code).toBe(0);
  expect((await simulated('half', {}, 3)).code).toBe(130);
  expect((await simulated('recorded', { recordCompact: true })).code).toBe(0);
}, 60_000);
afterEach(() => writeScenario());
afterAll(() => rmSync(folder, { recursive: true }));

describe('runs in words', () => {
  it('are listed by arm, with their seeds in ranges', () => {
    const runs = [3, 1, 2, 7, 9].map((seed) => ({ arm: 'none', seed }));
    expect(runsText([...runs, { arm: 'clearway', seed: 4 }])).toBe('none, seeds 1–3, 7 and 9; clearway, seed 4');
  });
});

const ALL = ['none 1', 'eta-30 1', 'none 2', 'eta-30 2'];

describe('clearway simulate --resume', () => {
  it('after an interruption runs what was not finished, says so, and ends with the same bytes as an uninterrupted call', async () => {
    cpSync(join(folder, 'half'), join(folder, 'resumed'), { recursive: true });
    const resumed = await simulated('resumed', { resume: true });
    expect(resumed).toMatchObject({ code: 0, asked: ['eta-30 2'] });
    expect(resumed.said).toContain('Taken over: none, seeds 1–2; eta-30, seed 1.\nTo run, not finished: eta-30, seed 2.');
    expect(outcome('resumed')).toEqual(outcome('whole'));
  });

  it('when all is finished runs nothing and writes summary and report again', async () => {
    cpSync(join(folder, 'whole'), join(folder, 'again'), { recursive: true });
    rmSync(join(folder, 'again/short/summary.json'));
    rmSync(join(folder, 'again/short/report.html'));
    expect(await simulated('again', { resume: true })).toMatchObject({ code: 0, asked: [] });
    expect(outcome('again')).toEqual(outcome('whole'));
  });

  it.each([
    [
      'a changed scenario',
      (text: string) => text.replace('vehPerHour: 900', 'vehPerHour: 901'),
      {},
      'the scenario has changed',
      ALL,
    ],
    ['another way to connect', undefined, { mqtt: true }, 'it was run the other way', ALL],
    [
      'one arm changed',
      (text: string) => text.replace('leadS: 30', 'leadS: 31'),
      {},
      'the scenario has changed',
      ['eta-30 1', 'eta-30 2'],
    ],
  ])('given %s never takes over a run that hangs on it, and says why', async (name, change, flags, why, again) => {
    const out = name.replaceAll(' ', '-');
    cpSync(join(folder, 'whole'), join(folder, out), { recursive: true });
    writeScenario(change);
    const { asked, said } = await simulated(out, { resume: true, ...flags }, 0);
    expect(asked).toEqual(again);
    expect(said).toContain(`To run, ${why}`);
  });

  it('given a result of half a file, or no event log, runs that one again', async () => {
    cpSync(join(folder, 'whole'), join(folder, 'damaged'), { recursive: true });
    const [cut, gone] = [join(folder, 'damaged/short/none-1.run.json'), join(folder, 'damaged/short/eta-30-2.jsonl.gz')];
    writeFileSync(cut, readFileSync(cut, 'utf8').slice(0, 1000));
    rmSync(gone);
    const { asked, said } = await simulated('damaged', { resume: true });
    expect(asked).toEqual(['none 1', 'eta-30 2']);
    expect(said).toMatch(/its saved result cannot be read: none, seed 1\.[\s\S]*its event log is gone: eta-30, seed 2\./);
    expect(outcome('damaged')).toEqual(outcome('whole'));
  });

  it('given files of a finished run that were cut or changed since, runs that one again, and says what is damaged', async () => {
    cpSync(join(folder, 'recorded'), join(folder, 'spoilt'), { recursive: true });
    const spoil = (name: string, change: (bytes: Buffer) => Buffer): void => {
      const path = join(folder, 'spoilt/short', name);
      writeFileSync(path, change(readFileSync(path)));
    };
    spoil('none-1.jsonl.gz', (bytes) => bytes.subarray(0, bytes.length / 2));
    spoil('eta-30-1.rec.gz', (bytes) => bytes.fill(0, bytes.length - 100));
    const { asked, said } = await simulated('spoilt', { resume: true, recordCompact: true });
    expect(asked).toEqual(['none 1', 'eta-30 1']);
    expect(said).toMatch(/its event log is damaged: none, seed 1\.[\s\S]*its recording is damaged: eta-30, seed 1\./);
    expect(outcome('spoilt')).toEqual(outcome('recorded'));
  });

  it('takes over a recorded run where no recording is asked for, whatever became of the recording', async () => {
    cpSync(join(folder, 'recorded'), join(folder, 'unrecorded'), { recursive: true });
    writeFileSync(join(folder, 'unrecorded/short/none-1.rec.gz'), '');
    expect((await simulated('unrecorded', { resume: true })).asked).toEqual([]);
  });

  it('without the flag runs everything', async () => {
    cpSync(join(folder, 'whole'), join(folder, 'afresh'), { recursive: true });
    expect((await simulated('afresh', {}, 0)).asked).toEqual(ALL);
  });
});
