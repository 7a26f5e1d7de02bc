import { type Command, InvalidArgumentError, Option } from 'commander';
import { loadCorridor, loadMap, saveMap, saveText } from '../adapters/files/map-file.ts';
import { InputFaults } from '../kernel/faults.ts';
import { buildCorridor } from '../roadnet/corridor-build.ts';
import type { RoadMap } from '../roadnet/map.ts';
import { decodeMap, mapJsonSchema } from '../roadnet/map-schema.ts';
import { indexMap } from '../roadnet/road-index.ts';
import { findRouteThroughSignals } from '../roadnet/signal-routes.ts';
import { type ImportOptions, importMap } from './map-import.ts';
import { describeRoute, routeBetween } from './map-route.ts';
import { describeVerified, verifyRoutes } from './map-verify.ts';
import { wholeNumber } from './options.ts';
import { withSearchProgress } from './search-progress.ts';

interface RouteOptions {
  readonly throughSignals?: number;
  readonly closed?: readonly string[];
}

interface VerifyOptions {
  readonly pairs: number;
  readonly seed: number;
}

const VERIFIED_PAIRS = 100;

/** `clearway map …`: look at maps, build them from a table, import them from others' data. */
export function registerMap(program: Command): void {
  const map = program.command('map').description('inspect, build and import road maps');
  map
    .command('info')
    .description('what a map holds, or its every fault')
    .argument('<map>', 'map file (.json)')
    .action((file: string) => void process.stdout.write(describeMap(loadMap(file))));
  map
    .command('route')
    .description('the fastest way in free flow, with its signals')
    .argument('<map>', 'map file (.json)')
    .argument('[from]', 'node id, link id, or position as lat,lon (lon,lat where only that is on the map)')
    .argument('[to]', 'node id, or position')
    // Positions south of the equator begin with a minus, as options do.
    .allowUnknownOption()
    .option('--through-signals <n>', 'instead of from and to: find a route through this many signalised junctions', wholeNumber)
    .addOption(
      new Option('--closed <link...>', 'links that nobody may drive into, to see the way round them').conflicts('throughSignals'),
    )
    .action((file: string, from: string | undefined, to: string | undefined, options: RouteOptions) => {
      process.stdout.write(route(file, from, to, options));
    });
  map
    .command('verify')
    .description(
      'search routes between links drawn by chance, with and without closures, and hold them against a slow, plain search',
    )
    .argument('<map>', 'map file (.json)')
    .option('--pairs <n>', 'how many', wholeNumber, VERIFIED_PAIRS)
    .option('--seed <n>', 'which', wholeNumber, 1)
    .action((file: string, options: VerifyOptions) => verify(file, options));
  map
    .command('build')
    .description('make a map from a corridor table')
    .argument('<corridor>', 'corridor file (.corridor.yaml)')
    .requiredOption('-o, --out <map>', 'map file to write (.json)')
    .action((file: string, options: { readonly out: string }) => {
      const built = buildCorridor(loadCorridor(file));
      saveMap(options.out, decodeMap(`map built from ${file}`, built));
      process.stdout.write(`${options.out}: ${countsOf(built)}\n`);
    });
  map
    .command('import')
    .description('make a map, and a scenario if wanted, from the data of OpenStreetMap, SUMO, CityFlow or in citybrain format')
    .argument(
      '<source>',
      'OpenStreetMap data (.osm.pbf, .osm), SUMO network (.net.xml), CityFlow network (roadnet.json), either also as .gz, or folder with roadnet.txt and flow.txt',
    )
    .option('-o, --out <map>', 'map file to write (default: out/maps/<name>.json)')
    .option('--scenario <file>', 'also write a scenario: traffic, programmes, and one mission where a way has signals')
    .option('--demand <file>', "with --scenario: the traffic, SUMO's .rou.xml or CityFlow's flow.json")
    .option('--begin <s>', "with --demand: begin, in seconds of the data's clock (default: first departure)", secondsOf)
    .option('--end <s>', 'with --demand: end (default: ten minutes after the last departure)', secondsOf)
    .option('--signals <n>', 'with --scenario: signalised junctions on the way of that mission (default: up to 21)', wholeNumber)
    .action((source: string, options: ImportOptions) => void process.stdout.write(importMap(source, options)));
  map
    .command('schema')
    .description('the JSON schema of map files')
    .requiredOption('-o, --out <file>', 'file to write')
    .action((options: { readonly out: string }) => saveText(options.out, mapJsonSchema()));
}

