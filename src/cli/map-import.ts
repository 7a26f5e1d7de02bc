import { basename, dirname, join, relative, resolve } from 'node:path';
import { saveMap, saveText } from '../adapters/files/map-file.ts';
import { loadScenario } from '../adapters/files/scenario-file.ts';
import { saveVehicleList } from '../adapters/files/vehicle-list-file.ts';
import { type Fault, InputFaults } from '../kernel/faults.ts';
import type { LinkId } from '../kernel/ids.ts';
import type { LeftOut } from '../roadnet/import/left-out.ts';
import { decodeMap } from '../roadnet/map-schema.ts';
import { indexMap, type RoadIndex } from '../roadnet/road-index.ts';
import { findRouteThroughMostSignals, findRouteThroughSignals, signalsOnRoute } from '../roadnet/signal-routes.ts';
import { type DemandFlags, formatOf, importSource } from './import-source.ts';
import { draftScenario, missionArrivesS, scenarioText } from './imported-scenario.ts';
import type { ImportedSource, SourceTraffic } from './imported-source.ts';
import { withSearchProgress } from './search-progress.ts';

/** Signalised junctions on the way of the mission of a scenario that is written along, where there are so many. */
const SIGNALS = 21;

export interface ImportOptions extends DemandFlags {
  readonly out?: string;
  readonly scenario?: string;
  readonly signals?: number;
}

/**
 * Imports a road network and, if wanted, its traffic as a scenario; returns what to tell the user.
 * @throws InputFaults for wrong files, with every fault.
 */
export function importMap(source: string, options: ImportOptions): string {
  const wrong = flagFaults(source, options);
  if (wrong.length > 0) throw new InputFaults('clearway map import', wrong);
  const imported = importSource(source, options);
  const out = options.out ?? join('out', 'maps', `${imported.name}.json`);
  const map = decodeMap(`map made from ${imported.file}`, imported.map);
  rejectUndriveable(imported);
  const index = indexMap(map);
  const traffic = options.scenario === undefined ? undefined : imported.traffic?.(index);
  if (traffic !== undefined) rejectEmpty(traffic, options.demand ?? source, [...imported.leftOut, ...traffic.leftOut]);
  const mission = traffic === undefined ? undefined : missionWay(index, options.signals, traffic.endS);
  saveMap(out, map);
  const told = [
    `${out}: ${map.nodes.length} nodes, ${map.links.length} links, ${map.movements.length} movements, ${map.junctions.length} signalised junctions`,
    ...listed(imported.leftOut),
    ...(traffic === undefined ? [] : writeScenario(traffic, index, out, options.scenario!, mission)),
  ];
  return `${told.join('\n')}\n`;
}

function flagFaults(source: string, { scenario, signals, demand, begin, end }: ImportOptions): readonly Fault[] {
  const faults: Fault[] = [];
  if (signals !== undefined && scenario === undefined) {
    const advice = 'is about the mission of a scenario: name the file to write it to with --scenario, or leave --signals out';
    faults.push({ path: '--signals', value: signals, advice });
  }
  if (demand !== undefined && scenario === undefined) {
    const advice = 'becomes the traffic of a scenario: name the file to write it to with --scenario, or leave --demand out';
    faults.push({ path: '--demand', value: demand, advice });
  }
  const format = formatOf(source);
  if (scenario !== undefined && format === 'osm') {
    const advice = 'needs traffic, of which OpenStreetMap has none: import the map alone, and write a scenario for it by hand';
    return [...faults, { path: '--scenario', value: scenario, advice }];
  }
  const needsDemand = format === 'sumo' || format === 'cityflow';
  if (scenario !== undefined && demand === undefined && needsDemand) {
    const advice = 'needs traffic: name the file of vehicles (.rou.xml of SUMO, flow.json of CityFlow) with --demand';
    faults.push({ path: '--scenario', value: scenario, advice });
  }
  if (demand !== undefined && format === 'citybrain') {
    faults.push({
      path: '--demand',
      value: demand,
      advice: 'the traffic of citybrain data is read from flow.txt beside the network',
    });
  }
  for (const [path, value] of [
    ['--begin', begin],
    ['--end', end],
  ] as const) {
    if (value !== undefined && demand === undefined) {
      faults.push({ path, value, advice: 'cuts out a part of the demand: name its file with --demand' });
    }
  }
  if (begin !== undefined && end !== undefined && end <= begin) {
    faults.push({ path: '--end', value: end, advice: `must be after --begin (${begin})` });
  }
  return faults;
}

