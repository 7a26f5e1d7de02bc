import { statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { readDataText } from '../adapters/files/data-text.ts';
import { placed, readText } from '../adapters/files/map-file.ts';
import { InputFaults } from '../kernel/faults.ts';
import type { LinkId } from '../kernel/ids.ts';
import { importCitybrain } from '../roadnet/import/citybrain.ts';
import { type CitybrainFlow, parseCitybrainFlows, vehiclesOfFlow } from '../roadnet/import/citybrain-flow.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { importCityflowScenario } from '../scenario/import/import-cityflow.ts';
import { importSumo } from '../scenario/import/import-sumo.ts';
import type { DemandSource, ImportedScenario } from '../scenario/import/imported-scenario.ts';
import type { Flow } from '../scenario/scenario.ts';
import { assumedProgrammes } from './assumed-programmes.ts';
import { importOsmFile } from './import-osm.ts';
import type { ImportedSource, SourceTraffic } from './imported-source.ts';

const NETWORK_FILE = 'roadnet.txt';
const FLOW_FILE = 'flow.txt';
/** File names that say nothing of the place; such data take the name of their folder. */
const NAMELESS = new Set(['roadnet', 'sumo', 'net', 'network', 'map']);

/** Which demand to import along with a network, as the flags give it. */
export interface DemandFlags {
  readonly demand?: string;
  readonly begin?: number;
  readonly end?: number;
}

export type SourceFormat = 'osm' | 'sumo' | 'cityflow' | 'citybrain';

/** What `source` is by its name: OpenStreetMap data (.osm.pbf, .osm), a SUMO network (.net.xml), a CityFlow one (.json), both also packed (.gz), or else citybrain. */
export function formatOf(source: string): SourceFormat {
  if (/\.(pbf|osm|osm\.xml)$/.test(source)) return 'osm';
  if (/\.xml(\.gz)?$/.test(source)) return 'sumo';
  return /\.json(\.gz)?$/.test(source) ? 'cityflow' : 'citybrain';
}

/**
 * Imports what `source` is: see `formatOf`. Data in citybrain format are a folder, or a file whose traffic stands in the same folder.
 * @throws InputFaults with every fault of the files.
 */
export function importSource(source: string, flags: DemandFlags): ImportedSource {
  const format = formatOf(source);
  if (format === 'osm') return importOsmFile(source);
  if (format !== 'citybrain') return importScenario(source, flags, format);
  const file = isFolder(source) ? join(source, NETWORK_FILE) : source;
  const name = basename(dirname(resolve(file)));
  const { map, leftOut } = importCitybrain(file, readText(file), name);
  return { file, name, map, leftOut, traffic: (index) => citybrainTraffic(join(dirname(file), FLOW_FILE), index) };
}

type Source = { netFile: string; netText: string; name: string; demand?: DemandSource };

function importScenario(file: string, { demand, begin, end }: DemandFlags, format: 'sumo' | 'cityflow'): ImportedSource {
  const own = basename(file).replace(/(?:(?:\.net)?\.xml|\.json)(?:\.gz)?$/, '');
  const name = NAMELESS.has(own) ? basename(dirname(resolve(file))) : own;
  const { map, programmes, traffic, start, endS, leftOut } = (format === 'sumo' ? importSumo : cityflowWithLines)({
    netFile: file,
    netText: readDataText(file),
    name,
    ...(demand !== undefined && {
      demand: {
        routeFile: demand,
        routeText: readDataText(demand),
        ...(begin !== undefined && { beginS: begin }),
        ...(end !== undefined && { endS: end }),
      },
    }),
  });
  if (traffic === undefined) return { file, name, map, leftOut };
  const { vehicles, flows, vehicleTypes } = traffic;
  const sourceText = `Demand file ${basename(demand ?? '')} of the imported data. The date is assumed.`;
  const told = { source: sourceText, flows, turning: [], speedFactor: { mean: 1, sd: 0.1 }, vehicleTypes };
  return { file, name, map, leftOut, traffic: () => ({ start, endS, demand: told, vehicles, programmes, leftOut: [] }) };
}

/** Faults with a path in one of the files gain its line. */
function cityflowWithLines(source: Source): ImportedScenario {
  try {
    return importCityflowScenario(source);
  } catch (error) {
    if (!(error instanceof InputFaults)) throw error;
    const { netFile, netText, demand } = source;
    const text = error.source === netFile ? netText : error.source === demand?.routeFile ? demand.routeText : undefined;
    const isPlaced = text === undefined || error.faults.every(({ path }) => /^(line|end of) /.test(path));
    throw isPlaced ? error : new InputFaults(error.source, placed(text, error.faults));
  }
}

const CITYBRAIN_SOURCE =
  'Flow file of the imported data (citybrain format), unchanged routes; each flow as many vehicles as the file gives it, ' +
  'arriving at random within its window. Date and time of day are assumed.';
const CITYBRAIN_RUN_S = 3600;

function citybrainTraffic(flowFile: string, index: RoadIndex): SourceTraffic {
  const flows = parseCitybrainFlows(flowFile, readText(flowFile));
  const usable = flows.filter((flow) => isDriveable(index, flow.links));
  const unusable = flows.length - usable.length;
  return {
    start: '2018-04-16T17:00:00+08:00',
    endS: Math.max(CITYBRAIN_RUN_S, ...usable.map((flow) => flow.endS)),
    demand: {
      source: CITYBRAIN_SOURCE,
      flows: usable.map(flowOf),
      turning: [{ shares: { left: 0.2, through: 0.6, right: 0.2 } }],
      speedFactor: { mean: 1, sd: 0.08 },
    },
    programmes: assumedProgrammes(index),
    leftOut: unusable === 0 ? [] : [{ what: 'flows whose route cannot be driven on the map: left out', count: unusable }],
  };
}

function isDriveable(index: RoadIndex, links: readonly LinkId[]): boolean {
  if (links.some((link) => index.findLink(link) === undefined)) return false;
  return links.slice(1).every((link, i) => index.findMovement(links[i]!, link) !== undefined);
}

function flowOf(flow: CitybrainFlow): Flow {
  const windowS = Math.max(1, flow.endS - flow.startS);
  const vehPerHour = Math.round((vehiclesOfFlow(flow) * 3600_000) / windowS) / 1000;
  return { from: flow.links[0]!, vehPerHour, fromS: flow.startS, toS: flow.startS + windowS, route: flow.links };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
