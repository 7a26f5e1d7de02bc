import { AMBULANCE_SPEED_FACTOR, JAM_SPACING_M, STARTUP_LOST_S } from '../traffic-constants.ts';
import { CAPACITY_VEH, type Corridor, STEP_S } from './corridor.ts';

/** Longest roll-out. */
export const HORIZON_S = 1200;
export const HORIZON_STEPS = HORIZON_S / STEP_S;

/** Share of what crosses a stop bar that stays on the route . */
const STAY_SHARE = 0.87;
/** Of the first step of a green, what the start-up leaves. */
const START_SHARE = Math.max(0, 1 - STARTUP_LOST_S / STEP_S);
/** Speed reckoned with beyond the horizon. */
const CRAWL_MPS = 4;

/** Scratch of roll-outs, one at a time: results never depend on what it held before. */
export class RollOut {
  readonly #corridor: Corridor;
  readonly #vehicles: Float64Array;
  readonly #crossed: Float64Array;
  #pace = 1;
  /** When the ambulance crosses each stop bar, and last the end of the route, seconds from now; 0 for bars behind it. */
  readonly arrivalS: Float64Array;

  constructor(corridor: Corridor) {
    this.#corridor = corridor;
    this.#vehicles = new Float64Array(corridor.cells + 1);
    this.#crossed = new Float64Array(corridor.cells);
    this.arrivalS = new Float64Array(corridor.bars + 1);
  }

  /**
   * Rolls the corridor forward from its contents, vehicles per lane, under `greens` (per stop bar `HORIZON_STEPS` of 0 or 1), with the
   * ambulance at `alongM`, until it has come to the route's end; `pace` is the speed of free traffic over the limit. Writes `arrivalS` and returns its last entry.
   */
  run(contents: Float64Array, greens: Uint8Array, turnIn: Float64Array, alongM: number, pace: number): number {
    const { cells, startM, lengthM, barAfter } = this.#corridor;
    const vehicles = this.#vehicles;
    vehicles.set(contents);
    this.arrivalS.fill(0);
    this.#pace = pace;
    let cell = 0;
    while (cell < cells - 1 && startM[cell]! + lengthM[cell]! <= alongM) cell++;
    let placeM = Math.max(alongM, startM[cell]!);
    for (let step = 0; step < HORIZON_STEPS; step++) {
      this.#turnIn(greens, turnIn, step, cell);
      this.#flow(greens, step, cell);
      let leftS = STEP_S;
      while (leftS > 0) {
        const endM = startM[cell]! + lengthM[cell]!;
        const bar = barAfter[cell]!;
        const open = bar < 0 || greens[bar * HORIZON_STEPS + step] === 1;
        const speedMps = this.#speedMps(cell, endM - placeM, open);
        const needS = (endM - placeM) / Math.max(speedMps, 1e-6);
        if (needS > leftS) {
          placeM += speedMps * leftS;
          break;
        }
        placeM = endM;
        if (!open) break;
        leftS -= needS;
        if (bar >= 0) this.arrivalS[bar] = (step + 1) * STEP_S - leftS;
        if (cell === cells - 1) return this.#arrive((step + 1) * STEP_S - leftS);
        cell++;
      }
    }
    return this.#beyondHorizon(cell, placeM);
  }

  #arrive(atS: number): number {
    this.arrivalS[this.#corridor.bars] = atS;
    return atS;
  }

  #beyondHorizon(from: number, placeM: number): number {
    const { cells, startM, lengthM, barAfter, bars } = this.#corridor;
    for (let cell = from; cell < cells; cell++) {
      const bar = barAfter[cell]!;
      const atS = HORIZON_S + (startM[cell]! + lengthM[cell]! - placeM) / CRAWL_MPS;
      if (bar >= 0) this.arrivalS[bar] = atS;
      this.arrivalS[bars] = atS;
    }
    return this.arrivalS[bars]!;
  }

  /** Moves one step of traffic over the end of each cell from the ambulance's on, each by what stood before the step. */
  #flow(greens: Uint8Array, step: number, first: number): void {
    const { cells, forwardShare, backwardShare, roomVeh, barAfter, laneRatio } = this.#corridor;
    const vehicles = this.#vehicles;
    const flow = this.#crossed;
    const pace = this.#pace;
    let next = Number.NEGATIVE_INFINITY;
    for (let cell = cells - 1; cell >= first; cell--) {
      const here = vehicles[cell]!;
      let out = here * forwardShare[cell]! * pace;
      if (out > CAPACITY_VEH) out = CAPACITY_VEH;
      const bar = barAfter[cell]!;
      let through = 1;
      if (bar >= 0) {
        const at = bar * HORIZON_STEPS + step;
        if (greens[at] === 0) out = 0;
        else if (step > 0 && greens[at - 1] === 0) out *= START_SHARE;
        through = STAY_SHARE * laneRatio[bar]!;
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
    for (let bar = 0; bar < bars; bar++) {
      const next = barCell[bar]! + 1;
      if (next <= first || next >= cells || greens[bar * HORIZON_STEPS + step] === 1) continue;
      const room = roomVeh[next]! - this.#vehicles[next]!;
      this.#vehicles[next]! += Math.min(turnIn[bar]! * STEP_S, 0.3 * Math.max(0, room));
    }
  }

  /** The ambulance's speed in a cell, `toEndM` before its end: with the traffic where that is dense, overtaking where it is not. */
  #speedMps(cell: number, toEndM: number, open: boolean): number {
    const { limitMps, lengthM } = this.#corridor;
    const limit = limitMps[cell]! * this.#pace;
    const free = limitMps[cell]! * Math.min(AMBULANCE_SPEED_FACTOR, this.#pace * 1.35);
    const inCell = this.#vehicles[cell]! + this.#crossed[cell]!;
    if (inCell < 0.05) return free;
    if (!open) return toEndM > inCell * JAM_SPACING_M ? limit : 0;
    const atCapacity = (CAPACITY_VEH / STEP_S / limit) * lengthM[cell]!;
    const pressure = inCell / atCapacity;
    const traffic = Math.min(limit, (this.#crossed[cell]! * lengthM[cell]!) / (inCell * STEP_S));
    return pressure >= 1 ? traffic : traffic + (free - traffic) * (1 - pressure) * (traffic >= 0.8 * limit ? 1 : 0);
  }
}