/** @throws InputFaults where no one could drive from one link to another: what is written would be of no use to anyone. */
function rejectUndriveable({ file, map, leftOut }: ImportedSource): void {
  if (map.movements.length > 0) return;
  const advice = `leads nowhere: not one way from road to road that cars may use is left of ${map.links.length} roads${whyOf(leftOut)}`;
  throw new InputFaults(file, [{ path: 'the network', value: undefined, advice }]);
}

/** @throws InputFaults where nothing is left to drive. */
function rejectEmpty({ vehicles = [], demand }: SourceTraffic, file: string, leftOut: readonly LeftOut[]): void {
  if (vehicles.length > 0 || demand.flows.some(({ vehPerHour }) => vehPerHour > 0)) return;
  const advice = `holds no vehicle that can be taken over: see that it belongs to the network, and --begin and --end${whyOf(leftOut)}`;
  throw new InputFaults(file, [{ path: 'the demand', value: undefined, advice }]);
}

function whyOf(leftOut: readonly LeftOut[]): string {
  return leftOut.length === 0 ? '' : `; of the file:\n${listed(leftOut).join('\n')}`;
}

function writeScenario(
  traffic: SourceTraffic,
  index: RoadIndex,
  mapFile: string,
  file: string,
  mission: readonly LinkId[] | undefined,
): readonly string[] {
  const listFile = file.replace(/(?:\.ya?ml)?$/, '.vehicles.json');
  const { start, endS, programmes, vehicles } = traffic;
  const demand = vehicles === undefined ? traffic.demand : { ...traffic.demand, list: basename(listFile) };
  const data = { start, endS, programmes, demand, ...(mission !== undefined && { mission }) };
  const scenario = draftScenario(index, data, relative(dirname(resolve(file)), resolve(mapFile)), file);
  if (vehicles !== undefined) saveVehicleList(listFile, { format: 'clearway-vehicles/1', source: demand.source, vehicles });
  saveText(file, scenarioText(scenario));
  // What the importers let pass and the scenario's own checks do not is told now, not at the first run.
  loadScenario(file);
  const count = mission === undefined ? 0 : signalsOnRoute(index, mission).length;
  const way = mission === undefined ? 'no mission' : `one mission through ${count} signalised junctions`;
  return [
    `${file}: ${demand.flows.length} flows, ${way}`,
    ...listed(traffic.leftOut),
    ...(vehicles === undefined ? [] : [`${listFile}: ${vehicles.length} vehicles`]),
  ];
}

/**
 * A way through exactly the wanted number of signals; through the usual number or fewer where none is wanted, and none where the run
 * ends too soon for it.
 */
function missionWay(index: RoadIndex, wanted: number | undefined, endS: number): readonly LinkId[] | undefined {
  const links = wayThrough(index, wanted);
  if (links === undefined) return undefined;
  const arrivesS = Math.ceil(missionArrivesS(index, links, endS));
  if (arrivesS <= endS) return links;
  if (wanted === undefined) return undefined;
  const advice = `its mission may arrive as late as ${arrivesS} s, and the run ends at ${endS} s: ask for fewer, or give a later --end`;
  throw new InputFaults('clearway map import', [{ path: '--signals', value: wanted, advice }]);
}

function wayThrough(index: RoadIndex, wanted: number | undefined): readonly LinkId[] | undefined {
  const what = `a mission through ${wanted ?? SIGNALS} signals`;
  if (wanted === undefined) {
    return withSearchProgress(what, (onLooked) => findRouteThroughMostSignals(index, SIGNALS, onLooked));
  }
  const links = withSearchProgress(what, (onLooked) => findRouteThroughSignals(index, wanted, onLooked));
  if (links !== undefined) return links;
  const advice = 'no fastest way on this map passes exactly so many signalised junctions: ask for fewer';
  throw new InputFaults('clearway map import', [{ path: '--signals', value: wanted, advice }]);
}

function listed(leftOut: readonly LeftOut[]): readonly string[] {
  return leftOut.map(({ what, count, places = [] }) => {
    const where = places.length === 0 ? '' : ` (${places.join('; ')}${places.length < count ? '; …' : ''})`;
    return `  ${String(count).padStart(6)}  ${what}${where}`;
  });
}
