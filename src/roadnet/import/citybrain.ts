import { bearingDeg, distanceM } from '../geometry.ts';
import { designJunction } from '../junction-design.ts';
import type { Leg } from '../junction-legs.ts';
import { designMovements } from '../junction-movements.ts';
import type { Junction, MapLink, Movement, RoadMap } from '../map.ts';
import {
  type CitybrainDirection,
  type CitybrainFile,
  type CitybrainNode,
  type CitybrainRoad,
  parseCitybrain,
} from './citybrain-file.ts';
import { edgeLinkId } from './citybrain-flow.ts';
import type { LeftOut } from './left-out.ts';

const ATTRIBUTION =
  'Road network in citybrain format as published with LibSignal (DaRL-LibSignal, data/raw_data); node ids and geometry from ' +
  "OpenStreetMap, (c) OpenStreetMap contributors, ODbL 1.0. Assumed: signals (the file's flag) and lanes (the file's), signal " +
  'groups, stages, clearances and pedestrian crossings (derived by rule).';

const LANE_WIDTH_M = 3.25;
const CORNER_M = 8;
/** Room for one vehicle that waits at the stop bar. */
const LEAST_LINK_M = 8;
/** Too short to change lanes on: vehicles choose their lane while they cross the node before. */
const SHORT_LINK_M = 60;
const MAX_PRESENCE_S = 120;
const LEAST_ARMS = 3;

type Count = (what: string, n?: number) => void;

/** A file with its roads by node. */
interface Network {
  readonly nodes: ReadonlyMap<string, CitybrainNode>;
  readonly roadsAt: ReadonlyMap<string, readonly CitybrainRoad[]>;
}

/** A road with its drawn length and the stop bars' distance from the nodes at its two ends. */
interface Street {
  readonly road: CitybrainRoad;
  readonly lengthM: number;
  readonly setbackFromM: number;
  readonly setbackToM: number;
}

/**
 * A map from the text of a `roadnet.txt` in citybrain format. Nodes become `n<id>`, directed edges `e<number>`, as in the file.
 *
 * Signals stand where the file's flag says so and three or more arms meet; their groups and stages are derived by rule and
 * marked assumed. Stop bars stand back from the node by half the width of the widest other arm, but on a short link never so
 * far that less than one vehicle's length is left. Every link has its lanes from start to end, without bays. Junctions that are
 * drawn as several nodes a few metres apart stay several junctions.
 *
 * @throws InputFaults with every fault of the text.
 */
export function importCitybrain(
  source: string,
  text: string,
  name: string,
): { readonly map: RoadMap; readonly leftOut: readonly LeftOut[] } {
  const file = parseCitybrain(source, text);
  const counts = new Map<string, number>();
  const count: Count = (what, n = 1) => {
    if (n > 0) counts.set(what, (counts.get(what) ?? 0) + n);
  };
  const network = networkOf(file, count);
  const streets = new Map<CitybrainRoad, Street>();
  for (const road of new Set([...network.roadsAt.values()].flat())) streets.set(road, streetOf(road, network, count));
  const movements: Movement[] = [];
  const junctions: Junction[] = [];
  for (const node of file.nodes) {
    const legs = (network.roadsAt.get(node.id) ?? []).map((road) => legOf(node, streets.get(road)!, network));
    const signalised = node.signalised && legs.length >= LEAST_ARMS;
    if (node.signalised && !signalised) count('signals at nodes with fewer than three arms: left out');
    const ways = designMovements(legs, signalised);
    movements.push(...ways.map((way) => way.movement));
    if (!signalised || ways.length === 0) continue;
    const id = nodeId(node.id);
    junctions.push(
      designJunction({ id, node: id, name: id, legs, movements: ways, maxPresenceS: MAX_PRESENCE_S, assumed: true }),
    );
  }
  count('signal rows: order of approaches not read, groups and stages derived by rule', file.signalRows);
  const map: RoadMap = {
    format: 'clearway-map/1',
    name,
    title: `${name}, imported from citybrain format`,
    schematic: true,
    attribution: ATTRIBUTION,
    nodes: file.nodes.map(({ id, lat, lon }) => ({ id: nodeId(id), lat, lon })),
    links: [...streets.values()].flatMap(linksOf),
    movements,
    junctions,
  };
  return { map, leftOut: [...counts].map(([what, n]) => ({ what, count: n })) };
}

