import type { SimulatorSetup } from '../simulator.ts';
import { share } from './driver.ts';
import { CLEARING_MAX_S, CLEARING_MIN_S, HALF_LANE_M } from './parameters.ts';

/** Where a driver who makes way stands: in the lane, clearing it sideways, or aside of it. */
export const Side = { inLane: 0, clearing: 1, aside: 2 } as const;

/** Numbers of `share`, so that what a driver does for a siren is a function of the driver's seed alone. */
const WILLING = 4;
const CLEARING = 5;

/**
 * Who makes way for a siren, and where someone stands aside now. Those aside stay in their lane's chain: everybody but the siren
 * follows them as before, and the siren passes them. Inert when nobody yields.
 */
export class Asides {
  /** Distance behind them at which drivers hear the siren, 0 when nobody yields. */
  readonly withinM: number;
  /** Per number in the demand: 1 for those who yield, and the time that they take to clear the lane. */
  readonly willing: Uint8Array;
  readonly clearingS: Float64Array;
  /** Per link: 1 where half a lane is to spare. */
  readonly spare: Uint8Array;
  /** Per lane: vehicles on it that clear it or stand aside; the lanes with any are the first `count` of `lanes`. */
  readonly onLane: Int32Array;
  readonly lanes: Int32Array;
  count = 0;

  constructor({ vehicles, yielding, map }: SimulatorSetup, laneCount: number) {
    const plans = yielding === undefined ? [] : vehicles;
    const probability = yielding?.probability ?? 0;
    this.withinM = yielding?.withinM ?? 0;
    this.willing = Uint8Array.from(plans, ({ driverSeed }) => (share(driverSeed, WILLING) < probability ? 1 : 0));
    this.clearingS = Float64Array.from(
      plans,
      ({ driverSeed }) => CLEARING_MIN_S + (CLEARING_MAX_S - CLEARING_MIN_S) * share(driverSeed, CLEARING),
    );
    this.spare = Uint8Array.from(map.links, ({ spareWidthM = 0 }) => (spareWidthM >= HALF_LANE_M ? 1 : 0));
    this.onLane = new Int32Array(laneCount);
    this.lanes = new Int32Array(laneCount);
  }

  /** One more on the lane. */
  add(lane: number): void {
    if (this.onLane[lane] === 0) {
      this.lanes[this.count] = lane;
      this.count++;
    }
    this.onLane[lane] = this.onLane[lane]! + 1;
  }

  /** One less on the n-th lane of the list; with the last of them gone the list's last lane takes its place. */
  take(n: number): void {
    const lane = this.lanes[n]!;
    this.onLane[lane] = this.onLane[lane]! - 1;
    if (this.onLane[lane]! > 0) return;
    this.count--;
    this.lanes[n] = this.lanes[this.count]!;
  }
}
