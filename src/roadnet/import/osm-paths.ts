import type { Arc } from './osm-arc.ts';
import type { ArcGraph } from './osm-graph.ts';

/**
 * Arcs by which one can leave a junction that is drawn as several nodes, coming from an arc that leads into it, each with the
 * length of the shortest way over the arcs inside. Turn restrictions inside hold; one node alone has no arcs inside.
 */
export function exitsFrom(graph: ArcGraph, into: Arc, isInside: (arc: Arc) => boolean): ReadonlyMap<Arc, number> {
  const exits = new Map<Arc, number>();
  const reachedM = new Map<Arc, number>([[into, 0]]);
  const done = new Set<Arc>();
  for (;;) {
    const next = nearest(reachedM, done);
    if (next === undefined) return exits;
    const [arc, atM] = next;
    done.add(arc);
    for (const onward of graph.follow(arc)) {
      if (!isInside(onward)) {
        if (atM < (exits.get(onward) ?? Number.POSITIVE_INFINITY)) exits.set(onward, atM);
      } else if (atM + onward.lengthM < (reachedM.get(onward) ?? Number.POSITIVE_INFINITY)) {
        reachedM.set(onward, atM + onward.lengthM);
      }
    }
  }
}

function nearest(reachedM: ReadonlyMap<Arc, number>, done: ReadonlySet<Arc>): readonly [Arc, number] | undefined {
  let best: readonly [Arc, number] | undefined;
  for (const entry of reachedM) {
    if (!done.has(entry[0]) && (best === undefined || entry[1] < best[1])) best = entry;
  }
  return best;
}
