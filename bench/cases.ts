import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A network and its demand as SUMO files, and the hour that is run. */
export interface SumoCase {
  readonly name: string;
  /** Absolute paths. */
  readonly netPath: string;
  readonly routesPath: string;
  readonly beginS: number;
  readonly endS: number;
  /** Who made it and on what terms, for every published figure. */
  readonly credit: string;
}

const DATA = '../shared/data';

export const AGREEMENT_CASES: readonly SumoCase[] = [
  {
    name: 'hangzhou-4x4',
    netPath: dataPath('hangzhou-4x4/sumo.net.xml'),
    routesPath: dataPath('hangzhou-4x4/sumo.rou.xml'),
    beginS: 0,
    endS: 3600,
    credit: 'hangzhou-4x4: LibSignal (DaRL-LibSignal), hangzhou_4x4_gudang_18041610_1h; no licence stated',
  },
  {
    name: 'cologne3',
    netPath: dataPath('cologne3/cologne3.net.xml'),
    routesPath: dataPath('cologne3/cologne3.rou.xml'),
    beginS: 25200,
    endS: 28800,
    credit: 'cologne3: RESCO (Pi-Star-Lab), from TAPASCologne; Creative Commons',
  },
  {
    name: 'cologne8',
    netPath: dataPath('cologne8/cologne8.net.xml'),
    routesPath: dataPath('cologne8/cologne8.rou.xml'),
    beginS: 25200,
    endS: 28800,
    credit: 'cologne8: RESCO (Pi-Star-Lab), from TAPASCologne; Creative Commons',
  },
];

/** Those under which controllers are ranked: networks with real programmes. */
export const RANKED_CASES: readonly string[] = ['cologne3', 'cologne8'];

/** Sentences about the files of a case that are not there; empty if all are. */
export function missingFiles({ netPath, routesPath }: SumoCase): readonly string[] {
  return [netPath, routesPath]
    .filter((path) => !existsSync(path))
    .map((path) => `${path} is not there: put the data sets into ${DATA}, beside the project`);
}

/** Of a file given relative to the folder of the data sets, which lies beside the project. */
export function dataPath(path: string): string {
  return fileURLToPath(new URL(`${DATA}/${path}`, `file://${process.cwd()}/`));
}