function route(file: string, from: string | undefined, to: string | undefined, options: RouteOptions): string {
  const unknown = [from, to].find((place) => place?.startsWith('--'));
  if (unknown !== undefined) {
    throw new InputFaults('clearway map route', [{ path: unknown, value: undefined, advice: 'is no option of this command' }]);
  }
  const index = indexMap(loadMap(file));
  if (options.throughSignals !== undefined) {
    const { throughSignals } = options;
    const links = withSearchProgress(`a route through ${throughSignals} signals`, (onLooked) =>
      findRouteThroughSignals(index, throughSignals, onLooked),
    );
    if (links !== undefined) return describeRoute(index, links);
    const advice = 'no fastest way on this map passes exactly so many signalised junctions: ask for fewer';
    throw new InputFaults('clearway map route', [{ path: '--through-signals', value: throughSignals, advice }]);
  }
  if (from === undefined || to === undefined) {
    const advice = 'name where the route begins and ends, or use --through-signals';
    throw new InputFaults('clearway map route', [{ path: from === undefined ? 'from' : 'to', value: undefined, advice }]);
  }
  return describeRoute(index, routeBetween(index, from, to, options.closed));
}

/** Exit code 1 when a route is not as fast as the reference's. */
function verify(file: string, { pairs, seed }: VerifyOptions): void {
  const verified = verifyRoutes(indexMap(loadMap(file)), pairs, seed);
  process.stdout.write(describeVerified(verified, pairs));
  if (verified.freeFlow.wrong.length + verified.badDay.wrong.length > 0) process.exitCode = 1;
}

function countsOf(map: RoadMap): string {
  const { nodes, links, movements, junctions } = map;
  return `${nodes.length} nodes, ${links.length} links, ${movements.length} movements, ${junctions.length} signalised junctions`;
}

function describeMap(map: RoadMap): string {
  const lengthKm = map.links.reduce((sum, link) => sum + link.lengthM, 0) / 1000;
  const laneKm =
    map.links.reduce((sum, link) => sum + link.lanes.reduce((all, lane) => all + link.lengthM - lane.startM, 0), 0) / 1000;
  const assumed = map.junctions.filter((junction) => junction.assumed).length;
  const stages = map.junctions.reduce((sum, junction) => sum + junction.stages.length, 0);
  const groups = map.junctions.reduce((sum, junction) => sum + junction.groups.length, 0);
  const lats = map.nodes.map((node) => node.lat);
  const lons = map.nodes.map((node) => node.lon);
  return [
    `${map.title} (${map.name})`,
    `  ${countsOf(map)}`,
    `  length       ${lengthKm.toFixed(1)} km of directed links, ${laneKm.toFixed(1)} km of lanes`,
    `  signals      ${groups} groups, ${stages} stages; ${assumed} of ${map.junctions.length} junctions assumed by rule`,
    `  extent       ${least(lats)}..${most(lats)} N, ${least(lons)}..${most(lons)} E`,
    `  schematic    ${map.schematic ? 'yes: geometry or signals are not surveyed' : 'no'}`,
    `  attribution  ${map.attribution}`,
    '  faults       none',
    '',
  ].join('\n');
}

function least(values: readonly number[]): string {
  return values.reduce((a, b) => Math.min(a, b)).toFixed(4);
}

function most(values: readonly number[]): string {
  return values.reduce((a, b) => Math.max(a, b)).toFixed(4);
}

function secondsOf(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('It must be seconds, 0 or more.');
  return value;
}
