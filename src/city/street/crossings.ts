import type { RandomStream } from '../../kernel/random.ts';
import type { Junction } from '../../roadnet/map.ts';
import { exponential } from '../../scenario/exponential.ts';
import type { Lamp } from '../../signal/lamp.ts';

/** What people on foot met, of those who came since figures are taken. */
export interface PedestrianTally {
  readonly served: number;
  /** Sum over those served. */
  readonly waitedS: number;
  /** Those who wait still. */
  readonly waiting: number;
  /** Of those served and of those who wait still, as far as they have waited. */
  readonly longestWaitS: number;
}

/**
 * People at the crossings (pedestrian groups) of one junction: Poisson arrivals from a stream per crossing. Who comes while walk
 * is shown goes at once; who comes at another time presses the button and goes when walk begins. Seconds since the run's start.
 */
export class Crossings {
  /** Between two arrivals at one crossing; Infinity when nobody comes. */
  readonly #meanGapS: number;
  /** Per group: undefined for vehicles. */
  readonly #streams: readonly (RandomStream | undefined)[];
  /** Per group: when the next one comes, whether walk was shown in the last step, how many wait. */
  readonly #nextS: Float64Array;
  readonly #walk: Uint8Array;
  readonly #waiting: Int32Array;
  /** Of those waiting who came since figures are taken: how many, the sum of their times of arrival, the first. */
  readonly #counted: Int32Array;
  readonly #arrivedS: Float64Array;
  readonly #firstS: Float64Array;
  readonly #figuresFromS: number;
  /** When the next one comes anywhere. */
  #soonestS = Number.NEGATIVE_INFINITY;
  #served = 0;
  #waitedS = 0;
  #longestWaitS = 0;

  constructor(junction: Junction, perHour: number, figuresFromS: number, stream: RandomStream) {
    const { groups } = junction;
    this.#meanGapS = perHour > 0 ? 3600 / perHour : Number.POSITIVE_INFINITY;
    this.#streams = groups.map(({ kind, id }) => (kind === 'pedestrian' ? stream.fork(id) : undefined));
    this.#nextS = Float64Array.from(this.#streams, (own) =>
      own === undefined ? Number.POSITIVE_INFINITY : this.#meanGapS * exponential(own),
    );
    this.#walk = new Uint8Array(groups.length);
    this.#waiting = new Int32Array(groups.length);
    this.#counted = new Int32Array(groups.length);
    this.#arrivedS = new Float64Array(groups.length);
    this.#firstS = new Float64Array(groups.length);
    this.#figuresFromS = figuresFromS;
  }

  /** Somebody waits for walk. */
  calls(group: number): boolean {
    return this.#waiting[group] !== 0;
  }

  /** Those who have come by then, before the lamps of the step that begins at `nowS`. */
  arrive(nowS: number): void {
    if (nowS < this.#soonestS) return;
    this.#soonestS = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.#nextS.length; i++) {
      while ((this.#nextS[i] as number) <= nowS) {
        this.#come(i, this.#nextS[i] as number);
        this.#nextS[i] = (this.#nextS[i] as number) + this.#meanGapS * exponential(this.#streams[i] as RandomStream);
      }
      this.#soonestS = Math.min(this.#soonestS, this.#nextS[i] as number);
    }
  }

  /** The lamps from `nowS` on; told whenever one changes. */
  see(nowS: number, lamps: readonly Lamp[]): void {
    for (let i = 0; i < this.#walk.length; i++) {
      const walk = lamps[i] === 'green' && this.#streams[i] !== undefined;
      if (walk && this.#waiting[i] !== 0) this.#go(i, nowS);
      this.#walk[i] = walk ? 1 : 0;
    }
  }

  tally(nowS: number): PedestrianTally {
    let waiting = 0;
    let longestWaitS = this.#longestWaitS;
    for (let i = 0; i < this.#counted.length; i++) {
      if (this.#counted[i] === 0) continue;
      waiting += this.#counted[i] as number;
      longestWaitS = Math.max(longestWaitS, nowS - (this.#firstS[i] as number));
    }
    return { served: this.#served, waitedS: this.#waitedS, waiting, longestWaitS };
  }

  #come(group: number, atS: number): void {
    const counts = atS >= this.#figuresFromS;
    if (this.#walk[group] === 1) {
      if (counts) this.#served++;
      return;
    }
    this.#waiting[group] = (this.#waiting[group] as number) + 1;
    if (!counts) return;
    if (this.#counted[group] === 0) this.#firstS[group] = atS;
    this.#counted[group] = (this.#counted[group] as number) + 1;
    this.#arrivedS[group] = (this.#arrivedS[group] as number) + atS;
  }

  #go(group: number, nowS: number): void {
    const counted = this.#counted[group] as number;
    if (counted > 0) {
      this.#served += counted;
      this.#waitedS += counted * nowS - (this.#arrivedS[group] as number);
      this.#longestWaitS = Math.max(this.#longestWaitS, nowS - (this.#firstS[group] as number));
    }
    this.#waiting[group] = 0;
    this.#counted[group] = 0;
    this.#arrivedS[group] = 0;
  }
}
