import type { LinkHeap } from './heap.ts';
import type { TurnArcs } from './turn-arcs.ts';

/** The graph in one direction: neighbours of link u and the seconds to them stand from `first[u]` to `first[u + 1]`. */
export interface Rows {
  readonly first: Int32Array;
  readonly next: Int32Array;
  readonly seconds: Float64Array;
}

export function outward(arcs: TurnArcs, secondsOfArc: Float64Array): Rows {
  return { first: arcs.firstOut, next: arcs.head, seconds: secondsOfArc };
}

/** Against the traffic: from where a link is reached. */
export function inward(arcs: TurnArcs, secondsOfArc: Float64Array): Rows {
  return { first: arcs.firstIn, next: arcs.inTail, seconds: Float64Array.from(arcs.inArc, (arc) => secondsOfArc[arc]!) };
}

/** Least seconds from one link to every other into `reachS`, Infinity where no way leads (Dijkstra's algorithm). */
export function spread({ first, next, seconds }: Rows, source: number, heap: LinkHeap, reachS: Float64Array): void {
  reachS.fill(Number.POSITIVE_INFINITY);
  reachS[source] = 0;
  heap.clear();
  heap.put(source, 0);
  while (heap.size > 0) {
    const link = heap.take();
    const here = reachS[link]!;
    const end = first[link + 1]!;
    for (let i = first[link]!; i < end; i++) {
      const to = next[i]!;
      const there = here + seconds[i]!;
      if (there < reachS[to]!) {
        reachS[to] = there;
        heap.put(to, there);
      }
    }
  }
}
