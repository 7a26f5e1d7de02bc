import { InputFaults } from '../../kernel/faults.ts';
import type {
  SumoConnection,
  SumoEdge,
  SumoEdgeKind,
  SumoInsideStop,
  SumoJunction,
  SumoLane,
  SumoLocation,
  SumoNetwork,
  SumoPhase,
  SumoProgramme,
  SumoRequest,
} from './sumo-network.ts';
import { parseXml, type XmlElement } from './xml.ts';
import { rejectRepeated } from './xml-ids.ts';
import { type PlanePoint, XmlReader } from './xml-reader.ts';

const FUNCTIONS: Readonly<Record<string, SumoEdgeKind>> = {
  normal: 'normal',
  connector: 'normal',
  internal: 'internal',
  crossing: 'crossing',
  walkingarea: 'walkingarea',
};
/** Elements whose content is read, or says nothing about traffic. */
const READ = new Set(['location', 'edge', 'junction', 'connection', 'tlLogic', 'type']);
const FAR_M = 1e8;

/**
 * Reads the text of a SUMO network (`.net.xml`).
 * @throws InputFaults with every malformed element, each with its line.
 */
export function parseSumoNetwork(source: string, text: string): SumoNetwork {
  const root = parseXml(source, text);
  const reader = new XmlReader();
  if (root.name !== 'net') reader.reject(root, '', root.name, 'expected a SUMO network, whose root element is <net>');
  if (reader.find(root, 'lefthand') === 'true') {
    reader.reject(
      root,
      'lefthand',
      'true',
      'traffic on the left is not supported: maps number lanes and judge crossings for the right',
    );
  }
  const all = (name: string): readonly XmlElement[] => root.children.filter((child) => child.name === name);
  for (const name of ['edge', 'junction']) rejectRepeated(reader, all(name));
  rejectRepeated(reader, all('tlLogic'), 'programID');
  const network = {
    location: readLocation(reader, all('location')[0]),
    edges: all('edge').flatMap((element) => readEdge(reader, element) ?? []),
    junctions: all('junction')
      .filter((element) => reader.find(element, 'type') !== 'internal')
      .flatMap((element) => readJunction(reader, element) ?? []),
    insideStops: all('junction')
      .filter((element) => reader.find(element, 'type') === 'internal')
      .flatMap((element) => readInsideStop(reader, element) ?? []),
    connections: all('connection').flatMap((element) => readConnection(reader, element) ?? []),
    programmes: all('tlLogic').flatMap((element) => readProgramme(reader, element) ?? []),
    unread: countUnread(root),
  };
  if (reader.faults.length > 0) throw new InputFaults(source, reader.faults);
  return network;
}

