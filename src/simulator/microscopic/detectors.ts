import { invariant } from '../../kernel/assert.ts';
import type { DetectorPlan, DetectorReading } from '../simulator.ts';
import { beyondBarM } from './motion.ts';
import type { World } from './world.ts';

/** Nobody drives faster than this many times the highest limit. */
const FASTEST_FACTOR = 3;

/**
 * Loops in the road, read after every step. A vehicle counts when its front bumper has passed a loop's upstream edge in the
 * step, in whichever lane of the link it was before: that it did so is known from where it was seen at the end of the step before.
 * Only one that drives over a loop and out of the network within one step is not counted.
 */
export class Detectors {
  readonly #world: World;
  readonly #count: Int32Array;
  readonly #occupied: Uint8Array;
  readonly #lastOccupiedS: Float64Array;
  readonly #link: Int32Array;
  readonly #lane: Int32Array;
  /** Edges of each loop, from the link's start; of the downstream edge also its distance to the bar. */
  readonly #upstreamEdgeM: Float64Array;
  readonly #downstreamEdgeM: Float64Array;
  readonly #toBarM: Float64Array;
  /** Further than this nobody comes in a step. */
  readonly #reachM: number;
  /** One detector for each upstream edge that several share across the lanes of a link. */
  readonly #sites: Int32Array;
  /** Per vehicle of the demand: where it was at the end of which step. */
  readonly #seenM: Float64Array;
  readonly #seenLink: Int32Array;
  readonly #seenStep: Int32Array;

  constructor(world: World, plans: readonly DetectorPlan[]) {
    const { net, demand, stepS } = world;
    this.#world = world;
    this.#count = new Int32Array(plans.length);
    this.#occupied = new Uint8Array(plans.length);
    this.#lastOccupiedS = new Float64Array(plans.length).fill(Number.NEGATIVE_INFINITY);
    this.#link = Int32Array.from(plans, ({ link }) => net.linkNumber.get(link) ?? -1);
    invariant(!this.#link.includes(-1), 'a detector lies on a link that the map does not hold');
    this.#lane = Int32Array.from(plans, ({ lane }, n) => net.laneBase[this.#link[n]!]! + lane);
    this.#toBarM = Float64Array.from(plans, ({ upstreamM }) => upstreamM);
    this.#downstreamEdgeM = Float64Array.from(plans, ({ upstreamM }, n) => net.laneLengthM[this.#lane[n]!]! - upstreamM);
    this.#upstreamEdgeM = Float64Array.from(plans, ({ lengthM }, n) => this.#downstreamEdgeM[n]! - lengthM);
    for (let n = 0; n < plans.length; n++) {
      invariant(this.#upstreamEdgeM[n]! >= net.laneStartM[this.#lane[n]!]!, 'a detector lies before the beginning of its lane');
    }
    let fastestMps = 0;
    for (const limitMps of net.linkLimitMps) if (limitMps > fastestMps) fastestMps = limitMps;
    this.#reachM = FASTEST_FACTOR * fastestMps * stepS;
    const shared = new Map(plans.map((_, n) => [`${this.#link[n]} ${this.#upstreamEdgeM[n]}`, n]));
    this.#sites = Int32Array.from(shared.values());
    this.#seenM = new Float64Array(demand.count);
    this.#seenLink = new Int32Array(demand.count).fill(-1);
    this.#seenStep = new Int32Array(demand.count).fill(-1);
  }

  reading(n: number): DetectorReading {
    const { step, stepS } = this.#world;
    const occupied = this.#occupied[n] === 1;
    return { count: this.#count[n]!, occupied, gapS: occupied ? 0 : step * stepS - this.#lastOccupiedS[n]! };
  }

  /** At the end of a step, the world's time being that end. */
  observe(): void {
    const { chains, lastOut } = this.#world;
    for (let n = 0; n < this.#count.length; n++) {
      const lane = this.#lane[n]!;
      this.#occupied[n] = 0;
      if (chains.count[lane] === 0 && lastOut[lane]! < 0) continue;
      const past = chains.ahead(lane, this.#upstreamEdgeM[n]!);
      this.#countPassages(n, past);
      this.#seeOccupation(n, past);
    }
    for (const n of this.#sites) this.#rememberNear(n);
  }

  /** `past` vehicles of the lane have their fronts past the upstream edge. */
  #countPassages(n: number, past: number): void {
    const { chains, vehicles, lastOut } = this.#world;
    const lane = this.#lane[n]!;
    const edgeM = this.#upstreamEdgeM[n]!;
    let passed = 0;
    for (let i = past - 1; i >= 0; i--) {
      const slot = chains.at(lane, i);
      if (vehicles.positionM[slot]! > edgeM + this.#reachM) break;
      if (!this.#wasSeen(slot, n) || this.#seenM[vehicles.demand[slot]!]! <= edgeM) passed++;
    }
    // One that came over the edge and over the bar in the same step is on this lane no more.
    const out = lastOut[lane]!;
    if (out >= 0 && this.#wasSeen(out, n) && this.#seenM[vehicles.demand[out]!]! <= edgeM) passed++;
    this.#count[n] = this.#count[n]! + passed;
  }

  /** Was the vehicle near on the detector's link at the end of the step before? */
  #wasSeen(slot: number, n: number): boolean {
    const vehicle = this.#world.vehicles.demand[slot]!;
    return this.#seenStep[vehicle] === this.#world.step - 1 && this.#seenLink[vehicle] === this.#link[n];
  }

  /** The last vehicle whose front is past the upstream edge is the one that may be on the loop, or has left it in this step. */
  #seeOccupation(n: number, past: number): void {
    const { chains, vehicles, lastOut, step, stepS } = this.#world;
    const lane = this.#lane[n]!;
    const slot = past > 0 ? chains.at(lane, past - 1) : lastOut[lane]!;
    if (slot < 0) return;
    const rearPastM =
      past > 0
        ? vehicles.positionM[slot]! - vehicles.lengthM[slot]! - this.#downstreamEdgeM[n]!
        : beyondBarM(this.#world, slot) + this.#toBarM[n]!;
    const speedMps = vehicles.speedMps[slot]!;
    if (rearPastM < 0) {
      this.#occupied[n] = 1;
      this.#lastOccupiedS[n] = step * stepS;
    } else if (speedMps > 0 && rearPastM < speedMps * stepS) {
      const leftS = step * stepS - rearPastM / speedMps;
      if (leftS > this.#lastOccupiedS[n]!) this.#lastOccupiedS[n] = leftS;
    }
  }

  #rememberNear(n: number): void {
    const { net, chains, vehicles, step } = this.#world;
    const link = this.#link[n]!;
    const fromM = this.#upstreamEdgeM[n]! - this.#reachM;
    const toM = this.#upstreamEdgeM[n]! + this.#reachM;
    for (let lane = net.laneBase[link]!; lane < net.laneBase[link + 1]!; lane++) {
      for (let i = chains.ahead(lane, toM); i < chains.count[lane]!; i++) {
        const slot = chains.at(lane, i);
        if (vehicles.positionM[slot]! < fromM) break;
        const vehicle = vehicles.demand[slot]!;
        this.#seenM[vehicle] = vehicles.positionM[slot]!;
        this.#seenLink[vehicle] = link;
        this.#seenStep[vehicle] = step;
      }
    }
  }
}
