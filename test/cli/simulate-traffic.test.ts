import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { simulate } from '../../src/cli/simulate.ts';
import type { TrafficSummary } from '../../src/experiment/summary.ts';
import { fromRoot } from '../support/needs.ts';

const folder = mkdtempSync(join(tmpdir(), 'clearway-traffic-'));
const options = { out: join(folder, 'out'), workers: 1, mqtt: false, seeds: 2 };
afterEach(() => vi.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true }));

/** The quick scenario with nobody to follow. */
function trafficAlone(): string {
  const scenario = parse(readFileSync(fromRoot('scenarios/quick-3.yaml'), 'utf8')) as object;
  const path = join(folder, 'traffic.yaml');
  const map = resolve(fromRoot('maps/quick-3.json'));
  writeFileSync(
    path,
    stringify({ ...scenario, name: 'traffic', map, warmUpS: 60, endS: 240, missions: [] }).replaceAll('toS: 780', 'toS: 240'),
  );
  return path;
}

describe('clearway simulate on a scenario without missions', () => {
  it('runs the traffic alone: one arm, figures of trips, no word of an ambulance, no event log', async () => {
    const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await simulate(trafficAlone(), options)).toBe(0);
    const out = join(options.out, 'traffic');
    const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as TrafficSummary;
    expect(summary.subject).toBe('traffic');
    expect(Object.keys(summary.arms)).toEqual(['none']);
    expect(summary.arms.none!.othersMeanDelayS.perSeed).toHaveLength(2);
    expect(summary.arms.none!.unfinishedTrips.mean).toBeGreaterThan(10);
    const said = stdout.mock.calls.map(([text]) => String(text)).join('');
    expect(said).toMatch(/arm +trips +trips +travel time/);
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    expect(page).toContain('Travel time');
    const body = page.slice(page.indexOf('<body>'));
    for (const text of [said, body.replace('those of ambulances left out', ''), JSON.stringify(summary)])
      expect(text).not.toMatch(/ambulance|floor|priority/i);
    expect(readdirSync(out).filter((name) => name.endsWith('.jsonl.gz'))).toEqual([]);
  });

  it.each([
    [{ arms: ['clearway'] }, '--arms'],
    [{ mqtt: true }, '--mqtt'],
  ])('says that %o asks for a controller that has nobody to follow', async (flags, name) => {
    await expect(simulate(trafficAlone(), { ...options, ...flags })).rejects.toThrow(new RegExp(`${name}.*has no mission`));
  });
});
