import type { Lamp } from '../signal/lamp.ts';
import type { EmergencyState } from '../simulator/simulator.ts';

/** Distance before a stop bar from which the signal must be green for a passing "on green". */
export const ON_GREEN_ZONE_M = 50;
const HALTED_MPS = 0.1;
const DRIVING_MPS = 2;

/** What the ambulance did at one stop bar so far. */
interface Passage {
  seenRed: boolean;
  crossedS: number | undefined;
}

/**
 * Follows the ambulance step by step and keeps what the figures are made of. Positions are of the front bumper, in metres from
 * the start of its route.
 */
export class AmbulanceRecord {
  #stopBarsM: readonly number[];
  #passages: readonly Passage[];
  #alongM = 0;
  #arrived = false;
  #hasDriven = false;
  #stops = 0;
  #stoppedS = 0;
  #standsSinceS: number | null = null;
  readonly #path: (readonly [number, number])[] = [];

  constructor(stopBarsM: readonly number[]) {
    this.#stopBarsM = stopBarsM;
    this.#passages = stopBarsM.map(() => ({ seenRed: false, crossedS: undefined }));
  }

  /** Another way is driven from here on, whose first `kept` stop bars are those of the present one. */
  changeWay(stopBarsM: readonly number[], kept: number): void {
    this.#passages = stopBarsM.map((_, i) =>
      i < kept ? (this.#passages[i] as Passage) : { seenRed: false, crossedS: undefined },
    );
    this.#stopBarsM = stopBarsM;
  }

  /**
   * One step: `timeS` and `state` after it, `alongM` the position after it, and `lamp` what the signal at a stop bar showed
   * during it.
   */
  observe(timeS: number, stepS: number, state: EmergencyState, alongM: number, lamp: (stopBar: number) => Lamp): void {
    if (state.phase === 'not-departed' || this.#arrived) return;
    this.#arrived = state.phase === 'arrived';
    const beforeM = this.#alongM;
    this.#alongM = alongM;
    this.#notePassages(timeS, beforeM, alongM, lamp);
    this.#noteStanding(timeS, state);
    if (state.phase === 'waiting-to-enter') this.#stoppedS += stepS;
    if (state.phase === 'driving') this.#noteSpeed(stepS, state.speedMps);
    const last = this.#path.at(-1);
    if (last === undefined || timeS - last[0] >= 1 - stepS / 2 || this.#arrived) this.#path.push([timeS, alongM]);
  }

  #notePassages(timeS: number, beforeM: number, afterM: number, lamp: (stopBar: number) => Lamp): void {
    for (const [i, distanceM] of this.#stopBarsM.entries()) {
      const passage = this.#passages[i] as Passage;
      if (passage.crossedS !== undefined || afterM < distanceM - ON_GREEN_ZONE_M) continue;
      if (beforeM <= distanceM && lamp(i) !== 'green') passage.seenRed = true;
      if (afterM > distanceM) passage.crossedS = timeS;
    }
  }

  #noteStanding(timeS: number, { phase, speedMps }: EmergencyState): void {
    const stands = phase === 'waiting-to-enter' || (phase === 'driving' && speedMps < HALTED_MPS);
    this.#standsSinceS = stands ? (this.#standsSinceS ?? timeS) : null;
  }

  #noteSpeed(stepS: number, speedMps: number): void {
    if (speedMps > DRIVING_MPS) this.#hasDriven = true;
    if (speedMps >= HALTED_MPS) return;
    this.#stoppedS += stepS;
    if (this.#hasDriven) this.#stops += 1;
    this.#hasDriven = false;
  }

  /** When it crossed a stop bar; undefined before. */
  crossedS(stopBar: number): number | undefined {
    return this.#passages[stopBar]?.crossedS;
  }

  /** Green without a break from 50 m before the stop bar until it had crossed. */
  passedOnGreen(stopBar: number): boolean {
    const passage = this.#passages[stopBar];
    return passage?.crossedS !== undefined && !passage.seenRed;
  }

  get stops(): number {
    return this.#stops;
  }

  get stoppedS(): number {
    return this.#stoppedS;
  }

  /** Since when it has stood below 0.1 m/s or waited to enter, without a break; null while it moves, and before it departs. */
  get standsSinceS(): number | null {
    return this.#standsSinceS;
  }

  /** How far it has come. */
  get alongM(): number {
    return this.#alongM;
  }

  /** Stop bars that it has crossed. */
  get junctionsPassed(): number {
    return this.#passages.filter(({ crossedS }) => crossedS !== undefined).length;
  }

  /** Time and distance about once a second, from departing to arriving. */
  get path(): readonly (readonly [number, number])[] {
    return this.#path;
  }

  get junctionsOnGreen(): number {
    return this.#stopBarsM.filter((_, i) => this.passedOnGreen(i)).length;
  }
}
