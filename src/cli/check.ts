import type { Command } from 'commander';
import { parse as parseYaml } from 'yaml';
import { loadCorridor, loadMap, readText } from '../adapters/files/map-file.ts';
import { loadScenario } from '../adapters/files/scenario-file.ts';
import { loadTrackMapping } from '../adapters/files/track-file.ts';
import { openVehicleList } from '../adapters/files/vehicle-list-file.ts';
import { InputFaults } from '../kernel/faults.ts';
import { buildCorridor } from '../roadnet/corridor-build.ts';
import { decodeMap } from '../roadnet/map-schema.ts';
import { loadServeFiles } from './serve-files.ts';

/** `clearway check FILE…`: says of each file that it is sound, or lists its every fault; exit code 2 if any has one. */
export function registerCheck(program: Command): void {
  program
    .command('check')
    .description(
      'say whether maps, corridor tables, scenarios, lists of vehicles and serve configurations are sound, and list every fault',
    )
    .argument('<file...>', 'files that name their "format" (.json, .yaml); JSON schemas among them are passed over')
    .action((files: readonly string[]) => {
      for (const file of files) checkFile(file);
    });
}

function checkFile(file: string): void {
  try {
    process.stdout.write(`${file}: ${describe(file)}\n`);
  } catch (error) {
    if (!(error instanceof InputFaults)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}

/** A file of no known format is judged by its name, so that its faults are told. */
function describe(file: string): string {
  const document = documentOf(file);
  if (textAt(document, '$schema').startsWith('https://json-schema.org/')) return 'passed over: a JSON schema';
  switch (textAt(document, 'format')) {
    case 'clearway-corridor/1':
      return `sound: ${describeCorridor(file)}`;
    case 'clearway-serve/1':
      return `sound: ${describeServe(file)}`;
    case 'clearway-track/1':
      return `sound: columns of a track, ${loadTrackMapping(file).datum}`;
    case 'clearway-map/1':
      return `sound: ${describeMap(file)}`;
    case 'clearway-vehicles/1':
      return `sound: ${describeVehicles(file)}`;
    case 'clearway-scenario/1':
      return `sound: ${describeScenario(file)}`;
    default:
      return `sound: ${file.endsWith('.json') ? describeMap(file) : describeScenario(file)}`;
  }
}

/** Undefined for a text that is neither JSON nor YAML: whoever decodes it says what is wrong with it. */
function documentOf(file: string): unknown {
  const text = readText(file);
  try {
    return file.endsWith('.json') ? JSON.parse(text) : parseYaml(text);
  } catch {
    return undefined;
  }
}

function textAt(document: unknown, key: string): string {
  if (typeof document !== 'object' || document === null) return '';
  const value = Object.entries(document).find(([name]) => name === key)?.[1] as unknown;
  return typeof value === 'string' ? value : '';
}

function describeMap(file: string): string {
  const map = loadMap(file);
  return `map ${map.name}, ${count(map.links.length, 'link')}, ${count(map.junctions.length, 'signalised junction')}`;
}

function describeCorridor(file: string): string {
  const map = decodeMap(`map built from ${file}`, buildCorridor(loadCorridor(file)));
  return `corridor ${map.name}, ${count(map.junctions.length, 'signalised junction')}`;
}

function describeServe(file: string): string {
  const { config, mapPath } = loadServeFiles(file);
  return `serve configuration of ${config.city} on map ${loadMap(mapPath).name}, strategy ${config.strategy.kind}`;
}

/** Whether links and types exist only a scenario can tell that names the list. */
function describeVehicles(file: string): string {
  return `list of ${count(openVehicleList(file).list.vehicles.length, 'vehicle')}; its links and types are checked with its scenario`;
}

function describeScenario(file: string): string {
  const { scenario, map } = loadScenario(file);
  const { demand, missions, arms, seeds } = scenario;
  const counts = [
    count(demand.flows.length, 'flow'),
    ...(demand.od === undefined ? [] : [count(demand.od.length, 'origin-destination pair')]),
    ...(demand.listed === undefined ? [] : [count(demand.listed.length, 'listed vehicle')]),
    count(missions.length, 'mission'),
    count(arms.length, 'arm'),
    count(seeds.length, 'seed'),
  ];
  return `scenario ${scenario.name} on ${map.name}, ${counts.join(', ')}`;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
