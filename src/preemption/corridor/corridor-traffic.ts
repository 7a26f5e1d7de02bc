import { STARTUP_LOST_S } from '../traffic-constants.ts';
import { CAPACITY_VEH, type Corridor, STEP_S } from './corridor.ts';

/** Share of what crosses a stop bar that stays on the route, where the route goes straight on. */
export const STAY_SHARE = 0.87;
/** Of the first step of a green, what the start-up leaves. */
const START_SHARE = Math.max(0, 1 - STARTUP_LOST_S / STEP_S);

/** Traffic in the cells of a corridor, moved on step by step (cell transmission model, Daganzo 1994). */
export class CorridorTraffic {
  readonly #corridor: Corridor;
  #pace = 1;
  #through: Float64Array;
  /** Per cell, vehicles per lane; after a step, those left in it and those that it let go over its end. */
  readonly vehicles: Float64Array;
  readonly crossed: Float64Array;

  constructor(corridor: Corridor) {
    this.#corridor = corridor;
    this.vehicles = new Float64Array(corridor.cells + 1);
    this.crossed = new Float64Array(corridor.cells);
    this.#through = corridor.laneRatio.map((ratio) => STAY_SHARE * ratio);
  }

  /**
   * Begins anew from `contents`, vehicles per lane and cell; `pace` is the speed of free traffic over the limit, `through`, per bar, what
   * comes to a lane behind it of what crosses it on one lane.
   */
  fill(contents: Float64Array, pace: number, through = this.#through): void {
    this.vehicles.set(contents);
    this.#pace = pace;
    this.#through = through;
  }

  /** One step under `greens`, per stop bar a row of 0 or 1 for each step, from cell `first` on; `turnIn` is per bar, vehicles per lane and second. */
  step(greens: Uint8Array, turnIn: Float64Array, step: number, first: number): void {
    this.#turnIn(greens, turnIn, step, first);
    this.#flow(greens, step, first);
  }

  /** Moves traffic over the end of each cell, each by what stood before the step. */
  #flow(greens: Uint8Array, step: number, first: number): void {
    const { cells, forwardShare, backwardShare, roomVeh, barAfter } = this.#corridor;
    const shares = this.#through;
    const row = greens.length / this.#corridor.bars;
    const vehicles = this.vehicles;
    const flow = this.crossed;
    const pace = this.#pace;
    let next = Number.NEGATIVE_INFINITY;
    for (let cell = cells - 1; cell >= first; cell--) {
      const here = vehicles[cell]!;
      let out = here * forwardShare[cell]! * pace;
      if (out > here) out = here;
      if (out > CAPACITY_VEH) out = CAPACITY_VEH;
      const bar = barAfter[cell]!;
      let through = 1;
      if (bar >= 0) {
        const at = bar * row + step;
        if (greens[at] === 0) out = 0;
        else if (step > 0 && greens[at - 1] === 0) out *= START_SHARE;
        through = shares[bar]!;
      }
      if (out > 0) {
        const most = cell === cells - 1 ? out : ((roomVeh[cell + 1]! - next) * backwardShare[cell + 1]!) / through;
        if (out > most) out = most > 0 ? most : 0;
        vehicles[cell] = here - out;
        vehicles[cell + 1]! += out * through;
      }
      flow[cell] = out;
      next = here;
    }
  }

  /** While a bar is closed, others turn in behind it. */
  #turnIn(greens: Uint8Array, turnIn: Float64Array, step: number, first: number): void {
    const { bars, barCell, cells, roomVeh } = this.#corridor;
    const row = greens.length / bars;
    for (let bar = 0; bar < bars; bar++) {
      const next = barCell[bar]! + 1;
      if (next <= first || next >= cells || greens[bar * row + step] === 1) continue;
      const room = roomVeh[next]! - this.vehicles[next]!;
      this.vehicles[next]! += Math.min(turnIn[bar]! * STEP_S, 0.3 * Math.max(0, room));
    }
  }
}
