/** Lanes that lead to one at a bar, the nearer ones first, each once: what a driver can look along. */
export class Glance {
  readonly lane: Int32Array;
  /** From the lane's end to that bar, and how many bars lie between. */
  readonly endM: Float64Array;
  readonly bars: Int32Array;
  /** Per lane: the last glance that took it in. */
  readonly seenIn: Int32Array;
  number = 0;

  constructor(laneCount: number) {
    this.lane = new Int32Array(laneCount + 1);
    this.endM = new Float64Array(laneCount + 1);
    this.bars = new Int32Array(laneCount + 1);
    this.seenIn = new Int32Array(laneCount);
  }
}
