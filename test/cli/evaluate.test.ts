import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type EvaluateOptions, evaluate } from '../../src/cli/evaluate.ts';
import type { EvaluationSummary } from '../../src/evaluation/result.ts';
import { decodeSavedRun } from '../../src/experiment/saved-run.ts';
import { InputFaults } from '../../src/kernel/faults.ts';
import { runNoting } from '../support/noted-jobs.ts';

const folder = mkdtempSync(join(tmpdir(), 'clearway-evaluate-'));
const SETTING = 'emvlight-directional-160-320';
const asked: string[] = [];

/** The exit code, and what was said. */
async function evaluated(out: string, change: Partial<EvaluateOptions> = {}, stopAfter?: number) {
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  asked.length = 0;
  const options = {
    out: join(folder, out),
    settings: [SETTING, 'cologne3'],
    arms: ['clearway-routine'],
    seeds: 2,
    data: join(folder, 'no-data'),
    workers: 1,
    resume: false,
    ...change,
  };
  const code = await evaluate(options, runNoting(asked, stopAfter));
  const said = [...stdout.mock.calls, ...stderr.mock.calls].map(([text]) => String(text)).join('');
  vi.restoreAllMocks();
  return { code, said, asked: [...asked] };
}

function read(out: string, file: string): string {
  return readFileSync(join(folder, out, file), 'utf8');
}

beforeAll(async () => {
  expect((await evaluated('whole')).code).toBe(0);
}, 120_000);
afterEach(() => vi.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true }));

describe('an evaluation', () => {
  const summary = (): EvaluationSummary => JSON.parse(read('whole', 'summary.json'));

  it('has the figures of a simulation per setting and arm, with phi and price beside them', () => {
    const { settings, seeds, command } = summary();
    expect(Object.keys(settings)).toEqual([SETTING]);
    expect(Object.keys(settings[SETTING]!.arms)).toEqual(['none', 'clearway-routine']);
    for (const key of [
      'ambulanceTimeS',
      'savedS',
      'junctionsOnGreen',
      'crossLossPct',
      'pricePerS',
      'phi',
      'violations',
      'logSha256',
    ])
      expect(settings[SETTING]!.arms['clearway-routine']).toHaveProperty(key);
    expect(seeds).toEqual([1, 2]);
    expect(command).toBe(`clearway evaluate --seeds 2 --settings ${SETTING},cologne3 --arms none,clearway-routine`);
  });

  it('holds every limit, and says how near the nearest run came', () => {
    const { limits } = summary().settings[SETTING]!;
    expect(limits).toMatchObject({ runs: 4, violations: 0 });
    expect(limits.leastOverFloor).toBeGreaterThanOrEqual(1);
    expect(limits.leastOverRed).toBeGreaterThanOrEqual(1);
  });

  it('names a setting whose data are not there, and why it was left out', () => {
    const { skipped } = summary();
    expect(skipped.map(({ setting }) => setting)).toEqual(['cologne3']);
    expect(skipped[0]!.why).toMatch(/cologne3\.net\.xml.* not there.*--data/);
    expect(read('whole', 'report.html')).toContain('cologne3.net.xml');
  });

  it('writes tables with a row per arm and per run', () => {
    expect(read('whole', 'arms.csv').trimEnd().split('\r\n')).toHaveLength(1 + 2);
    const [head, ...runs] = read('whole', 'runs.csv').trimEnd().split('\r\n');
    expect(head).toMatch(/^setting,arm,seed,vehicle,urgency,arrived,time_s,/);
    expect(runs).toHaveLength(4);
  });

  it('does not play logs again to time planning for a first look', async () => {
    expect((await evaluated('first-look', { quick: true, seeds: 1 })).code).toBe(0);
    const { latency } = JSON.parse(read('first-look', 'machine.json'));
    expect(latency[SETTING]).toEqual({});
  });

  it('tells what planning takes, on a page of its own that the figures do not depend on', () => {
    const { latency } = JSON.parse(read('whole', 'machine.json'));
    expect(latency[SETTING]['clearway-routine'].p99Ms).toBeGreaterThan(0);
    expect(read('whole', 'summary.json')).not.toContain('p99Ms');
  });

  it('tells it of an ablation too, which plans as ours does, and of no baseline', async () => {
    cpSync(join(folder, 'whole'), join(folder, 'ablation'), { recursive: true });
    const given = { settings: [SETTING], arms: ['queue-leads'], seeds: 1, resume: true };
    expect(await evaluated('ablation', given)).toMatchObject({ code: 0, asked: ['queue-leads 1'] });
    const { latency } = JSON.parse(read('ablation', 'machine.json'));
    expect(Object.keys(latency[SETTING])).toEqual(['queue-leads']);
    expect(read('ablation', 'report.html')).toMatch(/Queue leads<\/span>.*<td>\d+\.\d, \d+\.\d<\/td>/);
  }, 120_000);

  it('leaves scenario and map of every setting, which "clearway simulate" can run', () => {
    for (const file of ['scenario.yaml', 'map.json', 'diagrams.html', 'summary.json']) {
      expect(existsSync(join(folder, 'whole', SETTING, file))).toBe(true);
    }
  });
});

describe('an interrupted evaluation', () => {
  it('keeps what it has finished, goes on from there, and comes to the same figures, to the byte', async () => {
    expect((await evaluated('half', {}, 3)).code).toBe(130);
    expect(existsSync(join(folder, 'half', 'summary.json'))).toBe(false);
    const again = await evaluated('half', { resume: true });
    expect(again.asked).toEqual(['clearway-routine 2']);
    for (const file of ['summary.json', 'runs.csv', 'arms.csv', `${SETTING}/summary.json`]) {
      expect(read('half', file)).toBe(read('whole', file));
    }
  });
});

describe('an evaluation in which a rule of safety was broken', () => {
  it('has failed, and says so at the end and at the head of its page', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const options = {
      out: join(folder, 'unsafe'),
      settings: [SETTING],
      arms: ['none'],
      seeds: 1,
      data: '',
      workers: 1,
      resume: false,
    };
    const saved = decodeSavedRun(read('whole', `${SETTING}/runs/none-1.run.json`))!;
    const code = await evaluate(options, async () => [{ ...saved.result, violations: ['conflict at c1r1'] }]);
    expect(code).toBe(1);
    expect(stderr.mock.calls.map(String).join('')).toContain(`${SETTING}, none, seed 1: conflict at c1r1`);
    expect(read('unsafe', 'report.html')).toContain('1 safety violation: this evaluation has failed');
  });
});

describe('settings without their data', () => {
  it('alone are nothing to evaluate', async () => {
    await expect(evaluated('nothing', { settings: ['cologne3', 'cologne8'] })).rejects.toThrow(/cologne3[\s\S]*cologne8/);
  });
});

describe('names that are not known', () => {
  it('are told all at once, with those that are', async () => {
    const wrong = evaluated('wrong', { settings: ['shixin'], arms: ['eta-31'] });
    await expect(wrong).rejects.toThrow(InputFaults);
    await expect(wrong).rejects.toThrow(/shixin-moderate[\s\S]*eta-30/);
  });
});
