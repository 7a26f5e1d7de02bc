import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { type Fault, InputFaults } from '../../kernel/faults.ts';
import type { RoadMap } from '../../roadnet/map.ts';
import { indexMap, type RoadIndex } from '../../roadnet/road-index.ts';
import { checkScenario } from '../../scenario/check.ts';
import { checkVehicleList } from '../../scenario/demand/check-vehicle-list.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { decodeScenario } from '../../scenario/scenario-schema.ts';
import { loadMap, readText } from './map-file.ts';
import { openVehicleList } from './vehicle-list-file.ts';

/**
 * Reads a scenario and the map it names, and judges one against the other.
 * @throws InputFaults with every fault found, each with its line in the file.
 */
export function loadScenario(path: string): { readonly scenario: Scenario; readonly map: RoadMap } {
  const lines = new LineCounter();
  const document = parseDocument(readText(path), { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new InputFaults(
      path,
      document.errors.map((error) => ({
        path: '',
        value: undefined,
        advice: `is no valid YAML: ${error.message.split('\n')[0]}`,
      })),
    );
  }
  return withLines(path, document, lines, () => {
    const scenario = decodeScenario(path, document.toJS());
    const mapPath = beside(path, scenario.map);
    if (!existsSync(mapPath)) throw new InputFaults(path, [{ path: 'map', value: scenario.map, advice: howToMake(mapPath) }]);
    const map = loadMap(mapPath);
    return { scenario: soundScenario(path, scenario, indexMap(map)), map };
  });
}

/** The scenario with the vehicles of its list; InputFaults of all that is wrong with either. */
function soundScenario(path: string, scenario: Scenario, index: RoadIndex): Scenario {
  const faults = checkScenario(scenario, index);
  const { list } = scenario.demand;
  if (list === undefined) {
    if (faults.length > 0) throw new InputFaults(path, faults);
    return scenario;
  }
  const listPath = beside(path, list);
  if (!existsSync(listPath)) throw new InputFaults(path, [...faults, { path: 'demand.list', value: list, advice: LIST_LOST }]);
  const opened = openVehicleList(listPath);
  const listed = opened.list.vehicles;
  const ofList = opened.faulty(checkVehicleList(listed, scenario, index));
  if (faults.length > 0) throw new InputFaults(path, [...faults, ...ofList.faults.map((fault) => inList(list, fault))]);
  if (ofList.faults.length > 0) throw ofList;
  return { ...scenario, demand: { ...scenario.demand, listed } };
}

/** A fault of the list told among those of the scenario. */
function inList(list: string, fault: Fault): Fault {
  return { ...fault, path: `${list}: ${fault.path}` };
}

/** A path that counts from the folder of a file. */
function beside(file: string, path: string): string {
  return isAbsolute(path) ? path : join(dirname(file), path);
}

const LIST_LOST =
  'is not there; the path counts from the folder of this file. Lists of vehicles are JSON of the format clearway-vehicles/1';

function howToMake(mapPath: string): string {
  const out = `-o ${relative('.', mapPath)}`;
  return (
    `is not there; the path counts from the folder of this file. Make the map with "clearway map import SOURCE ${out}" from a road ` +
    `network of SUMO, of CityFlow or in citybrain format, or with "clearway map build CORRIDOR ${out}"; the head of this file may ` +
    'name its source'
  );
}

/** Faults that `run` throws about this file gain the line they stand in. */
function withLines<T>(path: string, document: Document, lines: LineCounter, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof InputFaults) || error.source !== path) throw error;
    throw new InputFaults(
      path,
      error.faults.map((fault) => ({ ...fault, path: withLine(fault, document, lines) })),
    );
  }
}

function withLine({ path }: Fault, document: Document, lines: LineCounter): string {
  const keys = [...path.matchAll(/[^.[\]]+/g)].map(([key]) => (/^\d+$/.test(key) ? Number(key) : key));
  for (let depth = keys.length; depth > 0; depth--) {
    const node = document.getIn(keys.slice(0, depth), true);
    if (isNode(node) && node.range) return `line ${lines.linePos(node.range[0]).line}, ${path}`;
  }
  return path;
}
