import type { MapLink } from '../../roadnet/map.ts';
import type { Gridlock } from '../simulator.ts';
import { addAwaitedLanes, SETTLING_M, STANDING_MPS } from './awaited-lanes.ts';
import type { World } from './world.ts';

const LOOK_EVERY_S = 10;
/** A head must have stood so long before it counts as stuck. */
const STOOD_S = 60;
const Seen = { no: 0, onPath: 1, before: 2 } as const;

/**
 * Looks for gridlock: a ring of lanes whose heads each wait until the head of the next has gone. None of them can move, whatever
 * the signals show, so that what is found here is no long queue. Looks every 10 s of simulated time.
 */
export class GridlockWatch {
  readonly #world: World;
  readonly #links: readonly MapLink[];
  readonly #stepsBetween: number;
  /** Per lane: its first vehicle, by its number in the demand, where it stands and since when (infinite: it moves). */
  readonly #head: Int32Array;
  readonly #headM: Float64Array;
  readonly #standsSinceS: Float64Array;
  /** Per lane, in one look: one of `Seen`; the lanes from the first one on to the one looked at; and those still to be looked at. */
  readonly #seen: Uint8Array;
  readonly #path: number[] = [];
  readonly #open: number[] = [];
  #ring: readonly number[] = [];
  #found: Gridlock | undefined;

  constructor(world: World, links: readonly MapLink[]) {
    const { laneCount } = world.net;
    this.#world = world;
    this.#links = links;
    this.#stepsBetween = Math.max(1, Math.round(LOOK_EVERY_S / world.stepS));
    this.#head = new Int32Array(laneCount);
    this.#headM = new Float64Array(laneCount);
    this.#standsSinceS = new Float64Array(laneCount).fill(Number.POSITIVE_INFINITY);
    this.#seen = new Uint8Array(laneCount);
  }

  /** The ring that waits now. */
  get found(): Gridlock | undefined {
    return this.#found;
  }

  /** After every step. */
  observe(): void {
    if (this.#world.step % this.#stepsBetween !== 0) return;
    for (let lane = 0; lane < this.#world.net.laneCount; lane++) this.#noteHead(lane);
    if (this.#found !== undefined && this.#ring.every((lane) => this.#standsSinceS[lane]! <= this.#found!.sinceS)) return;
    this.#ring = this.#findRing();
    this.#found = this.#ring.length === 0 ? undefined : this.#describe(this.#ring);
  }

  #noteHead(lane: number): void {
    const { chains, vehicles, step, stepS } = this.#world;
    const head = chains.count[lane] === 0 ? -1 : chains.at(lane, 0);
    if (head < 0 || vehicles.speedMps[head]! >= STANDING_MPS) {
      this.#standsSinceS[lane] = Number.POSITIVE_INFINITY;
      return;
    }
    const number = vehicles.demand[head]!;
    const positionM = vehicles.positionM[head]!;
    const settled = number === this.#head[lane] && positionM - this.#headM[lane]! < SETTLING_M;
    if (settled && this.#standsSinceS[lane] !== Number.POSITIVE_INFINITY) return;
    this.#head[lane] = number;
    this.#headM[lane] = positionM;
    this.#standsSinceS[lane] = step * stepS;
  }

  /** The lanes of a ring, each of whose heads waits for that of the next; none: empty. Follows who waits for whom, in depth. */
  #findRing(): readonly number[] {
    const [seen, path, open] = [this.#seen, this.#path, this.#open];
    seen.fill(Seen.no);
    path.length = 0;
    for (let start = 0; start < seen.length; start++) {
      if (seen[start] === Seen.no && this.#isStuck(start)) open.push(start);
      while (open.length > 0) {
        const lane = open.at(-1)!;
        if (seen[lane] !== Seen.no) {
          open.pop();
          if (path.at(-1) === lane) seen[path.pop()!] = Seen.before;
          continue;
        }
        seen[lane] = Seen.onPath;
        path.push(lane);
        const firstAwaited = open.length;
        if (this.#isStuck(lane)) addAwaitedLanes(this.#world, lane, open);
        const back = open.findIndex((next, i) => i >= firstAwaited && seen[next] === Seen.onPath);
        if (back < 0) continue;
        const ring = path.slice(path.indexOf(open[back]!));
        open.length = 0;
        return ring;
      }
    }
    return [];
  }

  #isStuck(lane: number): boolean {
    return this.#world.step * this.#world.stepS - this.#standsSinceS[lane]! >= STOOD_S;
  }

  #describe(ring: readonly number[]): Gridlock {
    const { laneLink } = this.#world.net;
    const links = ring.map((lane) => this.#links[laneLink[lane]!]!.id);
    return { sinceS: Math.max(...ring.map((lane) => this.#standsSinceS[lane]!)), links: [...new Set(links)] };
  }
}
