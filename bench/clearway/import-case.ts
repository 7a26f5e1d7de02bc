import { readFileSync } from 'node:fs';
import { decodeMap } from '../../src/roadnet/map-schema.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { importSumo } from '../../src/scenario/import/import-sumo.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { SumoCase } from '../cases.ts';
import type { ClearwayCase } from './observe-clearway.ts';

/** A SUMO case as our importer reads it, without ambulances. */
export function importCase(run: SumoCase, stepS: number): ClearwayCase {
  const { map, programmes, traffic, start, endS } = importSumo({
    netFile: run.netPath,
    netText: readFileSync(run.netPath, 'utf8'),
    name: run.name,
    demand: {
      routeFile: run.routesPath,
      routeText: readFileSync(run.routesPath, 'utf8'),
      beginS: run.beginS,
      endS: run.endS,
    },
  });
  const scenario: Scenario = {
    format: 'clearway-scenario/1',
    name: run.name,
    title: run.name,
    description: run.credit,
    map: 'map.json',
    start,
    stepS,
    warmUpS: 0,
    endS,
    demand: {
      source: run.credit,
      flows: traffic?.flows ?? [],
      turning: [],
      speedFactor: { mean: 1, sd: 0.1 },
      vehicleTypes: traffic?.vehicleTypes ?? {},
      listed: traffic?.vehicles ?? [],
    },
    programmes,
    missions: [],
    gps: { periodS: 1, sigmaM: 5 },
    faults: [],
    seeds: [1],
    arms: [{ name: 'none', strategy: { kind: 'none' } }],
  };
  return { scenario, index: indexMap(decodeMap(run.netPath, map)) };
}
