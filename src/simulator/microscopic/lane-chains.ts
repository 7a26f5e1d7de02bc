import { invariant } from '../../kernel/assert.ts';
import type { Network } from './network.ts';

/** Few lanes hold more vehicles than this: those of one lane and the next lie side by side, and a step reads memory in order. */
const NEAR = 16;

/**
 * The vehicles of every lane, front to back, as rows of vehicle slots: the first of each lane in one place, the rest of a longer
 * queue in another. A vehicle inside a node already belongs to the lane it drives to, at a negative position (minus what is left
 * of its path), so that one order holds across the node and whoever merges into a lane takes a place in it. Positions fall
 * strictly along a chain.
 */
export class LaneChains {
  readonly count: Int32Array;
  readonly #slots: Int32Array;
  /** Per lane: what to add to a place from NEAR on to find it in `#slots`; and how many places the lane has. */
  readonly #far: Int32Array;
  readonly #room: Int32Array;
  readonly #positionM: Float64Array;

  /** The shortest vehicle of all bounds how many fit on a lane. */
  constructor(net: Network, positionM: Float64Array, shortestM: number) {
    this.count = new Int32Array(net.laneCount);
    this.#far = new Int32Array(net.laneCount);
    this.#room = new Int32Array(net.laneCount);
    let total = net.laneCount * NEAR;
    for (let lane = 0; lane < net.laneCount; lane++) {
      const most = (net.laneLengthM[lane]! + net.laneLongestPathM[lane]!) / shortestM + 3;
      let room = NEAR;
      while (room < most) room *= 2;
      this.#far[lane] = total - NEAR;
      this.#room[lane] = room;
      total += room - NEAR;
    }
    this.#slots = new Int32Array(total);
    this.#positionM = positionM;
  }

  /** The i-th vehicle from the front. */
  at(lane: number, i: number): number {
    return this.#slots[i < NEAR ? lane * NEAR + i : this.#far[lane]! + i]!;
  }

  /** The hindmost vehicle, -1 when the lane is empty. */
  last(lane: number): number {
    const n = this.count[lane]!;
    return n === 0 ? -1 : this.at(lane, n - 1);
  }

  /** Puts another vehicle, or the same under another number, at a place that is taken. */
  put(lane: number, i: number, vehicle: number): void {
    this.#slots[i < NEAR ? lane * NEAR + i : this.#far[lane]! + i] = vehicle;
  }

  append(lane: number, vehicle: number): void {
    this.insert(lane, this.count[lane]!, vehicle);
  }

  removeFirst(lane: number): void {
    this.remove(lane, 0);
  }

  /** How many vehicles of the lane are ahead of this position: the index a vehicle there has or would get. */
  ahead(lane: number, positionM: number): number {
    let low = 0;
    let high = this.count[lane]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#positionM[this.at(lane, middle)]! > positionM) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  insert(lane: number, index: number, vehicle: number): void {
    const n = this.count[lane]!;
    invariant(n < this.#room[lane]!, 'more vehicles on a lane than fit');
    for (let i = n; i > index; i--) this.put(lane, i, this.at(lane, i - 1));
    this.put(lane, index, vehicle);
    this.count[lane] = n + 1;
  }

  remove(lane: number, index: number): void {
    const n = this.count[lane]! - 1;
    for (let i = index; i < n; i++) this.put(lane, i, this.at(lane, i + 1));
    this.count[lane] = n;
  }
}
