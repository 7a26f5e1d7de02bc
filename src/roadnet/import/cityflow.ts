import type { Junction, Movement, RoadMap } from '../map.ts';
import { parseCityflow } from './cityflow-file.ts';
import { linkOf, nodeOf } from './cityflow-roads.ts';
import { signalise } from './cityflow-signals.ts';
import { waysOf } from './cityflow-ways.ts';
import type { ImportedProgramme } from './imported-programme.ts';
import type { LeftOut } from './left-out.ts';
import { Tally } from './tally.ts';

const ATTRIBUTION =
  "Road network in CityFlow's format (roadnet.json). From the file: roads, lanes and their limits, paths through the " +
  'intersections, phases and their times. Assumed: the place (the file knows none; its origin lies at latitude and longitude 0), ' +
  'yellows of 3 s within the times of the file, 5 s between greens that never follow each other there, minimum greens, 30 km/h ' +
  'in turns, and that traffic straight on goes before left and left before right, as in CityFlow. The file has no crossings.';

/**
 * A map and its fixed-time programmes from the text of a `roadnet.json` as CityFlow reads it. Intersections become nodes and
 * roads links, under the ids of the file; see `signalise` for what becomes of the phases.
 *
 * @throws InputFaults with every fault of the text.
 */
export function importCityflow(
  source: string,
  text: string,
  name: string,
): { readonly map: RoadMap; readonly programmes: readonly ImportedProgramme[]; readonly leftOut: readonly LeftOut[] } {
  const network = parseCityflow(source, text);
  const tally = new Tally();
  const nodes = network.intersections.map(nodeOf);
  const setbackM = new Map(network.intersections.map(({ id, width, virtual }) => [id, virtual ? 0 : width]));
  const links = network.roads.map((road) => linkOf(road, setbackM));
  const roads = {
    nodes: new Map(nodes.map((node) => [node.id, node])),
    links: new Map(links.map((link) => [link.id, link])),
  };
  for (const { id, lanes } of network.roads) {
    if (new Set(lanes.map(({ maxSpeed }) => maxSpeed)).size > 1)
      tally.add('roads whose lanes have unlike limits: the highest is for all', 1, `road ${id}`);
  }
  const movements: Movement[] = [];
  const junctions: Junction[] = [];
  const programmes: ImportedProgramme[] = [];
  for (const intersection of network.intersections.filter(({ virtual }) => !virtual)) {
    const ways = waysOf(intersection, roads, tally);
    const signalled = signalise(intersection.id, ways, intersection.trafficLight?.lightphases ?? [], tally);
    movements.push(...signalled.movements);
    if (signalled.signals === undefined) continue;
    junctions.push(signalled.signals.junction);
    programmes.push(signalled.signals.programme);
  }
  const map: RoadMap = {
    format: 'clearway-map/1',
    name,
    title: `${name}, imported from CityFlow's format`,
    schematic: true,
    attribution: ATTRIBUTION,
    nodes,
    links,
    movements,
    junctions,
  };
  return { map, programmes, leftOut: tally.list() };
}
