import { LinkHeap } from './heap.ts';
import { outward, spread } from './spread.ts';
import type { TurnArcs } from './turn-arcs.ts';

/** Fastest ways from one link to every other, by the same rule among equals as a search for one of them; links by their compiled numbers. */
export interface WayTree {
  /** Seconds to the end of a link, those along the first not counted; Infinity where no way leads. */
  readonly reachS: Float64Array;
  /** Link before each on the way to it; -1 for the first and where no way leads. */
  readonly before: Int32Array;
}

export function growTree(arcs: TurnArcs, secondsOfArc: Float64Array, source: number): WayTree {
  const reachS = new Float64Array(arcs.links);
  spread(outward(arcs, secondsOfArc), source, new LinkHeap(arcs.links), reachS);
  const before = new Int32Array(arcs.links).fill(-1);
  const { firstIn, inArc, inTail } = arcs;
  for (let link = 0; link < arcs.links; link++) {
    if (link === source || reachS[link] === Number.POSITIVE_INFINITY) continue;
    let i = firstIn[link]!;
    while (reachS[inTail[i]!]! + secondsOfArc[inArc[i]!]! !== reachS[link]) i++;
    before[link] = inTail[i]!;
  }
  return { reachS, before };
}

/** From the tree's first link to a link that a way leads to. */
export function wayTo({ before }: WayTree, link: number): readonly number[] {
  const way: number[] = [];
  for (let at = link; at >= 0; at = before[at]!) way.push(at);
  return way.reverse();
}
