import { CAPACITY_VEH, type Corridor, STEP_S } from '../corridor/corridor.ts';
import { CorridorTraffic } from '../corridor/corridor-traffic.ts';
import { CRAWL_MPS, HORIZON_S, HORIZON_STEPS } from '../corridor/roll-out.ts';
import { JAM_SPACING_M } from '../traffic-constants.ts';

/** Acceleration of the ambulance, mean up to its free speed. */
const ACCELERATION_MPS2 = 3;
/** Traffic below this share of its free speed fills all lanes: nobody overtakes in it. */
const STANDING_SHARE = 0.4;
/** Overtaking is hardly hindered before density comes near that of capacity: its share of that, to this power. */
const HINDRANCE_POWER = 3.5;
/** Whom it passes is behind it, and makes room for those it has not passed yet. */
const PASSED_SHARE = 1.75;
/** Fewer vehicles per lane than this are nobody; shorter stretches than this have no density. */
const NOBODY_VEH = 0.05;
const STRETCH_M = 10;

/** Asked at the beginning of each step, before traffic moves: where the ambulance is, and what stands in the cells. */
export interface TripMoment {
  readonly step: number;
  readonly cell: number;
  readonly placeM: number;
  readonly speedMps: number;
  readonly vehicles: Float64Array;
}

/**
 * Rolls a corridor forward once with an ambulance in it that is one of its vehicles: it stands behind a queue, moves with traffic that is
 * dense, overtakes where that is not, and takes its time to get going. Scratch: results never depend on what it held before.
 */
export class TripRollOut {
  readonly #corridor: Corridor;
  readonly #traffic: CorridorTraffic;
  /** When the ambulance crosses each stop bar, and last the end of the route, seconds from now; 0 for bars behind it. */
  readonly crossedS: Float64Array;
  #freeFactor = 1;
  #pace = 1;
  #cell = 0;
  #placeM = 0;
  #speedMps = 0;

  constructor(corridor: Corridor) {
    this.#corridor = corridor;
    this.#traffic = new CorridorTraffic(corridor);
    this.crossedS = new Float64Array(corridor.bars + 1);
  }

  /**
   * From `contents`, vehicles per lane and cell, with the ambulance at `alongM`, to the route's end; `freeFactor` is its own free speed
   * over the limit. `greens`, per stop bar `HORIZON_STEPS` of 0 or 1, may be changed from the present step on by `before`.
   */
  run(
    contents: Float64Array,
    greens: Uint8Array,
    turnIn: Float64Array,
    through: Float64Array,
    from: { readonly alongM: number; readonly speedMps: number; readonly freeFactor: number; readonly pace: number },
    before: (moment: TripMoment) => void,
  ): Float64Array {
    const { cells, startM, lengthM } = this.#corridor;
    this.#traffic.fill(contents, from.pace, through);
    this.crossedS.fill(0);
    this.#freeFactor = from.freeFactor;
    this.#pace = from.pace;
    this.#cell = 0;
    while (this.#cell < cells - 1 && startM[this.#cell]! + lengthM[this.#cell]! <= from.alongM) this.#cell++;
    this.#placeM = Math.max(from.alongM, startM[this.#cell]!);
    this.#speedMps = from.speedMps;
    const { vehicles } = this.#traffic;
    for (let step = 0; step < HORIZON_STEPS; step++) {
      before({ step, cell: this.#cell, placeM: this.#placeM, speedMps: this.#speedMps, vehicles });
      this.#traffic.step(greens, turnIn, step, this.#cell);
      if (this.#drive(greens, step)) return this.crossedS;
    }
    return this.#crawl();
  }

  /** One step of the ambulance; true when it has come to the end. */
  #drive(greens: Uint8Array, step: number): boolean {
    const { bars, cells, startM, lengthM, barAfter } = this.#corridor;
    let leftS = STEP_S;
    while (leftS > 1e-9) {
      const cell = this.#cell;
      const endM = startM[cell]! + lengthM[cell]!;
      const bar = barAfter[cell]!;
      const open = bar < 0 || greens[bar * HORIZON_STEPS + step] === 1;
      const usedS = this.#driveInCell(endM - this.#placeM, open, leftS);
      if (usedS === undefined) return false;
      this.#placeM = endM;
      if (!open) {
        this.#speedMps = 0;
        return false;
      }
      leftS -= usedS;
      const atS = (step + 1) * STEP_S - leftS;
      if (bar >= 0) this.crossedS[bar] = atS;
      if (cell === cells - 1) {
        this.crossedS[bars] = atS;
        return true;
      }
      this.#cell++;
    }
    return false;
  }

  /** Seconds of `leftS` that it takes to the end of its cell, `toEndM` away, or undefined when it does not come there. */
  #driveInCell(toEndM: number, open: boolean, leftS: number): number | undefined {
    const cell = this.#cell;
    const { vehicles, crossed } = this.#traffic;
    const aheadVeh = vehicles[cell]! + crossed[cell]!;
    const limitMps = this.#corridor.limitMps[cell]! * this.#pace;
    const freeMps = this.#corridor.limitMps[cell]! * this.#freeFactor;
    const isEmpty = aheadVeh < NOBODY_VEH;
    // Those ahead of it are all in the rest of its cell: nobody flows in behind it.
    const trafficMps = isEmpty ? limitMps : open ? Math.min(limitMps, (crossed[cell]! * toEndM) / (aheadVeh * STEP_S)) : 0;
    let targetMps = freeMps;
    let mostM = toEndM;
    if (!isEmpty && trafficMps < STANDING_SHARE * limitMps) {
      const roomM = Math.max(0, toEndM - aheadVeh * JAM_SPACING_M);
      targetMps = Math.max(trafficMps, roomM > 0 ? limitMps : 0);
      mostM = Math.min(toEndM, Math.max(trafficMps * leftS, roomM));
    } else if (!isEmpty) {
      const atCapacityVeh = (CAPACITY_VEH / STEP_S / limitMps) * Math.max(STRETCH_M, toEndM);
      const hindrance = Math.min(1, (aheadVeh / atCapacityVeh) ** HINDRANCE_POWER);
      targetMps = trafficMps + (freeMps - trafficMps) * (1 - hindrance);
    }
    const meanMps = Math.min(targetMps, this.#speedMps + (ACCELERATION_MPS2 * leftS) / 2);
    const goM = Math.min(mostM, meanMps * leftS);
    const tookS = goM / Math.max(meanMps, 1e-6);
    this.#speedMps = Math.min(targetMps, this.#speedMps + ACCELERATION_MPS2 * Math.min(leftS, tookS));
    if (goM >= toEndM - 1e-6) return tookS;
    this.#placeM += goM;
    if (mostM < meanMps * leftS) this.#speedMps = Math.min(this.#speedMps, trafficMps);
    if (!isEmpty && targetMps > trafficMps) {
      const passedM = Math.max(0, goM - trafficMps * leftS);
      if (trafficMps >= STANDING_SHARE * limitMps) vehicles[cell]! *= 1 - Math.min(1, (PASSED_SHARE * passedM) / toEndM);
    }
    return undefined;
  }

  #crawl(): Float64Array {
    const { cells, startM, lengthM, barAfter, bars } = this.#corridor;
    for (let cell = this.#cell; cell < cells; cell++) {
      const bar = barAfter[cell]!;
      const atS = HORIZON_S + (startM[cell]! + lengthM[cell]! - this.#placeM) / CRAWL_MPS;
      if (bar >= 0) this.crossedS[bar] = atS;
      this.crossedS[bars] = atS;
    }
    return this.crossedS;
  }
}
