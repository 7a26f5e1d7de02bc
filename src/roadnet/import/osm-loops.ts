import type { LatLon } from '../geometry.ts';
import type { Arc, Place } from './osm-arc.ts';
import type { Cluster } from './osm-clusters.ts';
import type { ArcGraph } from './osm-graph.ts';
import { planarM, pointAlong } from './osm-vertex.ts';
import type { Tally } from './tally.ts';

/**
 * Cuts in two the arcs that end where they begin, since a link cannot; returns the nodes that were made for it. Arcs inside a
 * cluster are not concerned.
 */
export function cutLoops(
  graph: ArcGraph,
  clusterOf: (node: number) => Cluster,
  isInside: (arc: Arc) => boolean,
  tally: Tally,
): ReadonlyMap<number, LatLon> {
  const made = new Map<number, LatLon>();
  for (const arc of graph.arcs) {
    if (!graph.has(arc) || isInside(arc) || clusterOf(arc.from) !== clusterOf(arc.to)) continue;
    const node = -1 - made.size;
    const { place, next } = pointAlong(arc.points, arc.lengthM / 2);
    const centre = { lat: rounded(place.lat), lon: rounded(place.lon) };
    const middle: Place = { ...centre, id: node };
    made.set(node, centre);
    const twin = graph.twin(arc);
    const halves = cut(arc, middle, next);
    const back = twin === undefined ? undefined : cut(twin, middle, twin.points.length - next);
    for (const old of [arc, twin]) if (old !== undefined) graph.remove(old);
    for (const half of [...halves, ...(back ?? [])]) graph.add(half);
    if (back !== undefined) {
      graph.pair(halves[0], back[1]);
      graph.pair(halves[1], back[0]);
    }
    tally.add('roads that end at the junction where they begin: cut in two by a node');
  }
  return made;
}

/** An arc cut at a point that lies before its point number `next`. */
function cut(arc: Arc, middle: Place, next: number): readonly [Arc, Arc] {
  const isAt = (point: Place | undefined): boolean => point !== undefined && planarM(point, middle) < 0.1;
  const before = arc.points.slice(0, next);
  const behind = arc.points.slice(next);
  const innerId = `${arc.id}.2`;
  const first: Arc = {
    ...arc,
    to: middle.id,
    tailId: innerId,
    points: [...(isAt(before.at(-1)) && before.length > 1 ? before.slice(0, -1) : before), middle],
    lengthM: arc.lengthM / 2,
    lanes: arc.lanes.filter(({ startM }) => startM < arc.lengthM / 2),
    signsM: [],
  };
  const second: Arc = {
    ...arc,
    id: innerId,
    headId: innerId,
    from: middle.id,
    points: [middle, ...(isAt(behind[0]) && behind.length > 1 ? behind.slice(1) : behind)],
    lengthM: arc.lengthM / 2,
    lanes: arc.lanes.map((lane) => ({ ...lane, startM: Math.max(0, lane.startM - arc.lengthM / 2) })),
    signsM: arc.signsM.map((atM) => atM - arc.lengthM / 2).filter((atM) => atM >= 0),
  };
  return [first, second];
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
