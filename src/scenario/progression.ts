import { invariant } from '../kernel/assert.ts';
import type { JunctionId, LinkId, NodeId } from '../kernel/ids.ts';
import { findRoute } from '../roadnet/fastest-route.ts';
import type { Movement } from '../roadnet/map.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { waysOn } from './demand/turning-walk.ts';

/** Seconds after the first junction at which a platoon at a constant speed reaches the stop bar of each of the others. */
export function progressionS(index: RoadIndex, along: readonly JunctionId[], speedMps: number): ReadonlyMap<JunctionId, number> {
  const arrivals = new Map<JunctionId, number>();
  let distanceM = 0;
  let into: LinkId | undefined;
  along.forEach((junction, place) => {
    if (place > 0) {
      const leg = nearestLeg(index, along[place - 1] as JunctionId, junction, into);
      invariant(leg !== undefined, `progression: no way from ${along[place - 1]} to ${junction}`);
      distanceM += leg.lengthM;
      into = leg.last;
    }
    arrivals.set(junction, distanceM / speedMps);
  });
  return arrivals;
}

export interface Leg {
  /** Stop bar to stop bar. */
  readonly lengthM: number;
  readonly last: LinkId;
}

/** Shortest way from one junction to another for who came `into` the first, or from any side; undefined when there is none. */
export function nearestLeg(index: RoadIndex, from: JunctionId, to: JunctionId, into?: LinkId): Leg | undefined {
  const target = index.junction(to).node;
  const arrivals = into === undefined ? index.linksInto(index.junction(from).node).map(({ id }) => id) : [into];
  const legs = arrivals.flatMap((arrival) => waysOn(index, arrival).flatMap((way) => legBy(index, way, target)));
  return legs.reduce<Leg | undefined>((best, leg) => (best === undefined || leg.lengthM < best.lengthM ? leg : best), undefined);
}

function legBy(index: RoadIndex, way: Movement, target: NodeId): Leg[] {
  const route = findRoute(index, way.to, target);
  if (route === undefined) return [];
  const insideM = route.slice(1).map((link, i) => index.findMovement(route[i] as LinkId, link)?.lengthM ?? 0);
  const lengthM = way.lengthM + sum(route.map((link) => index.link(link).lengthM)) + sum(insideM);
  return [{ lengthM, last: route.at(-1) as LinkId }];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
