import { DirectedGraph } from 'graphology';
import { dijkstra } from 'graphology-shortest-path';
import { invariant } from '../kernel/assert.ts';
import type { LinkId, NodeId } from '../kernel/ids.ts';
import type { MapLink, Movement, Turn } from './map.ts';
import type { RoadIndex } from './road-index.ts';

/** Seconds that a turn costs above the free-flow time: slowing down, and the wait that turning across traffic usually means. */
const TURN_PENALTY_S: Readonly<Record<Turn, number>> = { through: 0, right: 4, left: 12, uturn: 30 };

/**
 * Turn-expanded graph: a graph node is a link, an edge is a movement, its cost the free-flow time inside the node and along the
 * next link plus the turn penalty; each map node is a sink that the links into it reach at no cost, so that a search can end at a node. Keys carry a
 * prefix because graphology-shortest-path looks keys up in plain objects, where an id such as "constructor" would be found.
 */
type TurnGraph = DirectedGraph<Record<string, never>, { seconds: number }>;

const graphs = new WeakMap<RoadIndex, TurnGraph>();

/**
 * The fastest way in free flow from a link, which it begins with, to a node, which its last link leads into.
 * Undefined when there is none, or when link or node is not on the map. Ties follow map order.
 */
export function findRoute(index: RoadIndex, fromLink: LinkId, to: NodeId): readonly LinkId[] | undefined {
  if (index.findLink(fromLink) === undefined || index.findNode(to) === undefined) return undefined;
  return fastest(index, fromLink, sinkKey(to))?.slice(0, -1).map(linkOfKey);
}

/** The fastest way in free flow from a link to a link, both part of it. Undefined when there is none, or when one is not on the map. */
export function findRouteToLink(index: RoadIndex, fromLink: LinkId, toLink: LinkId): readonly LinkId[] | undefined {
  if (index.findLink(fromLink) === undefined || index.findLink(toLink) === undefined) return undefined;
  return fastest(index, fromLink, linkKey(toLink))?.map(linkOfKey);
}

/** Keys of the graph from a link to a key, both included. */
function fastest(index: RoadIndex, fromLink: LinkId, to: string): readonly string[] | undefined {
  // The package's types promise an array; it returns null where there is no path.
  const path: readonly string[] | null = dijkstra.bidirectional(turnGraph(index), linkKey(fromLink), to, secondsOf);
  return path ?? undefined;
}

/** The fastest way in free flow from a link to every node that can be reached from it. */
export function findRoutesFrom(index: RoadIndex, fromLink: LinkId): ReadonlyMap<NodeId, readonly LinkId[]> {
  const routes = new Map<NodeId, readonly LinkId[]>();
  const paths = dijkstra.singleSource(turnGraph(index), linkKey(fromLink), secondsOf);
  for (const [key, path] of Object.entries(paths)) {
    if (key.startsWith('N:')) routes.set(key.slice(2), path.slice(0, -1).map(linkOfKey));
  }
  return routes;
}

/** Free-flow seconds along a route, its first link and the insides of nodes included, with the turn penalties that `findRoute` counts. */
export function freeFlowS(index: RoadIndex, links: readonly LinkId[]): number {
  return links.reduce((sum, id, i) => {
    const previous = links[i - 1];
    const movement = previous === undefined ? undefined : index.findMovement(previous, id);
    return sum + (movement === undefined ? linkS(index.link(id)) : movementS(index, movement));
  }, 0);
}

function turnGraph(index: RoadIndex): TurnGraph {
  const known = graphs.get(index);
  if (known !== undefined) return known;
  const graph: TurnGraph = new DirectedGraph();
  for (const node of index.map.nodes) graph.addNode(sinkKey(node.id));
  for (const link of index.map.links) graph.addNode(linkKey(link.id));
  for (const movement of index.map.movements) {
    graph.addEdge(linkKey(movement.from), linkKey(movement.to), { seconds: movementS(index, movement) });
  }
  for (const link of index.map.links) graph.addEdge(linkKey(link.id), sinkKey(link.to), { seconds: 0 });
  graphs.set(index, graph);
  return graph;
}

/** The package counts a missing or NaN weight as 1 without a word; here it is an error. */
function secondsOf(_edge: string, attributes: { seconds: number }): number {
  invariant(Number.isFinite(attributes.seconds) && attributes.seconds >= 0, 'a movement has no travel time');
  return attributes.seconds;
}

/** Through the node and along the next link. */
function movementS(index: RoadIndex, movement: Movement): number {
  const to = index.link(movement.to);
  return linkS(to) + movement.lengthM / to.speedLimitMps + TURN_PENALTY_S[movement.turn];
}

function linkS(link: MapLink): number {
  return link.lengthM / link.speedLimitMps;
}

function linkKey(id: LinkId): string {
  return `L:${id}`;
}

function sinkKey(id: NodeId): string {
  return `N:${id}`;
}

function linkOfKey(key: string): LinkId {
  return key.slice(2);
}