function countUnread(root: XmlElement): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of root.children) if (!READ.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function readLocation(reader: XmlReader, element: XmlElement | undefined): SumoLocation {
  const offset = element && reader.points(element, 'netOffset')?.[0];
  return {
    offset: offset ?? { x: 0, y: 0 },
    projection: (element && reader.find(element, 'projParameter')) ?? '!',
    line: element?.line ?? 1,
  };
}

function readEdge(reader: XmlReader, element: XmlElement): SumoEdge | undefined {
  const id = reader.text(element, 'id');
  const named = reader.find(element, 'function') ?? 'normal';
  const kind = Object.hasOwn(FUNCTIONS, named) ? FUNCTIONS[named] : undefined;
  if (kind === undefined)
    return reader.reject(element, 'function', named, `expected one of ${Object.keys(FUNCTIONS).join(', ')}`);
  const inside = kind !== 'normal';
  const from = inside ? '' : reader.text(element, 'from');
  const to = inside ? '' : reader.text(element, 'to');
  const lanes = element.children.filter(({ name }) => name === 'lane').map((lane) => readLane(reader, lane));
  if (lanes.length === 0) reader.reject(element, '', id, 'holds no lane');
  const sorted = lanes.flatMap((lane) => lane ?? []).sort((a, b) => a.index - b.index);
  if (sorted.length === lanes.length && sorted.some(({ index }, i) => index !== i)) {
    reader.reject(element, '', id, 'its lanes must be numbered 0, 1, 2 and so on');
  }
  const shape = reader.points(element, 'shape');
  if (id === undefined || from === undefined || to === undefined) return undefined;
  return {
    id,
    kind,
    from,
    to,
    name: reader.find(element, 'name') ?? '',
    lanes: sorted.map(({ lane }) => lane),
    line: element.line,
    ...(shape !== undefined && { shape }),
  };
}

function readLane(reader: XmlReader, element: XmlElement): { readonly index: number; readonly lane: SumoLane } | undefined {
  const id = reader.text(element, 'id');
  const index = reader.wholeNumber(element, 'index', 0, 100);
  const speedMps = reader.number(element, 'speed', 0, 1000);
  const lengthM = reader.number(element, 'length', 0, 1e6);
  const shape = reader.points(element, 'shape') ?? [];
  if (id === undefined || index === undefined || speedMps === undefined || lengthM === undefined) return undefined;
  return { index, lane: { id, speedMps, lengthM, shape, cars: isOpenToCars(reader, element) } };
}

/** SUMO names either the classes that may use a lane or those that may not. */
function isOpenToCars(reader: XmlReader, element: XmlElement): boolean {
  const allowed = reader.words(element, 'allow');
  if (allowed.length > 0) return allowed.includes('passenger') || allowed.includes('all');
  const forbidden = reader.words(element, 'disallow');
  return !forbidden.includes('passenger') && !forbidden.includes('all');
}

function readJunction(reader: XmlReader, element: XmlElement): SumoJunction | undefined {
  const id = reader.text(element, 'id');
  const x = reader.number(element, 'x', -FAR_M, FAR_M);
  const y = reader.number(element, 'y', -FAR_M, FAR_M);
  const rows = element.children.filter(({ name }) => name === 'request').map((request) => readRequest(reader, request));
  const sorted = rows.flatMap((row) => row ?? []).sort((a, b) => a.index - b.index);
  if (sorted.length === rows.length && sorted.some(({ index }, i) => index !== i)) {
    reader.reject(element, '', id, 'its requests must be numbered 0, 1, 2 and so on');
  }
  if (id === undefined || x === undefined || y === undefined) return undefined;
  const at: PlanePoint = { x, y };
  return {
    id,
    type: reader.find(element, 'type') ?? '',
    at,
    incomingLanes: reader.words(element, 'incLanes'),
    requests: sorted.map(({ request }) => request),
    line: element.line,
  };
}

/** The first of its incoming lanes is the one by which those who wait have come (MSInternalJunction::postloadInit). */
function readInsideStop(reader: XmlReader, element: XmlElement): SumoInsideStop | undefined {
  const id = reader.text(element, 'id');
  if (id === undefined) return undefined;
  return { id, from: reader.words(element, 'incLanes').slice(1), over: reader.words(element, 'intLanes') };
}

function readRequest(
  reader: XmlReader,
  element: XmlElement,
): { readonly index: number; readonly request: SumoRequest } | undefined {
  const index = reader.wholeNumber(element, 'index', 0, 10_000);
  const response = readBits(reader, element, 'response');
  const foes = readBits(reader, element, 'foes');
  if (index === undefined || response === undefined || foes === undefined) return undefined;
  return { index, request: { response, foes } };
}

function readBits(reader: XmlReader, element: XmlElement, attribute: string): string | undefined {
  const text = reader.text(element, attribute);
  if (text === undefined || /^[01]+$/.test(text)) return text;
  return reader.reject(element, attribute, text, 'expected a row of 0 and 1');
}

function readConnection(reader: XmlReader, element: XmlElement): SumoConnection | undefined {
  const from = reader.text(element, 'from');
  const to = reader.text(element, 'to');
  const fromLane = reader.wholeNumber(element, 'fromLane', 0, 100);
  const toLane = reader.wholeNumber(element, 'toLane', 0, 100);
  const dir = reader.text(element, 'dir');
  const via = reader.find(element, 'via');
  const programme = reader.find(element, 'tl');
  const index = programme === undefined ? undefined : reader.wholeNumber(element, 'linkIndex', 0, 10_000);
  if (from === undefined || to === undefined || fromLane === undefined || toLane === undefined || dir === undefined) {
    return undefined;
  }
  return {
    from,
    to,
    fromLane,
    toLane,
    dir,
    state: reader.find(element, 'state') ?? '',
    cars: isOpenToCars(reader, element),
    line: element.line,
    ...(via !== undefined && { via }),
    ...(programme !== undefined && index !== undefined && { signal: { programme, index } }),
  };
}

function readProgramme(reader: XmlReader, element: XmlElement): SumoProgramme | undefined {
  const id = reader.text(element, 'id');
  const offsetS = reader.optionalNumber(element, 'offset', -1e9, 1e9, 0);
  const phases = element.children.filter(({ name }) => name === 'phase').map((phase) => readPhase(reader, phase));
  if (phases.length === 0) reader.reject(element, '', id, 'holds no phase');
  const sound = phases.flatMap((phase) => phase ?? []);
  if (sound.length > 0 && sound.every(({ durationS, maxS }) => durationS === 0 || maxS === 0)) {
    reader.reject(element, '', id, 'its phases have no duration');
  }
  if (new Set(sound.map(({ state }) => state.length)).size > 1) {
    reader.reject(element, '', id, 'its phases have states of different lengths: each needs one letter per signal index');
  }
  if (id === undefined || offsetS === undefined) return undefined;
  const params = element.children.filter(({ name }) => name === 'param');
  return {
    id,
    type: reader.find(element, 'type') ?? 'static',
    offsetS,
    phases: sound,
    params: new Map(params.map((param) => [reader.find(param, 'key') ?? '', reader.find(param, 'value') ?? ''])),
    line: element.line,
  };
}

function readPhase(reader: XmlReader, element: XmlElement): SumoPhase | undefined {
  const durationS = reader.number(element, 'duration', 0, 1e6);
  const state = reader.text(element, 'state');
  const minS = reader.optionalNumber(element, 'minDur', 0, 1e6, durationS);
  const maxS = reader.optionalNumber(element, 'maxDur', 0, 1e6, durationS);
  const [yellowS, redS, extensionS] = [
    reader.optionalNumber(element, 'yellow', 0, 1e6, 0),
    reader.optionalNumber(element, 'red', 0, 1e6, 0),
    reader.optionalNumber(element, reader.find(element, 'vext') === undefined ? 'vehext' : 'vext', 0, 1e6, 0),
  ];
  if (state !== undefined && !/^[rugGyYsoO]+$/.test(state)) {
    return reader.reject(element, 'state', state, 'expected letters of r, u, g, G, y, Y, s, o and O');
  }
  if (durationS === undefined || state === undefined || minS === undefined || maxS === undefined) return undefined;
  if (yellowS === undefined || redS === undefined || extensionS === undefined) return undefined;
  const [name, next] = [reader.find(element, 'name') ?? '', reader.find(element, 'next') !== undefined];
  return { durationS, minS, maxS, name, yellowS, redS, extensionS, state, next };
}
