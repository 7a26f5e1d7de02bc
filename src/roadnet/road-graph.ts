import { DirectedGraph } from 'graphology';
import { dijkstra } from 'graphology-shortest-path';
import { invariant } from '../kernel/assert.ts';
import type { LinkId } from '../kernel/ids.ts';
import { FREE_FLOW, type LiveConditions } from './live-conditions.ts';
import type { RoadIndex } from './road-index.ts';
import { movementS, steppedS } from './travel-time.ts';

/**
 * The model of what a way through the city costs, and the reference that searches on the compiled map are held against. A graph node is a link, an
 * edge is a movement, its cost the free-flow time inside the node and along the next link plus the turn penalty. Keys carry a prefix because
 * graphology-shortest-path looks keys up in plain objects, where an id such as "constructor" would be found.
 */
type TurnGraph = DirectedGraph<Record<string, never>, { seconds: number }>;

const graphs = new WeakMap<RoadIndex, WeakMap<LiveConditions, TurnGraph>>();

export interface ReferenceRoute {
  readonly links: readonly LinkId[];
  /** From the end of the first link to the end of the last. */
  readonly seconds: number;
}

/** One of the fastest ways from a link to a link, both included, by graphology's bidirectional Dijkstra; undefined when there is none. */
export function referenceRoute(
  index: RoadIndex,
  fromLink: LinkId,
  toLink: LinkId,
  live: LiveConditions = FREE_FLOW,
): ReferenceRoute | undefined {
  const graph = turnGraph(index, live);
  // The package's types promise an array; it returns null where there is no path.
  const path: readonly string[] | null = dijkstra.bidirectional(graph, keyOf(fromLink), keyOf(toLink), secondsOf);
  if (path === null) return undefined;
  return { links: path.map((key) => key.slice(KEY.length)), seconds: alongS(graph, path) };
}

/** From the end of a way's first link to the end of its last, by the model; Infinity where it is closed or no movement leads on. */
export function modelS(index: RoadIndex, links: readonly LinkId[], live: LiveConditions = FREE_FLOW): number {
  return alongS(turnGraph(index, live), links.map(keyOf));
}

function alongS(graph: TurnGraph, path: readonly string[]): number {
  return path.slice(1).reduce((sum, key, i) => {
    const edge = graph.edge(path[i]!, key);
    return sum + (edge === undefined ? Number.POSITIVE_INFINITY : graph.getEdgeAttribute(edge, 'seconds'));
  }, 0);
}

/** The graph under live conditions, made at the first call. */
function turnGraph(index: RoadIndex, live: LiveConditions): TurnGraph {
  const known = graphs.get(index) ?? new WeakMap<LiveConditions, TurnGraph>();
  graphs.set(index, known);
  const graph = known.get(live) ?? applied(index, freeFlowGraph(index), live);
  known.set(live, graph);
  return graph;
}

function freeFlowGraph(index: RoadIndex): TurnGraph {
  const graph: TurnGraph = new DirectedGraph();
  for (const link of index.map.links) graph.addNode(keyOf(link.id));
  for (const movement of index.map.movements) {
    graph.addEdge(keyOf(movement.from), keyOf(movement.to), { seconds: movementS(movement, index.link(movement.to)) });
  }
  return graph;
}

function applied(index: RoadIndex, graph: TurnGraph, live: LiveConditions): TurnGraph {
  for (const { link, seconds: delayS } of live.delays) {
    if (delayS === 0) continue;
    for (const edge of graph.inboundEdges(keyOf(link))) {
      graph.updateEdgeAttribute(edge, 'seconds', (seconds) => (seconds ?? 0) + steppedS(delayS));
    }
  }
  for (const { movement, seconds: delayS } of live.turnDelays ?? []) {
    const { from, to } = index.movement(movement);
    const edge = graph.edge(keyOf(from), keyOf(to));
    if (delayS > 0) graph.updateEdgeAttribute(edge, 'seconds', (seconds) => (seconds ?? 0) + steppedS(delayS));
  }
  const { closedCostS } = live;
  for (const link of new Set(live.closedLinks))
    for (const edge of graph.inboundEdges(keyOf(link))) close(graph, edge, closedCostS);
  for (const id of new Set(live.closedMovements)) {
    const { from, to } = index.movement(id);
    const edge = graph.edge(keyOf(from), keyOf(to));
    if (edge !== undefined) close(graph, edge, closedCostS);
  }
  return graph;
}

function close(graph: TurnGraph, edge: string, costS: number | undefined): void {
  if (costS === undefined) graph.dropEdge(edge);
  else graph.updateEdgeAttribute(edge, 'seconds', (seconds) => (seconds ?? 0) + steppedS(costS));
}

/** The package counts a missing or NaN weight as 1 without a word; here it is an error. */
function secondsOf(_edge: string, attributes: { seconds: number }): number {
  invariant(Number.isFinite(attributes.seconds) && attributes.seconds > 0, 'a movement has no travel time');
  return attributes.seconds;
}

const KEY = 'L:';

function keyOf(id: LinkId): string {
  return `${KEY}${id}`;
}
