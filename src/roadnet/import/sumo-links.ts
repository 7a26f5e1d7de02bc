import { drawnLengthM, type LatLon } from '../geometry.ts';
import type { MapLink } from '../map.ts';
import { idOfSumo } from './sumo-ids.ts';
import type { SumoEdge, SumoNetwork } from './sumo-network.ts';
import type { Plane } from './sumo-plane.ts';
import type { Tally } from './tally.ts';

/** An edge that cars may use, as a link, with the lanes that it keeps. */
export interface KeptEdge {
  readonly edge: SumoEdge;
  readonly link: MapLink;
  /** Our lane by SUMO's index; undefined for lanes closed to cars. */
  readonly laneOf: readonly (number | undefined)[];
}

/** Bounds of the map format. */
const LEAST_SPEED_MPS = 1;
const MOST_SPEED_MPS = 70;
const MOST_LANES = 16;
const LEAST_LENGTH_M = 0.1;
/** A link may be drawn longer than it is by this much and a quarter, see the checks of a map. */
const DRAWN_SPARE_M = 59;
const DRAWN_SHARE = 0.8;

/** One link per edge that cars may use, by the edge's id. */
export function linksOfSumo(network: SumoNetwork, plane: Plane, tally: Tally): ReadonlyMap<string, KeptEdge> {
  const places = new Map(network.junctions.map(({ id, at }) => [id, plane.toLatLon(at)]));
  const kept = new Map<string, KeptEdge>();
  for (const edge of network.edges) {
    if (edge.kind === 'crossing') tally.add('pedestrian crossings: left out');
    if (edge.kind === 'walkingarea') tally.add('walking areas: left out');
    if (edge.kind !== 'normal') continue;
    const link = keptEdgeOf(edge, places, plane, tally);
    if (link !== undefined) kept.set(edge.id, link);
  }
  return kept;
}

function keptEdgeOf(edge: SumoEdge, places: ReadonlyMap<string, LatLon>, plane: Plane, tally: Tally): KeptEdge | undefined {
  const lanes = edge.lanes.filter(({ cars }) => cars);
  if (lanes.length === 0) {
    tally.add('edges that no passenger car may use (rails, paths, bus lanes): left out');
    return undefined;
  }
  tally.add('lanes of other edges that no passenger car may use: left out', edge.lanes.length - lanes.length);
  if (edge.from === edge.to) {
    tally.add('edges that end where they begin: left out');
    return undefined;
  }
  if (lanes.length > MOST_LANES) tally.add(`lanes beyond the ${MOST_LANES}th of an edge: left out`, lanes.length - MOST_LANES);
  const [from, to] = [places.get(edge.from)!, places.get(edge.to)!];
  const via = edge.shape?.slice(1, -1).map((point): readonly [number, number] => {
    const { lat, lon } = plane.toLatLon(point);
    return [lon, lat];
  });
  const link: MapLink = {
    id: idOfSumo(edge.id),
    from: idOfSumo(edge.from),
    to: idOfSumo(edge.to),
    name: edge.name === '' ? edge.id : edge.name,
    lengthM: lengthM(edge, drawnLengthM(from, to, via), tally),
    speedLimitMps: speedMps(
      lanes.map((lane) => lane.speedMps),
      tally,
    ),
    lanes: lanes.slice(0, MOST_LANES).map(() => ({ startM: 0 })),
    ...(via !== undefined && via.length > 0 && { via }),
  };
  let next = 0;
  const laneOf = edge.lanes.map(({ cars }) => (cars && next < MOST_LANES ? next++ : undefined));
  return { edge, link, laneOf };
}

function lengthM(edge: SumoEdge, drawnM: number, tally: Tally): number {
  const ownM = Math.max(LEAST_LENGTH_M, ...edge.lanes.map((lane) => lane.lengthM));
  const leastM = Math.ceil((DRAWN_SHARE * drawnM - DRAWN_SPARE_M) * 100) / 100;
  if (ownM >= leastM) return ownM;
  tally.add('edges much shorter than the file draws them: lengthened');
  return leastM;
}

function speedMps(speeds: readonly number[], tally: Tally): number {
  const most = Math.max(...speeds);
  if (speeds.some((speed) => speed !== most)) tally.add('edges whose lanes have different speed limits: the highest is for all');
  if (most < LEAST_SPEED_MPS || most > MOST_SPEED_MPS) tally.add('speed limits below 1 or above 70 m/s: set to that');
  return Math.min(MOST_SPEED_MPS, Math.max(LEAST_SPEED_MPS, most));
}
