import { invariant } from '../../kernel/assert.ts';
import { LinkHeap } from './heap.ts';
import type { Landmarks } from './landmarks.ts';
import { LowerBound } from './lower-bound.ts';
import type { TurnArcs } from './turn-arcs.ts';

/** How far is looked back from where a search is to end, to see whether closures shut it in. */
const LOOK_BACK_LINKS = 64;

/**
 * The fastest way between links: A* with landmarks (ALT) over the turn-expanded graph. Among equally fast ways it is the one that, read from its end,
 * first has the link that comes earlier on the map where they differ. That is a rule about ways alone, so that it does not matter how the search goes about it, and
 * every part of the way that is found is the way that is found between its ends. Arrays are kept from search to search, marked with the number of the last that wrote.
 */
export class FastestSearch {
  readonly #arcs: TurnArcs;
  readonly #bound: LowerBound;
  readonly #heap: LinkHeap;
  /** Least seconds known from the start, and a lower bound on those left; of this search where `#seenIn` says so. */
  readonly #reachS: Float64Array;
  readonly #leftS: Float64Array;
  readonly #seenIn: Uint32Array;
  readonly #targetIn: Uint32Array;
  #search = 0;
  readonly #behind = new Int32Array(LOOK_BACK_LINKS);

  constructor(arcs: TurnArcs, landmarks: Landmarks) {
    this.#arcs = arcs;
    this.#bound = new LowerBound(landmarks);
    this.#heap = new LinkHeap(arcs.links);
    this.#reachS = new Float64Array(arcs.links);
    this.#leftS = new Float64Array(arcs.links);
    this.#seenIn = new Uint32Array(arcs.links);
    this.#targetIn = new Uint32Array(arcs.links);
  }

  /**
   * Links of the fastest way from a link to the end of one of the targets, both included; undefined when none leads there.
   * `secondsOfArc` must not lie below free flow.
   */
  find(secondsOfArc: Float64Array, source: number, targets: readonly number[]): readonly number[] | undefined {
    if (targets.includes(source)) return [source];
    if (this.#isShutIn(secondsOfArc, source, targets)) return undefined;
    this.#begin();
    for (const target of targets) this.#targetIn[target] = this.#search;
    this.#bound.aim(targets);
    const bestS = this.#explore(secondsOfArc, source);
    if (bestS === Number.POSITIVE_INFINITY) return undefined;
    const { onMap } = this.#arcs;
    const nearest = targets.filter((target) => this.#reach(target) === bestS);
    const last = nearest.reduce((first, target) => (onMap[target]! < onMap[first]! ? target : first));
    return this.#trace(secondsOfArc, source, last);
  }

  /** Takes a new number; the marks are wiped when the numbers have come round. */
  #begin(): void {
    this.#search = (this.#search + 1) >>> 0;
    if (this.#search > 0) return;
    this.#seenIn.fill(0);
    this.#targetIn.fill(0);
    this.#search = 1;
  }

  #reach(link: number): number {
    return this.#seenIn[link] === this.#search ? this.#reachS[link]! : Number.POSITIVE_INFINITY;
  }

  /** Whether the links behind the targets are few and the source is not among them: then nothing need be searched. */
  #isShutIn(secondsOfArc: Float64Array, source: number, targets: readonly number[]): boolean {
    const { firstIn, inArc, inTail } = this.#arcs;
    const behind = this.#behind;
    if (targets.length >= LOOK_BACK_LINKS) return false;
    this.#begin();
    let known = 0;
    for (const target of targets) {
      if (this.#seenIn[target] === this.#search) continue;
      this.#seenIn[target] = this.#search;
      behind[known++] = target;
    }
    for (let looked = 0; looked < known; looked++) {
      const link = behind[looked]!;
      for (let i = firstIn[link]!; i < firstIn[link + 1]!; i++) {
        const from = inTail[i]!;
        if (this.#seenIn[from] === this.#search || secondsOfArc[inArc[i]!] === Number.POSITIVE_INFINITY) continue;
        if (from === source || known === LOOK_BACK_LINKS) return false;
        this.#seenIn[from] = this.#search;
        behind[known++] = from;
      }
    }
    return true;
  }

  /** Seconds to the nearest target; every link of every way that takes as long is then reached in its least time. */
  #explore(secondsOfArc: Float64Array, source: number): number {
    const { firstOut, head } = this.#arcs;
    const heap = this.#heap;
    const bound = this.#bound;
    const reachS = this.#reachS;
    const leftS = this.#leftS;
    const seenIn = this.#seenIn;
    const targetIn = this.#targetIn;
    const search = this.#search;
    let bestS = Number.POSITIVE_INFINITY;
    heap.clear();
    seenIn[source] = search;
    reachS[source] = 0;
    leftS[source] = bound.of(source);
    if (leftS[source]! < bestS) heap.put(source, leftS[source]!);
    while (heap.size > 0 && heap.leastKey <= bestS) {
      const link = heap.take();
      const here = reachS[link]!;
      if (targetIn[link] === search) {
        if (here < bestS) bestS = here;
        continue;
      }
      const end = firstOut[link + 1]!;
      for (let arc = firstOut[link]!; arc < end; arc++) {
        const to = head[arc]!;
        const there = here + secondsOfArc[arc]!;
        if (seenIn[to] !== search) {
          seenIn[to] = search;
          leftS[to] = bound.of(to);
        } else if (there >= reachS[to]!) continue;
        reachS[to] = there;
        const key = there + leftS[to]!;
        if (key <= bestS && key < Number.POSITIVE_INFINITY) heap.put(to, key);
      }
    }
    return bestS;
  }

  /** From its end to its start, along arcs that lose no time: the first of them in a row where there are several. */
  #trace(secondsOfArc: Float64Array, source: number, target: number): readonly number[] {
    const { firstIn, inArc, inTail } = this.#arcs;
    const way = [target];
    for (let link = target; link !== source; ) {
      const there = this.#reachS[link]!;
      let i = firstIn[link]!;
      while (this.#reach(inTail[i]!) + secondsOfArc[inArc[i]!]! !== there) i++;
      invariant(i < firstIn[link + 1]!, 'a way breaks off');
      link = inTail[i]!;
      way.push(link);
    }
    return way.reverse();
  }
}
