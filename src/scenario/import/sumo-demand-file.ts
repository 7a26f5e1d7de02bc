import { InputFaults } from '../../kernel/faults.ts';
import type { Tally } from '../../roadnet/import/tally.ts';
import { parseXml, type XmlElement } from '../../roadnet/import/xml.ts';
import { rejectRepeated } from '../../roadnet/import/xml-ids.ts';
import { XmlReader } from '../../roadnet/import/xml-reader.ts';
import type { SumoDemand, SumoEntry, SumoFlow, SumoVehicle } from './sumo-demand.ts';
import { readArrivals } from './sumo-flow-file.ts';
import { SumoRoutes } from './sumo-route-file.ts';
import { readTime } from './sumo-time.ts';
import { DEFAULT_TYPE } from './sumo-type-defaults.ts';
import { readVehicleType } from './sumo-type-file.ts';
import { tellUnread } from './sumo-unread.ts';

interface Context {
  readonly reader: XmlReader;
  readonly routes: SumoRoutes;
  readonly tally: Tally;
}

const READ = new Set(['vehicle', 'trip', 'flow', 'vType', 'vTypeDistribution', 'route', 'routeDistribution']);

/**
 * Reads the text of a SUMO demand file (`.rou.xml`): types, vehicles and trips in the order of the file, flows. What is not read
 * is counted.
 * @throws InputFaults with every malformed element, each with its line.
 */
export function parseSumoDemand(source: string, text: string, tally: Tally): SumoDemand {
  const root = parseXml(source, text);
  const reader = new XmlReader();
  if (root.name !== 'routes' && root.name !== 'additional') {
    reader.reject(root, '', root.name, 'expected a SUMO demand file, whose root element is <routes>');
  }
  const all = (name: string): readonly XmlElement[] => root.children.filter((child) => child.name === name);
  const distributions = all('vTypeDistribution');
  const types = [root, ...distributions].flatMap(({ children }) => children.filter(({ name }) => name === 'vType'));
  const vehicles = root.children.filter(({ name }) => name === 'vehicle' || name === 'trip');
  for (const elements of [types, vehicles, all('flow')]) rejectRepeated(reader, elements);
  for (const { name, line } of root.children) if (!READ.has(name)) tally.add(`elements <${name}>: not read`, 1, `line ${line}`);
  const context: Context = { reader, routes: new SumoRoutes(reader, root, tally), tally };
  const demand: SumoDemand = {
    types: types.flatMap((type) => readVehicleType(reader, type) ?? []),
    typeDistributions: new Set(distributions.flatMap((element) => reader.find(element, 'id') ?? [])),
    vehicles: vehicles.flatMap((element) => readVehicle(context, element) ?? []),
    flows: all('flow').flatMap((element) => readFlow(context, element) ?? []),
  };
  if (reader.faults.length > 0) throw new InputFaults(source, reader.faultsByLine());
  return demand;
}

function readVehicle({ reader, routes, tally }: Context, element: XmlElement): SumoVehicle | undefined {
  tellUnread(element, tally);
  const id = reader.text(element, 'id');
  const depart = reader.find(element, 'depart');
  if (depart !== undefined && /^[a-z]/.test(depart)) {
    tally.add(`vehicles that depart "${depart}": left out`, 1, `line ${element.line}`);
    return undefined;
  }
  const departS = readTime(reader, element, 'depart');
  const way = routes.wayOf(element);
  if (id === undefined || departS === undefined || way === undefined) return undefined;
  return { id, departS, type: typeOf(reader, element), way, entry: entryOf(reader, element), line: element.line };
}

function readFlow({ reader, routes, tally }: Context, element: XmlElement): SumoFlow | undefined {
  tellUnread(element, tally);
  const id = reader.text(element, 'id');
  const arrivals = readArrivals(reader, element, tally);
  const way = routes.wayOf(element);
  if (id === undefined || arrivals === undefined || way === undefined) return undefined;
  return { id, ...arrivals, type: typeOf(reader, element), way, entry: entryOf(reader, element), line: element.line };
}

function typeOf(reader: XmlReader, element: XmlElement): string {
  return reader.find(element, 'type') ?? DEFAULT_TYPE;
}

function entryOf(reader: XmlReader, element: XmlElement): SumoEntry {
  const say = (attribute: string): string => reader.find(element, attribute) ?? '';
  return { lane: say('departLane'), pos: say('departPos'), speed: say('departSpeed') };
}
