import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { registerCheck } from '../../src/cli/check.ts';
import { fromRoot } from '../support/needs.ts';
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

function check(...files: readonly string[]): Outcome {
  return checkPaths(...files.map((file) => join(folder, file)));
}

interface Outcome {
  readonly out: string;
  readonly err: string;
  readonly exitCode: unknown;
}

function checkPaths(...paths: readonly string[]): Outcome {
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const program = new Command();
  registerCheck(program);
  program.parse(['check', ...paths], { from: 'user' });
  const text = (spy: typeof out): string => spy.mock.calls.map(([chunk]) => String(chunk)).join('');
  return { out: text(out), err: text(err), exitCode: process.exitCode };
}

describe('clearway check', () => {
  test('says of sound files what they hold', () => {
    const { out, err, exitCode } = check('two-junctions.json', 'sound.yaml');
    expect(out).toContain('two-junctions.json: sound: map two-junctions, 14 links, 2 signalised junctions');
    expect(out).toContain('sound.yaml: sound: scenario two-junctions on two-junctions, 3 flows, 1 mission, 2 arms, 2 seeds');
    expect([err, exitCode]).toEqual(['', undefined]);
  });

  test('knows corridor tables and serve configurations by their format, and passes over JSON schemas', () => {
    const corridor = fromRoot('maps/quick-3.corridor.yaml');
    const schema = fromRoot('maps/clearway-map.schema.json');
    const serve = fromRoot('scenarios/serve.example.yaml');
    const { out, err, exitCode } = checkPaths(corridor, schema, serve);
    expect(out).toContain(`${corridor}: sound: corridor quick-3, 3 signalised junctions\n`);
    expect(out).toContain(`${schema}: passed over: a JSON schema\n`);
    expect(out).toContain(`${serve}: sound: serve configuration of hangzhou-shixin on map hangzhou-shixin, strategy wavefront\n`);
    expect([err, exitCode]).toEqual(['', undefined]);
  });

  test('counts pairs and listed vehicles, and knows a list by its format', () => {
    const demand = {
      ...scenarioWith().demand,
      od: [{ from: 'SOUTH-J1', to: 'J2-NORTH', vehPerHour: 10, fromS: 0, toS: 100 }],
      list: 'cars.json',
    };
    writeFileSync(join(folder, 'listed.yaml'), stringify(scenarioWith({ demand })));
    const vehicles = [{ id: 'a', departS: 1, route: ['SOUTH-J1'] }];
    writeFileSync(join(folder, 'cars.json'), JSON.stringify({ format: 'clearway-vehicles/1', source: 'x', vehicles }));
    const { out, err, exitCode } = check('listed.yaml', 'cars.json');
    expect(out).toContain('3 flows, 1 origin-destination pair, 1 listed vehicle, 1 mission, 2 arms, 2 seeds');
    expect(out).toContain('cars.json: sound: list of 1 vehicle; its links and types are checked with its scenario');
    expect([err, exitCode]).toEqual(['', undefined]);
  });

  test('finds sound every file that is published beside the program, but for maps made from others’ data', () => {
    const names = ['scenarios', 'maps'].flatMap((at) => readdirSync(fromRoot(at)).map((name) => join(fromRoot(at), name)));
    const { err, exitCode } = checkPaths(...names.filter((name) => !name.endsWith('hangzhou-lakeside.yaml')));
    expect([err, exitCode]).toEqual(['', undefined]);
  });

  test('tells the faults of a corridor table and of a serve configuration as such', () => {
    writeFileSync(join(folder, 'c.yaml'), 'format: clearway-corridor/1\n');
    writeFileSync(join(folder, 's.yaml'), 'format: clearway-serve/1\ncity: town\n');
    const { err, exitCode } = check('c.yaml', 's.yaml');
    expect(err).toMatch(/c\.yaml: \d+ faults[\s\S]*maxPresenceS[\s\S]*s\.yaml: \d+ faults[\s\S]*broker/);
    expect(exitCode).toBe(2);
  });

  test('lists every fault of every file and ends with code 2, and still judges the others', () => {
    const { out, err, exitCode } = check('wrong.yaml', 'none.json', 'sound.yaml');
    expect(err).toMatch(/wrong\.yaml: 2 faults\n {2}line \d+, stepS = 0\.3: .*\n {2}line \d+, seeds\[1\] = 4: .*\n/);
    expect(err).toContain('none.json: 1 fault');
    expect(out).toContain('sound.yaml: sound');
    expect(exitCode).toBe(2);
  });
});
