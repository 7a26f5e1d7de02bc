import { InputFaults } from '../../kernel/faults.ts';
import { parseXml, type XmlElement } from '../../roadnet/import/xml.ts';
import { XmlReader } from '../../roadnet/import/xml-reader.ts';
import type { SumoDemand, SumoEntry, SumoFlow, SumoVehicle, SumoWayThrough } from './sumo-demand.ts';
import { DEFAULT_TYPE } from './sumo-type-defaults.ts';
import { readVehicleType } from './sumo-type-file.ts';

const MOST_S = 1e9;

interface Context {
  readonly reader: XmlReader;
  readonly routes: ReadonlyMap<string, readonly string[]>;
  readonly unread: Map<string, number>;
}

/**
 * Reads the text of a SUMO demand file (`.rou.xml`): types, vehicles and trips in the order of the file, flows.
 * @throws InputFaults with every malformed element, each with its line.
 */
export function parseSumoDemand(source: string, text: string): SumoDemand {
  const root = parseXml(source, text);
  const reader = new XmlReader();
  if (root.name !== 'routes' && root.name !== 'additional') {
    reader.reject(root, '', root.name, 'expected a SUMO demand file, whose root element is <routes>');
  }
  const named = root.children.filter(({ name }) => name === 'route');
  const routes = new Map(named.map((route) => [reader.text(route, 'id') ?? '', reader.words(route, 'edges')]));
  const context: Context = { reader, routes, unread: new Map() };
  const types = root.children.filter(({ name }) => name === 'vType').flatMap((type) => readVehicleType(reader, type) ?? []);
  const vehicles: SumoVehicle[] = [];
  const flows: SumoFlow[] = [];
  for (const child of root.children) {
    if (child.name === 'vehicle' || child.name === 'trip') vehicles.push(...(readVehicle(context, child) ?? []));
    else if (child.name === 'flow') flows.push(...(readFlow(context, child) ?? []));
    else if (child.name !== 'vType' && child.name !== 'route') leave(context, `elements <${child.name}>: not read`);
  }
  if (reader.faults.length > 0) throw new InputFaults(source, reader.faults);
  return { types, vehicles, flows, unread: context.unread };
}

function leave({ unread }: Context, what: string): undefined {
  unread.set(what, (unread.get(what) ?? 0) + 1);
  return undefined;
}

function readVehicle(context: Context, element: XmlElement): readonly SumoVehicle[] | undefined {
  const { reader } = context;
  const id = reader.text(element, 'id');
  const depart = reader.find(element, 'depart');
  if (depart !== undefined && /^[a-z]/.test(depart)) return leave(context, `vehicles that depart "${depart}": left out`);
  const departS = readTime(reader, element, 'depart');
  const way = readWay(context, element);
  if (id === undefined || departS === undefined || way === undefined) return undefined;
  return [{ id, departS, type: typeOf(reader, element), way, entry: entryOf(reader, element), line: element.line }];
}

function readFlow(context: Context, element: XmlElement): readonly SumoFlow[] | undefined {
  const { reader } = context;
  const id = reader.text(element, 'id');
  const beginS = reader.find(element, 'begin') === undefined ? 0 : readTime(reader, element, 'begin');
  const endS = reader.find(element, 'end') === undefined ? Number.POSITIVE_INFINITY : readTime(reader, element, 'end');
  const way = readWay(context, element);
  if (id === undefined || beginS === undefined || endS === undefined || way === undefined) return undefined;
  const timed = readArrivals(reader, element, beginS, endS);
  if (timed === undefined) return undefined;
  return [{ id, beginS, ...timed, type: typeOf(reader, element), way, entry: entryOf(reader, element), line: element.line }];
}

