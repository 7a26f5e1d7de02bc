import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { InputFaults } from '../../kernel/faults.ts';
import { type Corridor, decodeCorridor } from '../../roadnet/corridor.ts';
import type { RoadMap } from '../../roadnet/map.ts';
import { decodeMap } from '../../roadnet/map-schema.ts';
import { mapText } from '../../roadnet/map-text.ts';
import { troubleOf } from './file-trouble.ts';

/**
 * Reads and checks a map file.
 * @throws InputFaults with every fault found.
 */
export function loadMap(path: string): RoadMap {
  return decodeMap(path, parsed(path, 'JSON', JSON.parse));
}

/** Writes a map as `mapText` lays it out, making the folder if need be. */
export function saveMap(path: string, map: RoadMap): void {
  saveText(path, mapText(map));
}

/**
 * Reads and checks the source of a corridor map.
 * @throws InputFaults with every fault found.
 */
export function loadCorridor(path: string): Corridor {
  return decodeCorridor(path, parsed(path, 'YAML', parseYaml));
}

/** @throws InputFaults when the file cannot be read. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new InputFaults(path, [{ path: '', value: undefined, advice: `cannot be read: ${troubleOf(error)}` }]);
  }
}

/** @throws InputFaults when the file cannot be written. */
export function saveText(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw new InputFaults(path, [{ path: '', value: undefined, advice: `cannot be written: ${troubleOf(error)}` }]);
  }
}

/**
 * Makes a folder to write into, where it is not there yet.
 * @throws InputFaults of `source`, at the flag `flag`, when nothing can be written there.
 */
export function makeFolder(path: string, source: string, flag: string): void {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw new InputFaults(source, [{ path: flag, value: path, advice: `cannot be written to: ${troubleOf(error)}` }]);
  }
}

function parsed(path: string, language: string, parse: (text: string) => unknown): unknown {
  const text = readText(path);
  try {
    return parse(text);
  } catch (error) {
    throw new InputFaults(path, [{ path: '', value: undefined, advice: `is no valid ${language}: ${troubleOf(error)}` }]);
  }
}
