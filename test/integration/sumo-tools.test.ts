import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AmbulanceSummary } from '../../src/experiment/summary.ts';
import { describeWith, fromRoot } from '../support/needs.ts';
import { buildProgram, Role } from './role.ts';

/** Debian's packages sumo and sumo-tools. */
const TOOLS = '/usr/share/sumo/tools';
const SCHEMAS = '/usr/share/sumo/data/xsd';

const folder = mkdtempSync(join(tmpdir(), 'clearway-sumo-tools-'));
afterAll(() => rmSync(folder, { recursive: true }));

const needs = [{ command: 'python3' }, { command: 'xmllint' }, { path: TOOLS }, { path: SCHEMAS }];

describeWith(needs, "SUMO's own tools on a recorded run", () => {
  const out = join(folder, 'quick-3');
  const [tripinfo, fcd] = [join(out, 'none-1.tripinfo.xml'), join(out, 'none-1.fcd.xml.gz')];
  const run = (command: string, ...args: string[]): string => execFileSync(command, args, { encoding: 'utf8', cwd: folder });

  beforeAll(async () => {
    buildProgram();
    const flags = ['--arms', 'none', '--seeds', '1', '--record', '--out', folder];
    expect(await new Role(['simulate', fromRoot('scenarios/quick-3.yaml'), ...flags]).end()).toBe(0);
  });

  test.each([
    ['tripinfo', 'tripinfo_file.xsd', () => readFileSync(tripinfo)],
    ['fcd', 'fcd_file.xsd', () => gunzipSync(readFileSync(fcd))],
  ])('Its schema of %s accepts ours', (name, schema, content) => {
    const plain = join(folder, `${name}.xml`);
    writeFileSync(plain, content());
    expect(() => run('xmllint', '--noout', '--schema', join(SCHEMAS, schema), plain)).not.toThrow();
  });

  test('tripStatistics.py counts our trips, with our delays before departure', () => {
    const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as AmbulanceSummary;
    run('python3', join(TOOLS, 'output/tripStatistics.py'), '-t', tripinfo, '-o', 'statistics.txt');
    const statistics = readFileSync(join(folder, 'statistics.txt'), 'utf8');
    const figure = (pattern: RegExp): number => Number(pattern.exec(statistics)?.[1]);
    const vehicles = figure(/total number of vehicles:([\d.]+)/);
    // The tool counts from the first second and with the ambulance, the summary after the warm-up and without.
    expect(vehicles).toBeGreaterThan(summary.arms.none!.completedTrips.mean);
    expect(vehicles).toBe((readFileSync(tripinfo, 'utf8').match(/<tripinfo /g) ?? []).length);
    const tripS = figure(/average vehicular travel time\(s\):([\d.]+)/) + figure(/average departure delay\(s\):([\d.]+)/);
    expect(tripS / summary.arms.none!.meanTravelTimeS!.mean).toBeGreaterThan(0.8);
    expect(tripS / summary.arms.none!.meanTravelTimeS!.mean).toBeLessThan(1.2);
  });

  test('xml2csv.py and sumolib read our fcd, packed as it is', () => {
    run('python3', join(TOOLS, 'xml/xml2csv.py'), fcd, '-o', 'fcd.csv');
    const rows = readFileSync(join(folder, 'fcd.csv'), 'utf8').trimEnd().split('\n').length - 1;
    const count = [
      'import sumolib',
      "names = ['id', 'x', 'y', 'angle', 'type', 'speed', 'pos', 'lane', 'slope']",
      `print(sum(1 for _ in sumolib.xml.parse_fast_nested('${fcd}', 'timestep', ['time'], 'vehicle', names)))`,
    ].join('\n');
    const seen = execFileSync('python3', ['-c', count], { encoding: 'utf8', env: { ...process.env, PYTHONPATH: TOOLS } });
    expect(Number(seen)).toBeGreaterThan(20_000);
    expect(rows).toBe(Number(seen));
  });
});