/** SUMO's ways to say how often: by period, hourly rate or number evenly spaced; by `exp(rate)` or probability per second at random. */
function readArrivals(
  reader: XmlReader,
  element: XmlElement,
  beginS: number,
  endS: number,
): Pick<SumoFlow, 'arrivals' | 'endS'> | undefined {
  const number = reader.find(element, 'number') === undefined ? undefined : reader.wholeNumber(element, 'number', 0, 1e9);
  const random = /^exp\((.+)\)$/.exec(reader.find(element, 'period') ?? '');
  const perHour = ['vehsPerHour', 'perHour'].find((attribute) => reader.find(element, attribute) !== undefined);
  const lastS = (periodS: number): number => (number === undefined ? endS : Math.min(endS, beginS + number * periodS));
  const needsEnd = (arrivals: SumoFlow['arrivals'], untilS: number): Pick<SumoFlow, 'arrivals' | 'endS'> | undefined =>
    Number.isFinite(untilS)
      ? { arrivals, endS: untilS }
      : reader.reject(element, 'end', undefined, 'is missing, and there is no number of vehicles either');
  if (random !== null) {
    const perSecond = Number(random[1]);
    if (perSecond > 0) return needsEnd({ kind: 'random', vehPerHour: 3600 * perSecond }, endS);
    return reader.reject(element, 'period', random[0], 'expected exp(x) with vehicles per second');
  }
  if (reader.find(element, 'probability') !== undefined) {
    const share = reader.number(element, 'probability', 0, 1);
    return share === undefined ? undefined : needsEnd({ kind: 'random', vehPerHour: 3600 * share }, endS);
  }
  const periodS = perHour === undefined ? readPeriod(reader, element) : readPerHour(reader, element, perHour);
  if (periodS !== undefined && periodS > 0) return needsEnd({ kind: 'even', periodS }, lastS(periodS));
  if (number !== undefined && number > 0) return needsEnd({ kind: 'even', periodS: (endS - beginS) / number }, endS);
  if (number === 0) return { arrivals: { kind: 'even', periodS: 1 }, endS: beginS };
  return reader.reject(element, '', reader.find(element, 'id'), 'needs one of period, vehsPerHour, probability and number');
}

function readPeriod(reader: XmlReader, element: XmlElement): number | undefined {
  return reader.find(element, 'period') === undefined ? undefined : reader.number(element, 'period', 1e-3, MOST_S);
}

function readPerHour(reader: XmlReader, element: XmlElement, attribute: string): number | undefined {
  const perHour = reader.number(element, attribute, 1e-3, 1e7);
  return perHour === undefined ? undefined : 3600 / perHour;
}

function readWay(context: Context, element: XmlElement): SumoWayThrough | undefined {
  const { reader, routes } = context;
  const what = `${element.name}s`;
  if (element.children.some(({ name }) => name === 'stop')) leave(context, `stops of ${what}: left out`);
  const inline = element.children.find(({ name }) => name === 'route');
  if (inline !== undefined) return routeOf(reader, inline, reader.words(inline, 'edges'));
  const named = reader.find(element, 'route');
  if (named !== undefined) {
    const edges = routes.get(named);
    return edges === undefined ? reader.reject(element, 'route', named, 'no route has this id') : routeOf(reader, element, edges);
  }
  if (reader.find(element, 'from') === undefined && (hasTaz(reader, element) || hasDistribution(element))) {
    return leave(context, `${what} between zones or junctions, or with routes drawn by chance: left out`);
  }
  const from = reader.text(element, 'from');
  const to = reader.text(element, 'to');
  return from === undefined || to === undefined ? undefined : { kind: 'trip', from, to, via: reader.words(element, 'via') };
}

function routeOf(reader: XmlReader, element: XmlElement, edges: readonly string[]): SumoWayThrough | undefined {
  return edges.length > 0 ? { kind: 'route', edges } : reader.reject(element, 'edges', undefined, 'a route needs an edge');
}

function hasTaz(reader: XmlReader, element: XmlElement): boolean {
  return ['fromTaz', 'toTaz', 'fromJunction', 'toJunction', 'fromXY', 'fromLonLat'].some(
    (name) => reader.find(element, name) !== undefined,
  );
}

function hasDistribution(element: XmlElement): boolean {
  return element.children.some(({ name }) => name === 'routeDistribution');
}

function typeOf(reader: XmlReader, element: XmlElement): string {
  return reader.find(element, 'type') ?? DEFAULT_TYPE;
}

function entryOf(reader: XmlReader, element: XmlElement): SumoEntry {
  const say = (attribute: string): string => reader.find(element, attribute) ?? '';
  return { lane: say('departLane'), pos: say('departPos'), speed: say('departSpeed') };
}

/** Seconds, or hours:minutes:seconds with days before them where need be. */
function readTime(reader: XmlReader, element: XmlElement, attribute: string): number | undefined {
  const text = reader.find(element, attribute);
  if (text === undefined || !text.includes(':')) return reader.number(element, attribute, 0, MOST_S);
  const parts = text.split(':').map(Number);
  const [s = Number.NaN, min = Number.NaN, h = 0, d = 0] = parts.reverse();
  const totalS = s + 60 * min + 3600 * h + 86_400 * d;
  return Number.isFinite(totalS) && totalS >= 0 ? totalS : reader.reject(element, attribute, text, 'expected seconds or h:m:s');
}
