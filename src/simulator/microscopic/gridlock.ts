import type { MapLink } from '../../roadnet/map.ts';
import type { Gridlock } from '../simulator.ts';
import { hasRoomBeyond } from './keep-clear.ts';
import type { World } from './world.ts';

const LOOK_EVERY_S = 10;
/** Everyone on a lane must have stood so long before it counts as stuck. */
const STOOD_S = 60;
const STANDING_MPS = 0.1;
/** Movement of all of a lane's vehicles together that is still standing: drivers at rest settle by millimetres. */
const SETTLING_M = 0.5;

/**
 * Looks for gridlock: a ring of lanes, each full of standing vehicles, whose heads each wait for room on the next. None of them
 * can ever move, whatever the signals show, so that what is found here is no long queue. Looks every 10 s of simulated time, and
 * allocates nothing until it has found one.
 */
export class GridlockWatch {
  readonly #world: World;
  readonly #links: readonly MapLink[];
  readonly #stepsBetween: number;
  /** Per lane: since when all on it have stood (infinite: they do not), and what shows that they are the same in the same places. */
  readonly #standsSinceS: Float64Array;
  readonly #vehicles: Int32Array;
  readonly #head: Int32Array;
  readonly #sumM: Float64Array;
  /** Per lane: the walk that came over it, counted from 1 in each look. */
  readonly #walk: Int32Array;
  #ring: readonly number[] = [];
  #found: Gridlock | undefined;

  constructor(world: World, links: readonly MapLink[]) {
    const { laneCount } = world.net;
    this.#world = world;
    this.#links = links;
    this.#stepsBetween = Math.max(1, Math.round(LOOK_EVERY_S / world.stepS));
    this.#standsSinceS = new Float64Array(laneCount).fill(Number.POSITIVE_INFINITY);
    this.#vehicles = new Int32Array(laneCount);
    this.#head = new Int32Array(laneCount);
    this.#sumM = new Float64Array(laneCount);
    this.#walk = new Int32Array(laneCount);
  }

  /** The ring that waits now. */
  get found(): Gridlock | undefined {
    return this.#found;
  }

  /** After every step. */
  observe(): void {
    if (this.#world.step % this.#stepsBetween !== 0) return;
    for (let lane = 0; lane < this.#world.net.laneCount; lane++) this.#noteStanding(lane);
    if (this.#found !== undefined && this.#ring.every((lane) => this.#isStuck(lane))) return;
    const inRing = this.#findLaneOfRing();
    this.#ring = inRing < 0 ? [] : this.#ringFrom(inRing);
    this.#found = inRing < 0 ? undefined : this.#describe(this.#ring);
  }

  #noteStanding(lane: number): void {
    const { chains, vehicles } = this.#world;
    const count = chains.count[lane]!;
    let sumM = 0;
    let standing = count > 0;
    for (let i = 0; standing && i < count; i++) {
      const vehicle = chains.at(lane, i);
      standing = vehicles.speedMps[vehicle]! < STANDING_MPS;
      sumM += vehicles.positionM[vehicle]!;
    }
    if (!standing) {
      this.#standsSinceS[lane] = Number.POSITIVE_INFINITY;
      return;
    }
    const head = vehicles.demand[chains.at(lane, 0)]!;
    const moved = Math.abs(sumM - this.#sumM[lane]!) > SETTLING_M || head !== this.#head[lane] || count !== this.#vehicles[lane];
    if (this.#standsSinceS[lane] !== Number.POSITIVE_INFINITY && !moved) return;
    this.#standsSinceS[lane] = this.#world.step * this.#world.stepS;
    this.#vehicles[lane] = count;
    this.#head[lane] = head;
    this.#sumM[lane] = sumM;
  }

  #isStuck(lane: number): boolean {
    return this.#world.step * this.#world.stepS - this.#standsSinceS[lane]! >= STOOD_S;
  }

  /** Follows who waits for whom from every stuck lane; a walk that comes back to itself has found a ring. -1 for none. */
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

  /** The lane on which a stuck lane's head waits for room, -1 when it waits for something else. */
  #waitsFor(lane: number): number {
    if (!this.#isStuck(lane)) return -1;
    const { chains, vehicles } = this.#world;
    const head = chains.at(lane, 0);
    const toLane = vehicles.toLane[head]!;
    // Who has not chosen a lane beyond has not been let go since it came to the bar: it waits for its signal.
    if (vehicles.movement[head]! < 0 || toLane < 0) return -1;
    return hasRoomBeyond(this.#world, head, toLane, 0) ? -1 : toLane;
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
