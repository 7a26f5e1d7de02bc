import { invariant } from '../kernel/assert.ts';
import type { JunctionId, LinkId, MovementId, NodeId, SignalGroupId } from '../kernel/ids.ts';
import { findRoute } from '../roadnet/fastest-route.ts';
import { FREE_FLOW, type LiveConditions } from '../roadnet/live-conditions.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';

/** A way through the network, as plain data. Distances run along it from the start of its first link, paths inside nodes included. */
export interface Route {
  readonly links: readonly LinkId[];
  /** Where each link starts. */
  readonly startsM: readonly number[];
  readonly lengthM: number;
  /** Stop bars where a signal group controls the movement that the route takes, in order. */
  readonly stops: readonly RouteStop[];
}

export interface RouteStop {
  readonly junction: JunctionId;
  /** Approach link. */
  readonly link: LinkId;
  readonly movement: MovementId;
  readonly group: SignalGroupId;
  /** Lanes of the approach link from which the movement may be driven, kerb first. */
  readonly lanes: readonly number[];
  /** Stop bar, from the route's start. */
  readonly alongM: number;
  /** Position of the approach link in `links`. */
  readonly linkIndex: number;
}

/** The fastest route under live conditions from a link (its start) to a node; undefined when there is none. */
export function planRoute(index: RoadIndex, fromLink: LinkId, to: NodeId, live: LiveConditions = FREE_FLOW): Route | undefined {
  const links = findRoute(index, fromLink, to, live);
  return links === undefined ? undefined : routeOf(index, links);
}

/** Measures a chain of links and finds its stops. Throws `InvariantBroken` where no movement joins two links, or there are none. */
export function routeOf(index: RoadIndex, links: readonly LinkId[]): Route {
  invariant(links.length > 0, 'a route needs a link');
  const startsM: number[] = [];
  const stops: RouteStop[] = [];
  let alongM = 0;
  links.forEach((link, linkIndex) => {
    startsM.push(alongM);
    alongM += index.link(link).lengthM;
    const next = links[linkIndex + 1];
    if (next === undefined) return;
    const movement = index.findMovement(link, next);
    invariant(movement !== undefined, `no movement joins "${link}" to "${next}"`);
    const control = index.findGroupOf(movement.id);
    if (control !== undefined) {
      const lanes = [...new Set(movement.lanes.map(([from]) => from))].sort((a, b) => a - b);
      const { junction, group } = control;
      stops.push({ junction: junction.id, link, movement: movement.id, group: group.id, lanes, alongM, linkIndex });
    }
    alongM += movement.lengthM;
  });
  return { links, startsM, lengthM: alongM, stops };
}

/**
 * Position in `route.links` of a link: the first whose end, the node behind it included, is not before `notBeforeM`; else its last.
 * A later one counts only where it starts no further than `notBeyondM`.
 */
export function findOnRoute(
  route: Route,
  link: LinkId,
  notBeforeM: number,
  notBeyondM = Number.POSITIVE_INFINITY,
): number | undefined {
  let position = route.links.indexOf(link);
  if (position < 0) return undefined;
  while (endM(route, position) < notBeforeM) {
    const again = route.links.indexOf(link, position + 1);
    if (again < 0 || route.startsM[again]! > notBeyondM) break;
    position = again;
  }
  return position;
}

/** Where the next link starts, or the route's end. */
export function endM(route: Route, linkIndex: number): number {
  return route.startsM[linkIndex + 1] ?? route.lengthM;
}
