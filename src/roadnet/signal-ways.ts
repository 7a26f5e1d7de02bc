import { compiledRoads } from './fastest/compiled-roads.ts';
import { growTree, type WayTree } from './fastest/tree.ts';
import type { TurnArcs } from './fastest/turn-arcs.ts';
import { FREE_FLOW } from './live-conditions.ts';
import type { RoadIndex } from './road-index.ts';

/** The fastest way from a link to the node at the end of another, both by number on the map. */
export interface SignalWay {
  readonly from: number;
  readonly to: number;
  readonly signals: number;
  /** Turns other than straight on. */
  readonly turns: number;
  readonly lengthM: number;
}

/** Counts signals, turns and metres along the fastest ways of a map, from one link at a time. */
export class SignalWays {
  readonly #index: RoadIndex;
  readonly #arcs: TurnArcs;
  readonly #freeFlowS: Float64Array;
  /** Per arc, 1 or 0. */
  readonly #isSignal: Uint8Array;
  readonly #isTurn: Uint8Array;
  /** Per compiled link, along the way to its end, as far as `#counted` says. */
  readonly #signals: Int32Array;
  readonly #turns: Int32Array;
  readonly #lengthM: Float64Array;
  readonly #counted: Uint8Array;

  constructor(index: RoadIndex) {
    const { arcs, secondsUnder } = compiledRoads(index);
    const { movements, links } = index.map;
    this.#index = index;
    this.#arcs = arcs;
    this.#freeFlowS = secondsUnder(FREE_FLOW);
    this.#isSignal = new Uint8Array(movements.length);
    this.#isTurn = new Uint8Array(movements.length);
    movements.forEach(({ id, turn }, i) => {
      const arc = arcs.arcOf[i]!;
      this.#isSignal[arc] = index.findGroupOf(id) === undefined ? 0 : 1;
      this.#isTurn[arc] = turn === 'through' ? 0 : 1;
    });
    this.#signals = new Int32Array(links.length);
    this.#turns = new Int32Array(links.length);
    this.#lengthM = new Float64Array(links.length);
    this.#counted = new Uint8Array(links.length);
  }

  /** Of the fastest ways from a link to any node, through `atMost` signals, the one through most; of several that with the fewest turns, then the longest. */
  bestFrom(from: number, atMost: number): SignalWay {
    const first = this.#arcs.linkOf[from]!;
    const tree = growTree(this.#arcs, this.#freeFlowS, first);
    this.#counted.fill(0);
    this.#counted[first] = 1;
    [this.#signals[first], this.#turns[first], this.#lengthM[first]] = [0, 0, this.#lengthOf(first)];
    let best = this.#wayTo(from, first);
    for (const { id } of this.#index.map.nodes) {
      const to = this.#lastLink(tree, id);
      if (to === undefined) continue;
      this.#countTo(tree, to);
      const way = this.#wayTo(from, to);
      if (way.signals <= atMost && isBetter(way, best)) best = way;
    }
    return best;
  }

  #lengthOf(link: number): number {
    return this.#index.map.links[this.#arcs.onMap[link]!]!.lengthM;
  }

  #wayTo(from: number, to: number): SignalWay {
    return { from, to: this.#arcs.onMap[to]!, signals: this.#signals[to]!, turns: this.#turns[to]!, lengthM: this.#lengthM[to]! };
  }

  /** Link by which a node is reached first, the earlier on the map where several are. */
  #lastLink({ reachS }: WayTree, node: string): number | undefined {
    let last: number | undefined;
    for (const { id } of this.#index.linksInto(node)) {
      const link = this.#arcs.linkOf[this.#index.linkNumber(id)]!;
      if (reachS[link]! < (last === undefined ? Number.POSITIVE_INFINITY : reachS[last]!)) last = link;
    }
    return last;
  }

  /** Counts along the way to a link, from where others have been counted on. */
  #countTo({ before }: WayTree, to: number): void {
    const uncounted: number[] = [];
    for (let link = to; this.#counted[link] === 0; link = before[link]!) uncounted.push(link);
    for (const link of uncounted.reverse()) {
      const last = before[link]!;
      let arc = this.#arcs.firstOut[last]!;
      while (this.#arcs.head[arc] !== link) arc++;
      this.#signals[link] = this.#signals[last]! + this.#isSignal[arc]!;
      this.#turns[link] = this.#turns[last]! + this.#isTurn[arc]!;
      this.#lengthM[link] = this.#lengthM[last]! + this.#lengthOf(link);
      this.#counted[link] = 1;
    }
  }
}

export function isBetter(a: SignalWay, b: SignalWay): boolean {
  if (a.signals !== b.signals) return a.signals > b.signals;
  return a.turns < b.turns || (a.turns === b.turns && a.lengthM > b.lengthM);
}
