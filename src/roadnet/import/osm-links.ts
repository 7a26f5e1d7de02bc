import { entryBearingDeg, exitBearingDeg } from '../geometry.ts';
import type { MapLane, MapLink } from '../map.ts';
import type { Arc, Place } from './osm-arc.ts';
import type { Cluster } from './osm-clusters.ts';
import type { ArcGraph } from './osm-graph.ts';
import { planarM, pointAlong, throughPairs } from './osm-vertex.ts';
import type { Tally } from './tally.ts';

const LANE_WIDTH_M = 3.25;
const CORNER_M = 6;
/** Room for one vehicle that waits at the stop bar. */
const LEAST_LINK_M = 8;
/** A link to or from a merged junction is drawn straight to its middle from here on. */
const DRAWN_STRAIGHT_M = 25;
/** Turn bays are at least this long, or left out. */
const LEAST_BAY_M = 5;

/** An arc as a link of the map. */
export interface ArcLink {
  readonly arc: Arc;
  readonly link: MapLink;
  /** Stop bars' distances from the arc's two ends. */
  readonly setbackFromM: number;
  readonly setbackToM: number;
  /** Outward directions in which the link is drawn at its nodes. */
  readonly fromDeg: number;
  readonly toDeg: number;
}

/** Id of the map's node for a cluster: that of its first OpenStreetMap node; nodes that the import made count from 1. */
export function nodeIdOf({ nodes }: Cluster): string {
  const first = nodes.find((node) => node > 0);
  return first === undefined ? `m${-nodes[0]!}` : `n${first}`;
}

/**
 * The link that an arc becomes. Its stop bar stands back from the node where roads meet by half the width of the widest other
 * road and a corner, on short arcs never so far that less than a vehicle's length is left.
 */
export function linkOf(graph: ArcGraph, arc: Arc, from: Cluster, to: Cluster, tally: Tally): ArcLink {
  const roomM = Math.max(0, (arc.lengthM - LEAST_LINK_M) / 2);
  const setbackFromM = Math.min(roomM, setbackM(graph, arc, arc.from));
  const setbackToM = Math.min(roomM, setbackM(graph, arc, arc.to));
  if (arc.lengthM < LEAST_LINK_M) tally.add('roads between two junctions shorter than a vehicle: lengthened to 8 m', 1, arc.id);
  const lengthM = round(Math.max(LEAST_LINK_M, arc.lengthM - setbackFromM - setbackToM), 1);
  const via = drawn(arc, from, to);
  const link: MapLink = {
    id: arc.id,
    from: nodeIdOf(from),
    to: nodeIdOf(to),
    name: arc.name,
    lengthM,
    speedLimitMps: Math.max(1, arc.speedMps),
    lanes: lanesOf(arc, lengthM, setbackFromM),
    ...(arc.level !== 0 && { level: arc.level }),
    ...(via.length > 0 && { via }),
  };
  const fromDeg = exitBearingDeg(from.centre, link.via, to.centre);
  const toDeg = entryBearingDeg(from.centre, link.via, to.centre);
  return { arc, link, setbackFromM, setbackToM, fromDeg, toDeg };
}

function setbackM(graph: ArcGraph, arc: Arc, node: number): number {
  if (throughPairs(graph, node) !== undefined) return 0;
  const own = new Set([arc, graph.twin(arc)]);
  const others = [...graph.ins(node), ...graph.outs(node)].filter((other) => !own.has(other));
  if (others.length === 0) return 0;
  const widths = others.map((other) => other.lanes.length + (graph.twin(other)?.lanes.length ?? 0));
  return (Math.max(...widths) * LANE_WIDTH_M) / 2 + CORNER_M;
}

function lanesOf(arc: Arc, lengthM: number, setbackFromM: number): readonly MapLane[] {
  const lanes = arc.lanes.map(({ startM }) => {
    const atM = round(startM - setbackFromM, 1);
    return { startM: atM <= 0 ? 0 : Math.max(0, Math.min(atM, round(lengthM - LEAST_BAY_M, 1))) };
  });
  return lanes.some(({ startM }) => startM === 0) ? lanes : lanes.map(() => ({ startM: 0 }));
}

/**
 * Interior points. A merged junction lies in the middle of its nodes, off the line of its roads: the line is left some way before
 * it, so that each link meets it from the side from which its road comes.
 */
function drawn(arc: Arc, from: Cluster, to: Cluster): readonly (readonly [number, number])[] {
  const straightM = Math.min(DRAWN_STRAIGHT_M, arc.lengthM / 3);
  const points = to.nodes.length > 1 ? shortened(arc.points, straightM) : arc.points.slice(0, -1);
  const backwards = [...points].reverse();
  const rest = from.nodes.length > 1 ? shortenedTail(backwards, arc.points[0]!, straightM) : backwards.slice(0, -1);
  return rest.reverse().map(({ lon, lat }) => [round(lon, 7), round(lat, 7)] as const);
}

/** A line without its last metres. */
function shortened(points: readonly Place[], byM: number): readonly Place[] {
  const reversed = [...points].reverse();
  const { place, next } = pointAlong(reversed, byM);
  return [place, ...reversed.slice(next)].reverse();
}

/** The same for the line's beginning, given backwards; `start` is where it begins. */
function shortenedTail(backwards: readonly Place[], start: Place, byM: number): Place[] {
  const forwards = [...backwards].reverse();
  if (planarM(forwards[0]!, start) > 0.01) return [...backwards];
  const { place, next } = pointAlong(forwards, byM);
  return [place, ...forwards.slice(next)].reverse();
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
