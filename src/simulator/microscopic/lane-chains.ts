import { invariant } from '../../kernel/assert.ts';
import type { Network } from './network.ts';

/**
 * The vehicles of every lane, front to back, as a ring of vehicle slots per lane. A vehicle inside a node already belongs to
 * the lane it drives to, at a negative position (minus what is left of its path), so that one order holds across the node and
 * whoever merges into a lane takes a place in it. Positions fall strictly along a chain.
 */
export class LaneChains {
  readonly count: Int32Array;
  readonly head: Int32Array;
  readonly base: Int32Array;
  readonly ringMask: Int32Array;
  readonly slots: Int32Array;
  readonly #positionM: Float64Array;

  /** The shortest vehicle of all bounds how many fit on a lane. */
  constructor(net: Network, positionM: Float64Array, shortestM: number) {
    this.count = new Int32Array(net.laneCount);
    this.head = new Int32Array(net.laneCount);
    this.base = new Int32Array(net.laneCount);
    this.ringMask = new Int32Array(net.laneCount);
    let total = 0;
    for (let lane = 0; lane < net.laneCount; lane++) {
      const most = (net.laneLengthM[lane]! + net.laneLongestPathM[lane]!) / shortestM + 3;
      let size = 4;
      while (size < most) size *= 2;
      this.base[lane] = total;
      this.ringMask[lane] = size - 1;
      total += size;
    }
    this.slots = new Int32Array(total);
    this.#positionM = positionM;
  }

  /** The i-th vehicle from the front. */
  at(lane: number, i: number): number {
    return this.slots[this.base[lane]! + ((this.head[lane]! + i) & this.ringMask[lane]!)]!;
  }

  /** The hindmost vehicle, -1 when the lane is empty. */
  last(lane: number): number {
    const n = this.count[lane]!;
    return n === 0 ? -1 : this.at(lane, n - 1);
  }

  append(lane: number, vehicle: number): void {
    const n = this.count[lane]!;
    invariant(n <= this.ringMask[lane]!, 'more vehicles on a lane than fit');
    this.slots[this.base[lane]! + ((this.head[lane]! + n) & this.ringMask[lane]!)] = vehicle;
    this.count[lane] = n + 1;
  }

  removeFirst(lane: number): void {
    this.head[lane] = (this.head[lane]! + 1) & this.ringMask[lane]!;
    this.count[lane] = this.count[lane]! - 1;
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
    const { slots } = this;
    const base = this.base[lane]!;
    const mask = this.ringMask[lane]!;
    const head = this.head[lane]!;
    const n = this.count[lane]!;
    invariant(n <= mask, 'more vehicles on a lane than fit');
    for (let i = n; i > index; i--) slots[base + ((head + i) & mask)] = slots[base + ((head + i - 1) & mask)]!;
    slots[base + ((head + index) & mask)] = vehicle;
    this.count[lane] = n + 1;
  }

  remove(lane: number, index: number): void {
    const { slots } = this;
    const base = this.base[lane]!;
    const mask = this.ringMask[lane]!;
    const head = this.head[lane]!;
    const n = this.count[lane]! - 1;
    for (let i = index; i < n; i++) slots[base + ((head + i) & mask)] = slots[base + ((head + i + 1) & mask)]!;
    this.count[lane] = n;
  }
}
