import type { LinkId, NodeId } from '../kernel/ids.ts';
import { compiledRoads } from './fastest/compiled-roads.ts';
import { growTree, type WayTree, wayTo } from './fastest/tree.ts';
import type { TurnArcs } from './fastest/turn-arcs.ts';
import { FREE_FLOW, type LiveConditions } from './live-conditions.ts';
import type { RoadIndex } from './road-index.ts';

/**
 * The fastest way under live conditions from a link, which it begins with, to a node, which its last link leads into. Of equally fast ways it is the
 * one that, read from its end, first has the link that comes earlier on the map. Undefined when there is none, or when link or node is not on the map.
 * @throws InvariantBroken for conditions of links that the map does not have, or for a delay that is none.
 */
export function findRoute(
  index: RoadIndex,
  fromLink: LinkId,
  to: NodeId,
  live: LiveConditions = FREE_FLOW,
): readonly LinkId[] | undefined {
  if (index.findNode(to) === undefined) return undefined;
  return findRouteToLinks(
    index,
    fromLink,
    index.linksInto(to).map(({ id }) => id),
    live,
  );
}

/** The same from a link to a link, to its end; both are part of it. */
export function findRouteToLink(
  index: RoadIndex,
  fromLink: LinkId,
  toLink: LinkId,
  live: LiveConditions = FREE_FLOW,
): readonly LinkId[] | undefined {
  return findRouteToLinks(index, fromLink, [toLink], live);
}

/** The same to whichever of several links has its end reached first; those that are not on the map are passed over. */
export function findRouteToLinks(
  index: RoadIndex,
  fromLink: LinkId,
  toLinks: readonly LinkId[],
  live: LiveConditions = FREE_FLOW,
): readonly LinkId[] | undefined {
  const known = toLinks.filter((id) => index.findLink(id) !== undefined);
  if (known.length === 0 || index.findLink(fromLink) === undefined) return undefined;
  const roads = compiledRoads(index);
  const { linkOf } = roads.arcs;
  const targets = known.map((id) => linkOf[index.linkNumber(id)]!);
  const way = roads.search.find(roads.secondsUnder(live), linkOf[index.linkNumber(fromLink)]!, targets);
  return way === undefined ? undefined : idsOf(index, roads.arcs, way);
}

/** The same from a link to every node that can be reached from it, in map order. */
export function findRoutesFrom(
  index: RoadIndex,
  fromLink: LinkId,
  live: LiveConditions = FREE_FLOW,
): ReadonlyMap<NodeId, readonly LinkId[]> {
  const roads = compiledRoads(index);
  const tree = growTree(roads.arcs, roads.secondsUnder(live), roads.arcs.linkOf[index.linkNumber(fromLink)]!);
  const routes = new Map<NodeId, readonly LinkId[]>();
  for (const { id } of index.map.nodes) {
    const last = lastLink(index, roads.arcs, tree, id);
    if (last !== undefined) routes.set(id, idsOf(index, roads.arcs, wayTo(tree, last)));
  }
  return routes;
}

/** Link by which the node is reached first, the earlier on the map where several are; undefined when none is reached. */
function lastLink(index: RoadIndex, { linkOf }: TurnArcs, { reachS }: WayTree, node: NodeId): number | undefined {
  let last: number | undefined;
  for (const { id } of index.linksInto(node)) {
    const link = linkOf[index.linkNumber(id)]!;
    if (reachS[link]! < (last === undefined ? Number.POSITIVE_INFINITY : reachS[last]!)) last = link;
  }
  return last;
}

function idsOf(index: RoadIndex, { onMap }: TurnArcs, way: readonly number[]): readonly LinkId[] {
  return way.map((link) => index.map.links[onMap[link]!]!.id);
}
