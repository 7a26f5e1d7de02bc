import { statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { readText, saveMap, saveText } from '../adapters/files/map-file.ts';
import { InputFaults } from '../kernel/faults.ts';
import { importCitybrain } from '../roadnet/import/citybrain.ts';
import { parseCitybrainFlows } from '../roadnet/import/citybrain-flow.ts';
import { decodeMap } from '../roadnet/map-schema.ts';
import { indexMap } from '../roadnet/road-index.ts';
import { findRouteThroughSignals } from '../roadnet/signal-routes.ts';
import { draftScenario, scenarioText } from './imported-scenario.ts';

const NETWORK_FILE = 'roadnet.txt';
const FLOW_FILE = 'flow.txt';
/** Signalised junctions on the way of the mission of a scenario that is written along. */
const SIGNALS = 21;

export interface ImportOptions {
  readonly out?: string;
  readonly scenario?: string;
  readonly signals?: number;
}

/**
 * Imports a road network and, if wanted, its traffic as a scenario; returns what to tell the user.
 * @throws InputFaults for wrong files, with every fault.
 */
export function importMap(source: string, options: ImportOptions): string {
  if (options.signals !== undefined && options.scenario === undefined) {
    const advice = 'is about the mission of a scenario: name the file to write it to with --scenario, or leave --signals out';
    throw new InputFaults('clearway map import', [{ path: '--signals', value: options.signals, advice }]);
  }
  const file = isFolder(source) ? join(source, NETWORK_FILE) : source;
  const name = basename(dirname(resolve(file)));
  const out = options.out ?? join('out', 'maps', `${name}.json`);
  const { map: drafted, leftOut } = importCitybrain(file, readText(file), name);
  const map = decodeMap(`map made from ${file}`, drafted);
  saveMap(out, map);
  const lines = [
    `${out}: ${map.nodes.length} nodes, ${map.links.length} links, ${map.movements.length} movements, ${map.junctions.length} signalised junctions`,
    ...leftOut.map(({ what, count }) => `  ${String(count).padStart(6)}  ${what}`),
  ];
  if (options.scenario === undefined) return `${lines.join('\n')}\n`;
  const flowFile = join(dirname(file), FLOW_FILE);
  const flows = parseCitybrainFlows(flowFile, readText(flowFile));
  const index = indexMap(map);
  const signals = options.signals ?? SIGNALS;
  const links = findRouteThroughSignals(index, signals);
  if (links === undefined) {
    const advice = 'no fastest way on this map passes exactly so many signalised junctions: ask for fewer';
    throw new InputFaults('clearway map import', [{ path: '--signals', value: signals, advice }]);
  }
  const mapPath = relative(dirname(resolve(options.scenario)), resolve(out));
  const { scenario, unusable } = draftScenario(index, flows, links, mapPath);
  saveText(options.scenario, scenarioText(scenario));
  lines.push(`${options.scenario}: ${scenario.demand.flows.length} flows, one mission through ${signals} signalised junctions`);
  if (unusable > 0) lines.push(`  ${String(unusable).padStart(6)}  flows whose route cannot be driven on the map: left out`);
  return `${lines.join('\n')}\n`;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
