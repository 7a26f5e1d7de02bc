import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { InputFaults } from '../../kernel/faults.ts';
import { type Corridor, decodeCorridor } from '../../roadnet/corridor.ts';
import type { RoadMap } from '../../roadnet/map.ts';
import { decodeMap } from '../../roadnet/map-schema.ts';
import { mapText } from '../../roadnet/map-text.ts';

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
    throw new InputFaults(path, [{ path: '', value: undefined, advice: `cannot be read: ${reasonOf(error)}` }]);
  }
}

/** @throws InputFaults when the file cannot be written. */
export function saveText(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw new InputFaults(path, [{ path: '', value: undefined, advice: `cannot be written: ${reasonOf(error)}` }]);
  }
}

function parsed(path: string, language: string, parse: (text: string) => unknown): unknown {
  const text = readText(path);
  try {
    return parse(text);
  } catch (error) {
    throw new InputFaults(path, [{ path: '', value: undefined, advice: `is no valid ${language}: ${reasonOf(error)}` }]);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.split('\n')[0]! : String(error);
}
