import type { LinkId, NodeId } from '../kernel/ids.ts';
import type { Corridor } from './corridor.ts';
import { type LatLon, normalDeg, pointAt } from './geometry.ts';
import { designJunction } from './junction-design.ts';
import type { Leg } from './junction-legs.ts';
import { designMovements, markLanes } from './junction-movements.ts';
import type { Junction, MapLink, MapNode, Movement, RoadMap } from './map.ts';

const LANE_WIDTH_M = 3.25;
/** Crossing for pedestrians and kerb radius between the stop bar and the edge of the road that is crossed. */
const CORNER_M = 8;
const ROAD_WEIGHT = 2;
const CROSS_WEIGHT = 1;

/** One stretch of road between two nodes, from which a link in each direction is made. */
interface Stretch {
  readonly a: NodeId;
  readonly b: NodeId;
  readonly name: string;
  readonly lengthM: number;
  readonly setbackA: number;
  readonly setbackB: number;
  readonly lanes: number;
  readonly bayM: number;
  readonly speedMps: number;
  readonly spareWidthM: number | undefined;
}

type Site = Corridor['junctions'][number] & LatLon & { readonly towardsDeg: number };

/** The map that a corridor file describes: the same text gives the same map on every machine. */
export function buildCorridor(corridor: Corridor): RoadMap {
  const sites = placeSites(corridor);
  const signalised = new Set(sites.map((site) => site.id));
  const links = stretches(corridor, sites).flatMap((stretch) => linkPair(stretch, signalised));
  const movements: Movement[] = [];
  const junctions: Junction[] = [];
  for (const [i, site] of sites.entries()) {
    const legs = legsOf(corridor, sites, i, links);
    const ways = designMovements(legs, true);
    movements.push(...ways.map((way) => way.movement));
    const { id, name } = site;
    const { maxPresenceS } = corridor;
    const title = `${corridor.road.name} / ${name}`;
    junctions.push(designJunction({ id, node: id, name: title, legs, movements: ways, maxPresenceS, assumed: true }));
  }
  const { name, title, schematic, attribution } = corridor;
  return {
    format: 'clearway-map/1',
    name,
    title,
    schematic,
    attribution,
    nodes: nodesOf(corridor, sites),
    links,
    movements,
    junctions,
  };
}

function placeSites(corridor: Corridor): readonly Site[] {
  const sites: Site[] = [];
  for (const junction of corridor.junctions) {
    const previous = sites.at(-1);
    const towardsDeg = junction.bearingDeg ?? previous?.towardsDeg ?? corridor.bearingDeg;
    const at = previous === undefined ? corridor.first : pointAt(previous, towardsDeg, junction.fromPreviousM!);
    sites.push({ ...junction, ...at, towardsDeg });
  }
  return sites;
}

function nodesOf(corridor: Corridor, sites: readonly Site[]): readonly MapNode[] {
  const { south, north } = corridor.entries;
  const [first, last] = [sites[0]!, sites.at(-1)!];
  return [
    { id: south.node, ...pointAt(first, first.towardsDeg + 180, south.lengthM), name: corridor.road.name },
    ...sites.flatMap((site) => [
      { id: site.id, lat: site.lat, lon: site.lon, name: site.name },
      { id: `${site.id}W`, ...pointAt(site, site.towardsDeg - 90, site.cross.westM), name: site.name },
      { id: `${site.id}E`, ...pointAt(site, site.towardsDeg + 90, site.cross.eastM), name: site.name },
    ]),
    { id: north.node, ...pointAt(last, last.towardsDeg, north.lengthM), name: corridor.road.name },
  ];
}

