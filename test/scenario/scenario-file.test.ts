import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { saveVehicleList } from '../../src/adapters/files/vehicle-list-file.ts';
import { InputFaults } from '../../src/kernel/faults.ts';
import { mapText } from '../../src/roadnet/map-text.ts';
import type { ListedVehicle, Scenario } from '../../src/scenario/scenario.ts';
import { scenarioWith, twoJunctions } from './two-junctions.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clearway-'));
  writeFileSync(join(folder, 'two-junctions.json'), JSON.stringify(twoJunctions()));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(text: string): string {
  const path = join(folder, 'town.yaml');
  writeFileSync(path, text);
  return path;
}

function faultsIn(path: string): InputFaults {
  try {
    loadScenario(path);
  } catch (error) {
    if (error instanceof InputFaults) return error;
    throw error;
  }
  throw new Error('no fault was found');
}

function written(changes: Partial<Scenario>): string {
  return write(stringify(scenarioWith(changes)));
}

describe('a scenario file', () => {
  test('is read with the map that it names, relative to itself', () => {
    expect(loadScenario(written({}))).toEqual({ scenario: scenarioWith(), map: twoJunctions() });
  });

  test('tells the line of every fault of shape', () => {
    const text = stringify(scenarioWith())
      .replace('stepS: 0.5', 'stepS: fast')
      .replace('    speedFactor: 1.25', '    speedFactor: 9');
    const lineOf = (part: string): number => text.split('\n').findIndex((line) => line.includes(part)) + 1;
    const { source, faults } = faultsIn(write(text));
    expect(source).toBe(join(folder, 'town.yaml'));
    expect(faults.map(({ path }) => path)).toEqual([
      `line ${lineOf('stepS: fast')}, stepS`,
      `line ${lineOf('speedFactor: 9')}, missions[0].speedFactor`,
    ]);
  });

  test('shows a number that is none, or has no end, as it is', () => {
    const text = stringify(scenarioWith())
      .replace('stepS: 0.5', 'stepS: .nan')
      .replace('    speedFactor: 1.25', '    speedFactor: .inf');
    expect(faultsIn(write(text)).message).toMatch(/stepS = NaN: [\s\S]*speedFactor = Infinity: /);
  });

  test('tells the line of a fault of meaning, and of the list where a member is missing', () => {
    const { message } = faultsIn(written({ seeds: [4, 4] }));
    expect(message).toMatch(/line \d+, seeds\[1\] = 4: is there already/);
    const { title: _, ...untitled } = scenarioWith();
    expect(faultsIn(write(stringify(untitled))).message).toContain('title: is missing: must be a text');
  });

  test('that is no YAML, or not there, or names a map that is not there, is one fault', () => {
    expect(faultsIn(write('a: [1')).message).toContain('is no valid YAML');
    expect(faultsIn(join(folder, 'none.yaml')).message).toContain('none.yaml: 1 fault');
    expect(faultsIn(written({ map: 'none.json' })).message).toContain('none.json');
  });

  test('that names a map which is not there says in which line, and how a map is made', () => {
    const { message } = faultsIn(written({ map: '../maps/far.json' }));
    expect(message).toMatch(/line \d+, map = "\.\.\/maps\/far\.json": is not there/);
    expect(message).toMatch(/clearway map import SOURCE -o .*maps\/far\.json/);
  });
});

describe('a scenario file that names a list of vehicles', () => {
  const car = { id: 'a', departS: 10, route: ['SOUTH-J1', 'J1-J2'] };
  const demand = { ...scenarioWith().demand, list: 'lists/cars.json' };

  function writeList(vehicles: readonly ListedVehicle[]): void {
    saveVehicleList(join(folder, 'lists', 'cars.json'), { format: 'clearway-vehicles/1', source: 'Made up.', vehicles });
  }

  test('is read with its vehicles, from a path relative to itself', () => {
    writeList([car]);
    expect(loadScenario(written({ demand })).scenario.demand).toEqual({ ...demand, listed: [car] });
  });

  test('tells faults of the list as faults of that file, with their lines in it', () => {
    writeList([car, { ...car, id: 'b', route: ['SOUTH-J1', 'X'] }, { ...car, id: 'c', type: 'bus' }]);
    const { source, message } = faultsIn(written({ demand }));
    expect(source).toBe(join(folder, 'lists', 'cars.json'));
    expect(message).toMatch(/line 6, vehicles\[1\]\.route\[1\] = "X": [^\n]*\n {2}line 7, vehicles\[2\]\.type = "bus": /);
  });

  test('tells faults of both files together', () => {
    writeList([car, car]);
    const { source, faults } = faultsIn(written({ demand, seeds: [4, 4] }));
    expect(source).toBe(join(folder, 'town.yaml'));
    expect(faults.map(({ path }) => path)).toEqual([
      expect.stringMatching(/^line \d+, seeds\[1\]$/),
      'lists/cars.json: line 6, vehicles[1].id',
    ]);
  });

  test('tells a list that is not there, and one that is no list', () => {
    expect(faultsIn(written({ demand })).message).toMatch(/line \d+, demand\.list = "lists\/cars\.json": is not there/);
    writeList([]);
    writeFileSync(join(folder, 'lists', 'cars.json'), '{"format": "clearway-vehicles/1",\n"source": "x",\n"vehicles": 3}');
    expect(faultsIn(written({ demand })).message).toMatch(/cars\.json: 1 fault\n {2}line 3, vehicles = 3: must be a list/);
    writeFileSync(join(folder, 'lists', 'cars.json'), '{');
    expect(faultsIn(written({ demand })).message).toContain('is no valid JSON');
  });

  test('tells the first faults of very many, and how many more there are', () => {
    writeList(Array.from({ length: 1000 }, (_, i) => ({ ...car, id: String(i), departS: 9999 })));
    const { faults } = faultsIn(written({ demand }));
    expect(faults).toHaveLength(51);
    expect(faults.at(-1)?.advice).toBe('has 950 more faults, which are not shown');
  });
});

describe('a map file', () => {
  test('that has a fault tells its line', () => {
    const map = twoJunctions();
    const links = map.links.map((link, i) => (i === 2 ? { ...link, to: 'X' } : link));
    writeFileSync(join(folder, 'two-junctions.json'), mapText({ ...map, links }));
    const lines = mapText({ ...map, links }).split('\n');
    const line = 1 + lines.findIndex((text) => text.includes('"to":"X"'));
    expect(faultsIn(written({})).message).toContain(`line ${line}, links[2].to = "X": no node has this id`);
  });
});
