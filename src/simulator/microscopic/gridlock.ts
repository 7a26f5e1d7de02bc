import type { MapLink } from '../../roadnet/map.ts';
import type { Gridlock } from '../simulator.ts';
import { hasRoomBeyond } from './keep-clear.ts';
import { bestLaneBeyond } from './lane-beyond.ts';
import { BAR_GAP_M } from './parameters.ts';
import type { World } from './world.ts';

const LOOK_EVERY_S = 10;
/** A head must have stood so long before it counts as stuck. */
const STOOD_S = 60;
const STANDING_MPS = 0.1;
/** Movement that is still standing: drivers at rest settle by millimetres. */
const SETTLING_M = 0.5;

/**
 * Looks for gridlock: a ring of lanes whose heads each wait for room on the next, where there will be none until its own head
 * has gone. None of them can move, whatever the signals show, so that what is found here is no long queue. Looks every 10 s of
 * simulated time, and allocates nothing until it has found one.
 */
export class GridlockWatch {
  readonly #world: World;
  readonly #links: readonly MapLink[];
  readonly #stepsBetween: number;
  /** Per lane: its first vehicle, by its number in the demand, where it stands and since when (infinite: it moves). */
  readonly #head: Int32Array;
  readonly #headM: Float64Array;
  readonly #standsSinceS: Float64Array;
  /** Per lane: the walk that came over it, counted from 1 in each look. */
  readonly #walk: Int32Array;
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
    this.#walk = new Int32Array(laneCount);
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
    const inRing = this.#findLaneOfRing();
    this.#ring = inRing < 0 ? [] : this.#ringFrom(inRing);
    this.#found = inRing < 0 ? undefined : this.#describe(this.#ring);
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

  /** Follows who waits for whom from every lane; a walk that comes back to itself has found a ring. -1 for none. */
  #findLaneOfRing(): number {
    const walk = this.#walk;
    walk.fill(0);
    for (let start = 0; start < walk.length; start++) {
      let lane = start;
      while (lane >= 0 && walk[lane] === 0) {
        walk[lane] = start + 1;
        lane = this.#waitsFor(lane);
      }
      if (lane >= 0 && walk[lane] === start + 1) return lane;
    }
    return -1;
  }

  /** The lane on which a lane's head, when it has stood long enough, waits for room; -1 when it waits for something else. */
  #waitsFor(lane: number): number {
    const { chains, vehicles, step, stepS } = this.#world;
    if (step * stepS - this.#standsSinceS[lane]! < STOOD_S) return -1;
    const head = chains.at(lane, 0);
    const toLane = vehicles.toLane[head]!;
    // Who has not chosen a lane beyond has not been let go since it came to the bar: it waits for its signal.
    if (vehicles.movement[head]! < 0 || toLane < 0 || hasRoomBeyond(this.#world, head, toLane, 0)) return -1;
    const full = this.#firstTaken(toLane, vehicles.place[head]! + 1);
    return full >= 0 && this.#staysFull(full, head) ? full : -1;
  }

  /** Over lanes that are too short to take anyone and empty, the first one with vehicles; -1 when the way ends before. */
  #firstTaken(toLane: number, place: number): number {
    const { chains, routes } = this.#world;
    let lane = toLane;
    for (let at = place; lane >= 0 && chains.count[lane] === 0; at++) {
      lane = routes.movement[at]! < 0 ? -1 : bestLaneBeyond(this.#world, lane, at);
    }
    return lane;
  }

  /** No room will come up while the lane's head stands: everyone stands, or there is none even when all have closed up. */
  #staysFull(lane: number, vehicle: number): boolean {
    const { chains, vehicles, kinds, net } = this.#world;
    let standing = true;
    let takenM = vehicles.lengthM[vehicle]!;
    for (let i = 0; i < chains.count[lane]!; i++) {
      const other = chains.at(lane, i);
      if (vehicles.speedMps[other]! >= STANDING_MPS) standing = false;
      takenM += vehicles.lengthM[other]! + kinds.jamGapM[vehicles.kind[other]!]!;
    }
    return standing || takenM > net.laneLengthM[lane]! - BAR_GAP_M;
  }

  #ringFrom(first: number): number[] {
    const ring = [first];
    for (let lane = this.#waitsFor(first); lane !== first; lane = this.#waitsFor(lane)) ring.push(lane);
    return ring;
  }

  #describe(ring: readonly number[]): Gridlock {
    const { laneLink } = this.#world.net;
    const links = ring.map((lane) => this.#links[laneLink[lane]!]!.id);
    return { sinceS: Math.max(...ring.map((lane) => this.#standsSinceS[lane]!)), links: [...new Set(links)] };
  }
}
