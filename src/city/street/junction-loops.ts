import type { TrafficSimulator } from '../../simulator/simulator.ts';
import type { GroupLoops } from './loop-plan.ts';

/** What the loops of one junction say, group by group; read once a step. */
export class JunctionLoops {
  readonly #groups: readonly GroupLoops[];
  readonly #gapS: Float64Array;
  /** Per group: seconds since any of its loops was occupied. */
  readonly #emptyS: Float64Array;

  constructor(groups: readonly GroupLoops[]) {
    this.#groups = groups;
    this.#gapS = new Float64Array(groups.length).fill(Number.POSITIVE_INFINITY);
    this.#emptyS = new Float64Array(groups.length).fill(Number.POSITIVE_INFINITY);
  }

  read(simulator: TrafficSimulator): void {
    for (let i = 0; i < this.#groups.length; i++) {
      const { atBar, upstream } = this.#groups[i] as GroupLoops;
      let gapS = Number.POSITIVE_INFINITY;
      let emptyS = Number.POSITIVE_INFINITY;
      for (const n of upstream) gapS = Math.min(gapS, simulator.detector(n).gapS);
      for (const n of atBar) emptyS = Math.min(emptyS, simulator.detector(n).gapS);
      this.#gapS[i] = gapS;
      this.#emptyS[i] = Math.min(emptyS, gapS);
    }
  }

  /** Is a vehicle on a loop of the group? */
  isOccupied(group: number): boolean {
    return this.#emptyS[group] === 0;
  }

  /** Since a vehicle was on a loop upstream. */
  gapS(group: number): number {
    return this.#gapS[group] as number;
  }

  /** Since a vehicle was on any loop. */
  emptyS(group: number): number {
    return this.#emptyS[group] as number;
  }
}