function stretches(corridor: Corridor, sites: readonly Site[]): readonly Stretch[] {
  const { road, entries } = corridor;
  const main = {
    name: road.name,
    lanes: road.lanes,
    bayM: road.leftBayM,
    speedMps: mps(road.speedKmh),
    spareWidthM: road.spareWidthM,
  };
  const along = [...sites.map((site) => site.id), entries.north.node].map((b, i): Stretch => {
    const from = sites[i - 1];
    const to = sites[i];
    const lengthM = from === undefined ? entries.south.lengthM : (to?.fromPreviousM ?? entries.north.lengthM);
    const setbacks = { setbackA: from === undefined ? 0 : roadSetbackM(from), setbackB: to === undefined ? 0 : roadSetbackM(to) };
    return { ...main, a: from?.id ?? entries.south.node, b, lengthM, ...setbacks };
  });
  const across = sites.flatMap((site): readonly Stretch[] => {
    const { lanes, speedKmh, westM, eastM, spareWidthM } = site.cross;
    const street = {
      name: site.name,
      lanes,
      bayM: road.crossLeftBayM,
      speedMps: mps(speedKmh),
      spareWidthM,
      setbackA: 0,
      setbackB: crossSetbackM(corridor),
    };
    return [
      { ...street, a: `${site.id}W`, b: site.id, lengthM: westM },
      { ...street, a: `${site.id}E`, b: site.id, lengthM: eastM },
    ];
  });
  return [...along, ...across];
}

/** The road stops short of the cross street's half width, and the cross street of the road's (bays counted on the approach side). */
function roadSetbackM(site: Site): number {
  return tenth((site.cross.lanes + 1) * LANE_WIDTH_M + CORNER_M);
}

function crossSetbackM(corridor: Corridor): number {
  return tenth((corridor.road.lanes + 1) * LANE_WIDTH_M + CORNER_M);
}

function linkPair(stretch: Stretch, signalised: ReadonlySet<NodeId>): readonly MapLink[] {
  const lengthM = tenth(stretch.lengthM - stretch.setbackA - stretch.setbackB);
  const { name, speedMps, spareWidthM } = stretch;
  const spare = spareWidthM === undefined ? {} : { spareWidthM };
  return [
    [stretch.a, stretch.b],
    [stretch.b, stretch.a],
  ].map(([from, to]): MapLink => {
    const lanes = Array.from({ length: stretch.lanes }, () => ({ startM: 0 }));
    if (signalised.has(to!)) lanes.push({ startM: tenth(Math.max(0, lengthM - stretch.bayM)) });
    return { id: `${from}-${to}`, from: from!, to: to!, name, lengthM, speedLimitMps: speedMps, lanes, ...spare };
  });
}

/** South, west, north and east leg of a site, as seen along the corridor. */
function legsOf(corridor: Corridor, sites: readonly Site[], i: number, links: readonly MapLink[]): readonly Leg[] {
  const site = sites[i]!;
  const aheadDeg = sites[i + 1]?.towardsDeg ?? site.towardsDeg;
  const road = { name: corridor.road.name, weight: ROAD_WEIGHT, setbackM: roadSetbackM(site) };
  const street = { name: site.name, weight: CROSS_WEIGHT, setbackM: crossSetbackM(corridor) };
  const leg = (kind: typeof road, other: NodeId, bearingDeg: number): Leg => ({
    ...kind,
    bearingDeg: normalDeg(bearingDeg),
    ...linksAt(links, site.id, other),
  });
  return [
    leg(road, sites[i - 1]?.id ?? corridor.entries.south.node, site.towardsDeg + 180),
    leg(street, `${site.id}W`, site.towardsDeg - 90),
    leg(road, sites[i + 1]?.id ?? corridor.entries.north.node, aheadDeg),
    leg(street, `${site.id}E`, site.towardsDeg + 90),
  ];
}

function linksAt(links: readonly MapLink[], node: NodeId, other: NodeId): Pick<Leg, 'inbound' | 'outbound'> {
  const find = (id: LinkId): MapLink => links.find((link) => link.id === id)!;
  const inbound = find(`${other}-${node}`);
  const outbound = find(`${node}-${other}`);
  return {
    inbound: { link: inbound.id, speedLimitMps: inbound.speedLimitMps, laneTurns: markLanes(inbound.lanes.length) },
    outbound: { link: outbound.id, lanes: outbound.lanes.filter((lane) => lane.startM === 0).length },
  };
}

function mps(kmh: number): number {
  return Math.round((kmh / 3.6) * 100) / 100;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
