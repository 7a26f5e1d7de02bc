import type { LatLon } from '../geometry.ts';
import type { Arc } from './osm-arc.ts';
import type { ArcGraph } from './osm-graph.ts';
import type { SignalNodes } from './osm-signals.ts';
import { arrivalDeg, departureDeg, planarM, turnedDeg } from './osm-vertex.ts';
import type { Tally } from './tally.ts';

/** Two signalised nodes this near to each other are one junction whatever roads meet there: hardly a car could wait between them; */
const ALWAYS_M = 30;
/** and where the carriageways of one road are crossed, up to this distance. */
const CARRIAGEWAYS_M = 40;
/** No junction is wider. */
export const WIDEST_M = 90;
/** Opposite carriageways run this nearly parallel, and their crossing this nearly at right angles. */
const PARALLEL_DEG = 40;
const CROSSWISE_DEG = 45;

/** A node of the map: one node of the graph, or those of a junction that is drawn as several. */
export interface Cluster {
  /** Ascending. */
  readonly nodes: readonly number[];
  readonly centre: LatLon;
  readonly signalised: boolean;
}

/**
 * Every node of the graph as a cluster; nodes of one signalised junction together. Two nodes are one junction when a link of at
 * most 30 m joins them and both have signals, or when one has, a link of at most 40 m joins them, and each lies on another
 * carriageway of the road that this link crosses; nodes further apart than a junction is wide never are.
 */
export function clusterNodes(
  graph: ArcGraph,
  placeOf: (node: number) => LatLon,
  { meetings, midBlock }: SignalNodes,
  tally: Tally,
): readonly Cluster[] {
  const members = new Map<number, readonly number[]>(graph.nodes.map((node) => [node, [node]]));
  const joining = graph.arcs
    .filter((arc) => isInside(graph, arc, meetings))
    .sort((a, b) => a.lengthM - b.lengthM || (a.id < b.id ? -1 : 1));
  for (const { from, to } of joining) {
    const [a, b] = [members.get(from)!, members.get(to)!];
    if (a === b || widthM([...a, ...b], placeOf) > WIDEST_M) continue;
    const both = [...a, ...b].sort((x, y) => x - y);
    for (const node of both) members.set(node, both);
  }
  const groups = new Set(members.values());
  const merged = [...groups].filter((nodes) => nodes.length > 1);
  const count = merged.reduce((sum, nodes) => sum + nodes.length, 0);
  tally.add(`nodes of signalised junctions drawn as several: merged into ${merged.length} junctions of one node each`, count);
  return [...groups].map((nodes) => ({
    nodes,
    centre: centreOf(nodes.map(placeOf)),
    signalised: nodes.some((node) => meetings.has(node) || midBlock.has(node)),
  }));
}

/** Whether an arc lies inside a signalised junction. */
function isInside(graph: ArcGraph, arc: Arc, meetings: ReadonlySet<number>): boolean {
  const signals = [arc.from, arc.to].filter((node) => meetings.has(node)).length;
  if (signals === 0 || arc.from === arc.to || arc.lengthM > CARRIAGEWAYS_M) return false;
  if (signals === 2 && arc.lengthM <= ALWAYS_M) return true;
  return joinsCarriageways(graph, arc);
}

/** Does an arc lead from one carriageway of a road to the opposite one, across it? */
function joinsCarriageways(graph: ArcGraph, arc: Arc): boolean {
  const [here, there] = [oneWaysThrough(graph, arc.from), oneWaysThrough(graph, arc.to)];
  const acrossDeg = (departureDeg(arc) + turnedHalf(departureDeg(arc), arrivalDeg(arc))) % 360;
  return here.some((a) =>
    there.some(
      (b) =>
        a.names.some((name) => b.names.includes(name)) &&
        Math.abs(a.rank - b.rank) <= 5 &&
        turnedDeg(a.deg, b.deg) >= 180 - PARALLEL_DEG &&
        Math.abs(turnedDeg(a.deg, acrossDeg) - 90) <= CROSSWISE_DEG,
    ),
  );
}

/** Half the signed turn from one direction to another. */
function turnedHalf(fromDeg: number, toDeg: number): number {
  return (((((toDeg - fromDeg) % 360) + 540) % 360) - 180) / 2 + 360;
}

interface Carriageway {
  /** Before and behind the node. */
  readonly names: readonly string[];
  readonly rank: number;
  readonly deg: number;
}

/** One-way roads that go straight on through a node. */
function oneWaysThrough(graph: ArcGraph, node: number): readonly Carriageway[] {
  return graph.outs(node).flatMap((out) => {
    if (graph.twin(out) !== undefined) return [];
    const deg = departureDeg(out);
    const into = graph
      .ins(node)
      .find((before) => graph.twin(before) === undefined && turnedDeg(arrivalDeg(before), deg) <= PARALLEL_DEG);
    return into === undefined ? [] : [{ names: [into.name, out.name], rank: out.rank, deg }];
  });
}

function widthM(nodes: readonly number[], placeOf: (node: number) => LatLon): number {
  const places = nodes.map(placeOf);
  return Math.max(0, ...places.flatMap((a, i) => places.slice(i + 1).map((b) => planarM(a, b))));
}

function centreOf(places: readonly LatLon[]): LatLon {
  const mean = (values: readonly number[]): number =>
    Math.round((values.reduce((sum, value) => sum + value, 0) / values.length) * 1e7) / 1e7;
  return { lat: mean(places.map(({ lat }) => lat)), lon: mean(places.map(({ lon }) => lon)) };
}
