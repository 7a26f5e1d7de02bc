import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadMap, saveMap, saveText } from '../adapters/files/map-file.ts';
import { loadScenario } from '../adapters/files/scenario-file.ts';
import { saveVehicleList } from '../adapters/files/vehicle-list-file.ts';
import { EVALUATED_ARMS } from '../evaluation/arms.ts';
import type { Origin, ReadySetting, Setting } from '../evaluation/setting.ts';
import { buildGrid } from '../roadnet/grid-build.ts';
import type { RoadMap } from '../roadnet/map.ts';
import { decodeMap } from '../roadnet/map-schema.ts';
import { indexMap } from '../roadnet/road-index.ts';
import { findRouteThroughMostSignals } from '../roadnet/signal-routes.ts';
import type { ListedVehicle, Scenario, ScenarioMission } from '../scenario/scenario.ts';
import { assumedProgrammes } from './assumed-programmes.ts';
import { importSource } from './import-source.ts';
import { scenarioText } from './imported-scenario.ts';
import { websterProgrammes } from './webster-programmes.ts';

/** Where the scenarios and maps are that are part of the program. */
const PROGRAM = fileURLToPath(new URL('../../', import.meta.url));

/** People who ask for green at each crossing, where the map has crossings. Assumed. */
const PEDESTRIANS_PER_HOUR = 60;
/** Before the window, where the data last for an hour. */
const WARM_UP_S = 900;
/** A departure anywhere in a usual cycle. */
const DEPART_WITHIN_S = 120;
/** A way through so many signals, or as many as a fastest way on the map has. */
const SIGNALS = 21;
const START = '2017-10-09T17:00:00+08:00';

/** A setting that is ready to be run, with its files, or why it is not. */
export type Prepared =
  | { readonly kind: 'ready'; readonly ready: ReadySetting; readonly scenarioFile: string }
  | { readonly kind: 'skipped'; readonly setting: Setting; readonly why: string };

interface Draft {
  readonly scenario: Omit<Scenario, 'name' | 'title' | 'map' | 'arms' | 'seeds'>;
  readonly map: RoadMap;
  readonly vehicles?: readonly ListedVehicle[];
}

/**
 * Writes a setting as scenario, map and list of vehicles into its folder, so that `clearway simulate` can run it as well, and reads
 * it from there like any other. Scenarios and maps of our own are read from `program`. Skipped where data of others are not in `data`.
 * @throws InputFaults where what is there is wrong.
 */
export function prepareSetting(setting: Setting, folder: string, data: string, program = PROGRAM): Prepared {
  const missing = missingData(setting.origin, data);
  if (missing !== undefined) return { kind: 'skipped', setting, why: missing };
  const { scenario, map, vehicles } = draftOf(setting.origin, data, program);
  const scenarioFile = join(folder, 'scenario.yaml');
  const { list: _, listed: __, ...demand } = scenario.demand;
  if (vehicles !== undefined) {
    const list = { format: 'clearway-vehicles/1', source: demand.source, vehicles } as const;
    saveVehicleList(join(folder, 'vehicles.json'), list);
  }
  saveMap(join(folder, 'map.json'), map);
  const whole: Scenario = {
    ...scenario,
    name: setting.name,
    title: setting.title,
    map: 'map.json',
    demand: vehicles === undefined ? demand : { ...demand, list: 'vehicles.json' },
    ...withPedestrians(map),
    seeds: [1],
    arms: EVALUATED_ARMS.map(({ name, strategy, urgency }) => ({ name, strategy, ...(urgency !== undefined && { urgency }) })),
  };
  saveText(scenarioFile, scenarioText(whole));
  return { kind: 'ready', ready: { setting, ...loadScenario(scenarioFile) }, scenarioFile };
}

function missingData(origin: Origin, data: string): string | undefined {
  if (origin.kind !== 'imported') return undefined;
  const missing = [origin.network, origin.demand].map((path) => join(data, path)).filter((path) => !existsSync(path));
  if (missing.length === 0) return undefined;
  return `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not there; say with --data where the data sets are`;
}

function withPedestrians(map: RoadMap): Pick<Scenario, 'pedestrians'> {
  const crossed = map.junctions.some(({ groups }) => groups.some(({ kind }) => kind === 'pedestrian'));
  return crossed ? { pedestrians: { perHour: PEDESTRIANS_PER_HOUR } } : {};
}

function draftOf(origin: Origin, data: string, program: string): Draft {
  switch (origin.kind) {
    case 'scenario': {
      const { scenario, map } = loadScenario(join(program, 'scenarios', origin.file));
      const streets = origin.map === undefined ? map : loadMap(join(program, 'maps', origin.map));
      return { scenario: origin.change(scenario), map: withPresence(streets, origin.maxPresenceS) };
    }
    case 'grid': {
      const map = buildGrid(origin.plan);
      const programmes = assumedProgrammes(indexMap(map));
      const common = { start: START, stepS: 0.5, programmes, gps: { periodS: 1, sigmaM: 5 }, faults: [] };
      const description = `${origin.plan.title}, made by rule.`;
      return { map, scenario: { format: 'clearway-scenario/1', description, ...common, ...origin.traffic } };
    }
    case 'imported':
      return importedDraft(join(data, origin.network), join(data, origin.demand), origin);
  }
}

function withPresence(map: RoadMap, maxPresenceS: number | undefined): RoadMap {
  if (maxPresenceS === undefined) return map;
  return { ...map, junctions: map.junctions.map((junction) => ({ ...junction, maxPresenceS })) };
}

type ImportedOrigin = Pick<Extract<Origin, { kind: 'imported' }>, 'programmes' | 'isLed'>;

function importedDraft(network: string, demandFile: string, { programmes: signals, isLed }: ImportedOrigin): Draft {
  const imported = importSource(network, { demand: demandFile });
  const map = decodeMap(`map made from ${network}`, imported.map);
  const index = indexMap(map);
  const traffic = imported.traffic?.(index);
  const way = findRouteThroughMostSignals(index, SIGNALS, () => {});
  if (traffic === undefined || way === undefined) throw new Error(`${network}: no traffic, or no way through a signal`);
  const { start, endS, demand, vehicles } = traffic;
  const programmes =
    signals === 'imported' ? traffic.programmes : websterProgrammes(index, vehicles ?? [], listedHours(vehicles ?? []));
  const mission: ScenarioMission = {
    mission: 'M1',
    vehicle: 'AMB-1',
    urgency: 'life-threat',
    from: way[0] as string,
    to: index.link(way.at(-1) as string).to,
    departS: { earliest: WARM_UP_S, latest: WARM_UP_S + DEPART_WITHIN_S },
    speedFactor: 1.25,
    ...(isLed === true && { follows: 'dispatch' }),
  };
  const description = `Network and traffic imported from data of others. ${map.attribution}`;
  const common = { start, stepS: 0.5, warmUpS: WARM_UP_S, endS, missions: [mission], gps: { periodS: 1, sigmaM: 5 }, faults: [] };
  return {
    map,
    scenario: { format: 'clearway-scenario/1', description, demand, programmes, ...common },
    ...(vehicles !== undefined && { vehicles }),
  };
}

/** From the first departure to the last. */
function listedHours(vehicles: readonly ListedVehicle[]): number {
  const departS = vehicles.map((vehicle) => vehicle.departS);
  return (Math.max(...departS) - Math.min(...departS)) / 3600;
}