function networkOf(file: CitybrainFile, count: Count): Network {
  const roadsAt = new Map<string, CitybrainRoad[]>(file.nodes.map((node) => [node.id, []]));
  for (const road of file.roads) {
    if (road.from === road.to) {
      count('roads that end where they begin: left out');
      continue;
    }
    roadsAt.get(road.from)!.push(road);
    roadsAt.get(road.to)!.push(road);
  }
  return { nodes: new Map(file.nodes.map((node) => [node.id, node])), roadsAt };
}

function streetOf(road: CitybrainRoad, network: Network, count: Count): Street {
  const straightM = distanceM(network.nodes.get(road.from)!, network.nodes.get(road.to)!);
  const lengthM = Math.max(road.lengthM, straightM, LEAST_LINK_M);
  if (lengthM > road.lengthM * 1.05 + 1)
    count('roads shorter than the straight line between their nodes or than one vehicle: lengthened');
  if (lengthM < SHORT_LINK_M) count(`roads shorter than ${SHORT_LINK_M} m: entered in any lane`);
  const room = (lengthM - LEAST_LINK_M) / 2;
  const setbackFromM = Math.min(room, wishedSetbackM(road.from, road, network));
  const setbackToM = Math.min(room, wishedSetbackM(road.to, road, network));
  return { road, lengthM, setbackFromM, setbackToM };
}

/** Half the widest other road and the corner; none where no road crosses. */
function wishedSetbackM(node: string, road: CitybrainRoad, network: Network): number {
  const others = network.roadsAt.get(node)!.filter((other) => other !== road);
  if (others.length < 2) return 0;
  const lanes = others.map((other) => other.directions[0].laneTurns.length + other.directions[1].laneTurns.length);
  return (Math.max(...lanes) * LANE_WIDTH_M) / 2 + CORNER_M;
}

function legOf(node: CitybrainNode, street: Street, network: Network): Leg {
  const { road } = street;
  const starts = road.from === node.id;
  const other = network.nodes.get(starts ? road.to : road.from)!;
  const [outbound, inbound] = starts ? road.directions : [road.directions[1], road.directions[0]];
  const lanes = outbound.laneTurns.length;
  const speedLimitMps = road.speedMps;
  return {
    name: `${node.id} to ${other.id}`,
    bearingDeg: bearingDeg(node, other),
    weight: (lanes + inbound.laneTurns.length) * road.speedMps,
    setbackM: starts ? street.setbackFromM : street.setbackToM,
    ...(inbound.laneTurns.length > 0 && { inbound: { link: linkId(inbound), speedLimitMps, laneTurns: inbound.laneTurns } }),
    ...(lanes > 0 && { outbound: { link: linkId(outbound), lanes, anyLane: street.lengthM < SHORT_LINK_M } }),
  };
}

function linksOf({ road, lengthM, setbackFromM, setbackToM }: Street): readonly MapLink[] {
  const ends = [
    [road.from, road.to],
    [road.to, road.from],
  ] as const;
  return road.directions.flatMap((direction, i): readonly MapLink[] => {
    if (direction.laneTurns.length === 0) return [];
    const [from, to] = ends[i]!;
    const link = {
      id: linkId(direction),
      from: nodeId(from),
      to: nodeId(to),
      name: `${from} to ${to}`,
      lengthM: Math.round((lengthM - setbackFromM - setbackToM) * 10) / 10,
      speedLimitMps: Math.round(road.speedMps * 100) / 100,
      lanes: direction.laneTurns.map(() => ({ startM: 0 })),
    };
    return [link];
  });
}

function linkId(direction: CitybrainDirection): string {
  return edgeLinkId(direction.edge);
}

function nodeId(id: string): string {
  return `n${id}`;
}
