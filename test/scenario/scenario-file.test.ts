import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { InputFaults } from '../../src/kernel/faults.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
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
    expect(message).toMatch(/clearway map import FOLDER -o .*maps\/far\.json/);
  });
});
