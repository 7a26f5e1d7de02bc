import { accessSync, constants, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { type Fault, InputFaults } from '../../kernel/faults.ts';
import { type Corridor, decodeCorridor } from '../../roadnet/corridor.ts';
import type { RoadMap } from '../../roadnet/map.ts';
import { decodeMap } from '../../roadnet/map-schema.ts';
import { mapText } from '../../roadnet/map-text.ts';
import { troubleOf } from './file-trouble.ts';
import { JsonPlaces } from './json-places.ts';
import { makeFolders } from './make-folders.ts';

/** Enough to see what is wrong with a hundred thousand vehicles. */
const MOST_FAULTS = 50;

/**
 * Reads and checks a map file.
 * @throws InputFaults with the faults found, each with its line.
 */
export function loadMap(path: string): RoadMap {
  return decodeJson(path, readText(path), decodeMap);
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
  return decodeCorridor(path, parsed(path, readText(path), 'YAML', parseYaml));
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
    makeFolders(dirname(path));
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
    makeFolders(path);
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw new InputFaults(source, [{ path: flag, value: path, advice: `cannot be written to: ${troubleOf(error)}` }]);
  }
}

/**
 * What `decode` makes of a JSON text.
 * @throws InputFaults of `path`; the faults that `decode` throws gain their lines.
 */
export function decodeJson<T>(path: string, text: string, decode: (source: string, value: unknown) => T): T {
  const value = parsed(path, text, 'JSON', JSON.parse);
  try {
    return decode(path, value);
  } catch (error) {
    if (!(error instanceof InputFaults)) throw error;
    throw new InputFaults(path, placed(text, error.faults));
  }
}

/** Faults in a JSON text with their lines; of very many the first ones, and how many more there are. */
export function placed(text: string, faults: readonly Fault[]): readonly Fault[] {
  const places = new JsonPlaces(text);
  const told = faults.slice(0, MOST_FAULTS);
  const rest = faults.length - told.length;
  return [
    ...told.map((fault) => (fault.path === '' ? fault : { ...fault, path: `line ${places.lineOf(fault.path)}, ${fault.path}` })),
    ...(rest === 0 ? [] : [{ path: '', value: undefined, advice: `has ${rest} more faults, which are not shown` }]),
  ];
}

export function parsed(path: string, text: string, language: string, parse: (text: string) => unknown): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new InputFaults(path, [{ path: '', value: undefined, advice: `is no valid ${language}: ${troubleOf(error)}` }]);
  }
}
