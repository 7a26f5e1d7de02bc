import { AMBULANCE_SPEED_FACTOR, JAM_SPACING_M } from '../traffic-constants.ts';
import { CAPACITY_VEH, type Corridor, STEP_S } from './corridor.ts';
import { CorridorTraffic } from './corridor-traffic.ts';

/** Longest roll-out. */
export const HORIZON_S = 1200;
export const HORIZON_STEPS = HORIZON_S / STEP_S;

/** Speed reckoned with beyond the horizon. */
export const CRAWL_MPS = 4;

/** Scratch of roll-outs, one at a time: results never depend on what it held before. */
export class RollOut {
  readonly #corridor: Corridor;
  readonly #traffic: CorridorTraffic;
  #pace = 1;
  /** When the ambulance crosses each stop bar, and last the end of the route, seconds from now; 0 for bars behind it. */
  readonly arrivalS: Float64Array;

  constructor(corridor: Corridor) {
    this.#corridor = corridor;
    this.#traffic = new CorridorTraffic(corridor);
    this.arrivalS = new Float64Array(corridor.bars + 1);
  }

  /**
   * Rolls the corridor forward from its contents, vehicles per lane, under `greens` (per stop bar `HORIZON_STEPS` of 0 or 1), with the
   * ambulance at `alongM`, until it has come to the route's end; `pace` is the speed of free traffic over the limit. Writes `arrivalS` and returns its last entry.
   */
  run(contents: Float64Array, greens: Uint8Array, turnIn: Float64Array, alongM: number, pace: number): number {
    const { cells, startM, lengthM, barAfter } = this.#corridor;
    this.#traffic.fill(contents, pace);
    this.arrivalS.fill(0);
    this.#pace = pace;
    let cell = 0;
    while (cell < cells - 1 && startM[cell]! + lengthM[cell]! <= alongM) cell++;
    let placeM = Math.max(alongM, startM[cell]!);
    for (let step = 0; step < HORIZON_STEPS; step++) {
      this.#traffic.step(greens, turnIn, step, cell);
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

  /** The ambulance's speed in a cell, `toEndM` before its end: with the traffic where that is dense, overtaking where it is not. */
  #speedMps(cell: number, toEndM: number, open: boolean): number {
    const { limitMps, lengthM } = this.#corridor;
    const limit = limitMps[cell]! * this.#pace;
    const free = limitMps[cell]! * Math.min(AMBULANCE_SPEED_FACTOR, this.#pace * 1.35);
    const { vehicles, crossed } = this.#traffic;
    const inCell = vehicles[cell]! + crossed[cell]!;
    if (inCell < 0.05) return free;
    if (!open) return toEndM > inCell * JAM_SPACING_M ? limit : 0;
    const atCapacity = (CAPACITY_VEH / STEP_S / limit) * lengthM[cell]!;
    const pressure = inCell / atCapacity;
    const traffic = Math.min(limit, (crossed[cell]! * lengthM[cell]!) / (inCell * STEP_S));
    return pressure >= 1 ? traffic : traffic + (free - traffic) * (1 - pressure) * (traffic >= 0.8 * limit ? 1 : 0);
  }
}
