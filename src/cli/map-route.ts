import Table from 'cli-table3';
import { type Fault, InputFaults } from '../kernel/faults.ts';
import type { LinkId, NodeId } from '../kernel/ids.ts';
import { isCrossing } from '../roadnet/crossing-design.ts';
import { findRoute } from '../roadnet/fastest-route.ts';
import { distanceM, type LatLon } from '../roadnet/geometry.ts';
import { type LinkNearby, linksNear } from '../roadnet/links-near.ts';
import { FREE_FLOW } from '../roadnet/live-conditions.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { signalsOnRoute } from '../roadnet/signal-routes.ts';
import { freeFlowS } from '../roadnet/travel-time.ts';
import { routeOf } from '../routing/route.ts';

/** Both directions of one road lie equally far from a position. */
const SAME_ROAD_M = 1;
const SEARCH_M = 1000;
const NOT_FOUND = 'is no id on this map: name a node, or write a position as lat,lon or lon,lat';
const TOO_FAR = `lies more than ${SEARCH_M} m from every road of this map`;

/**
 * The fastest way from a place to a place, each a node id or a position; the first may be a link id. A position is `lat,lon`, or
 * `lon,lat` where only that lies on the map. Nobody is led into the closed links.
 * @throws InputFaults for places and links that the map does not have, or when no way leads from one to the other.
 */
export function routeBetween(index: RoadIndex, from: string, to: string, closedLinks: readonly LinkId[] = []): readonly LinkId[] {
  const starts = startsAt(index, from);
  const end = endAt(index, to);
  const unknown = closedLinks.filter((link) => index.findLink(link) === undefined);
  const faults: Fault[] = unknown.map((value) => ({ path: '--closed', value, advice: 'is no link of this map' }));
  if (starts.length === 0)
    faults.push({ path: 'from', value: from, advice: positionsOf(from).length === 0 ? NOT_FOUND : TOO_FAR });
  if (end === undefined) faults.push({ path: 'to', value: to, advice: positionsOf(to).length === 0 ? NOT_FOUND : TOO_FAR });
  if (end === undefined || faults.length > 0) throw new InputFaults('clearway map route', faults);
  const live = { ...FREE_FLOW, closedLinks };
  const routes = starts.flatMap((start) => {
    const links = findRoute(index, start, end, live);
    return links === undefined ? [] : [{ links, seconds: freeFlowS(index, links) }];
  });
  const best = routes.sort((a, b) => a.seconds - b.seconds)[0];
  if (best !== undefined) return best.links;
  throw new InputFaults('clearway map route', [{ path: 'to', value: to, advice: `no way leads here from ${from}` }]);
}

/** The links as a table with length, free-flow time and signal at the end of each, then the totals. */
export function describeRoute(index: RoadIndex, links: readonly LinkId[]): string {
  const { lengthM, stops } = routeOf(index, links);
  const table = new Table({
    head: ['link', 'road', 'm', 'km/h', 'turn', 'signal'],
    style: { head: [], border: [], compact: true },
  });
  links.forEach((id, i) => {
    const link = index.link(id);
    const next = links[i + 1];
    const turn = next === undefined ? '' : (index.findMovement(id, next)?.turn ?? '');
    const stop = stops.find((candidate) => candidate.linkIndex === i);
    const signal = stop === undefined ? '' : `${stop.junction} ${stop.group}`;
    table.push([id, link.name, link.lengthM.toFixed(0), (link.speedLimitMps * 3.6).toFixed(0), turn, signal]);
  });
  const signals = signalsOnRoute(index, links);
  const crossings = signals.filter((id) => isCrossing(index.junction(id))).length;
  return [
    table.toString(),
    `from ${links[0]} to ${index.link(links.at(-1)!).to}: ${(lengthM / 1000).toFixed(2)} km, ${freeFlowS(index, links).toFixed(0)} s in free flow (turns counted)`,
    `${signals.length} signalised junctions: ${signals.join(' ')}`,
    ...(crossings > 0 ? [`${crossings} of them are pedestrian crossings, where no streams of traffic meet`] : []),
    '',
  ].join('\n');
}

function startsAt(index: RoadIndex, place: string): readonly LinkId[] {
  if (index.findLink(place) !== undefined) return [place];
  if (index.findNode(place) !== undefined) return index.linksOutOf(place).map((link) => link.id);
  const { near } = around(index, place);
  return near.filter((link) => link.distanceM <= near[0]!.distanceM + SAME_ROAD_M).map((link) => link.link);
}

function endAt(index: RoadIndex, place: string): NodeId | undefined {
  if (index.findNode(place) !== undefined) return place;
  const { position, near } = around(index, place);
  if (position === undefined) return undefined;
  const ends = near.flatMap(({ link }) => [index.link(link).from, index.link(link).to]);
  const away = (id: NodeId): number => distanceM(position, index.node(id));
  return ends.sort((a, b) => away(a) - away(b))[0];
}

/** The position that a text means, and the links around it, nearest first; none where it means none near a road. */
function around(index: RoadIndex, text: string): { readonly position?: LatLon; readonly near: readonly LinkNearby[] } {
  for (const position of positionsOf(text)) {
    const near = linksNear(index, position, SEARCH_M);
    if (near.length > 0) return { position, near };
  }
  return { near: [] };
}

/** What two numbers may mean: latitude and longitude, and the other way round. */
function positionsOf(text: string): readonly LatLon[] {
  const match = /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text);
  if (match === null) return [];
  const [first, second] = [Number(match[1]), Number(match[2])];
  const orders = [
    { lat: first, lon: second },
    { lat: second, lon: first },
  ];
  return orders.filter(({ lat }) => Math.abs(lat) <= 90);
}
