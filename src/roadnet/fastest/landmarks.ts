import { LinkHeap } from './heap.ts';
import { inward, outward, spread } from './spread.ts';
import type { TurnArcs } from './turn-arcs.ts';

/**
 * Free-flow seconds between every link and some links at the rim, from which follows how far two links lie apart at least (Goldberg and
 * Harrelson 2005): d(u, t) >= d(L, t) - d(L, u) and d(u, t) >= d(u, L) - d(t, L). They hold as long as no way gets faster than in free flow.
 */
export interface Landmarks {
  readonly count: number;
  /** Row of a link: for each landmark the time from it and the time to it in ticks, `NO_WAY` where none leads. */
  readonly ticks: Int32Array;
}

/** Whole numbers take half the memory. Times are rounded down to ticks arc by arc, so that they stay lower bounds that agree with each other. */
export const TICKS_PER_S = 1024;
export const NO_WAY = 0x7fffffff;
/** Twelve days; a landmark that is farther from any link is not used, so that no difference of two times looks like `NO_WAY`. */
export const MOST_TICKS = 0x3fffffff;

export const NO_LANDMARKS: Landmarks = { count: 0, ticks: new Int32Array(0) };

/** More make searches narrower and each step of them dearer. */
const MOST = 16;
/** A first link that reaches less than this share of the map is not in its main part. */
const MAIN_SHARE = 0.5;
const TRIES = 8;

/** Chooses each landmark farthest from those before it, there and back; the lowest link where several are. */
export function placeLandmarks(arcs: TurnArcs): Landmarks {
  const survey = new Survey(arcs);
  const apartS = survey.mainPart();
  const columns: Distances[] = [];
  while (columns.length < MOST) {
    const link = farthest(apartS);
    if (link === undefined) break;
    const distances = survey.around(link);
    if (!isNear(distances)) break;
    columns.push(distances);
    for (let i = 0; i < arcs.links; i++) {
      const bothS = distances.fromS[i]! + distances.toS[i]!;
      if (columns.length === 1 ? apartS[i]! < Number.POSITIVE_INFINITY : bothS < apartS[i]!) apartS[i] = bothS;
    }
  }
  return { count: columns.length, ticks: rowsOf(columns, arcs.links) };
}

interface Distances {
  readonly fromS: Float64Array;
  readonly toS: Float64Array;
}

class Survey {
  readonly #arcs: TurnArcs;
  readonly #heap: LinkHeap;
  readonly #out;
  readonly #in;

  constructor(arcs: TurnArcs) {
    this.#arcs = arcs;
    this.#heap = new LinkHeap(arcs.links);
    const roundedS = arcs.freeFlowS.map((seconds) => Math.floor(seconds * TICKS_PER_S) / TICKS_PER_S);
    this.#out = outward(arcs, roundedS);
    this.#in = inward(arcs, roundedS);
  }

  around(link: number): Distances {
    const fromS = new Float64Array(this.#arcs.links);
    const toS = new Float64Array(this.#arcs.links);
    spread(this.#out, link, this.#heap, fromS);
    spread(this.#in, link, this.#heap, toS);
    return { fromS, toS };
  }

  /** Seconds there and back from a link whose like is most of the map; Infinity outside of that part. */
  mainPart(): Float64Array {
    const { links } = this.#arcs;
    let largest = 0;
    let apartS = new Float64Array(links).fill(Number.POSITIVE_INFINITY);
    for (let attempt = 0; attempt < TRIES && largest < MAIN_SHARE * links; attempt++) {
      const { fromS, toS } = this.around(Math.floor((attempt * links) / TRIES));
      const bothS = fromS.map((seconds, i) => seconds + toS[i]!);
      const size = bothS.reduce((sum, seconds) => sum + (seconds < Number.POSITIVE_INFINITY ? 1 : 0), 0);
      if (size > largest) [largest, apartS] = [size, bothS];
    }
    return apartS;
  }
}

function isNear({ fromS, toS }: Distances): boolean {
  const near = (seconds: number): boolean => seconds === Number.POSITIVE_INFINITY || seconds * TICKS_PER_S <= MOST_TICKS;
  return fromS.every(near) && toS.every(near);
}

/** The link with most seconds; undefined when none has any. */
function farthest(apartS: Float64Array): number | undefined {
  let best: number | undefined;
  let mostS = 0;
  for (let link = 0; link < apartS.length; link++) {
    const seconds = apartS[link]!;
    if (seconds > mostS && seconds < Number.POSITIVE_INFINITY) [best, mostS] = [link, seconds];
  }
  return best;
}

function rowsOf(columns: readonly Distances[], links: number): Int32Array {
  const ticks = new Int32Array(links * 2 * columns.length);
  columns.forEach(({ fromS, toS }, k) => {
    for (let link = 0; link < links; link++) {
      const at = (link * columns.length + k) * 2;
      ticks[at] = ticksOf(fromS[link]!);
      ticks[at + 1] = ticksOf(toS[link]!);
    }
  });
  return ticks;
}

function ticksOf(seconds: number): number {
  return seconds === Number.POSITIVE_INFINITY ? NO_WAY : seconds * TICKS_PER_S;
}
