/** A lane as the mean of many cycles: vehicles per second, seconds, vehicles. */
export interface SteadyLane {
  /** Discharge at saturation while it is open. */
  readonly saturationVehPerS: number;
  readonly greenS: number;
  readonly redS: number;
  readonly storageVeh: number;
}

/** Where in its cycle a lane's signal is. */
export interface Phase {
  readonly isGreen: boolean;
  readonly sinceS: number;
}

/** The time that random arrivals have had to pile up a queue beyond one cycle. */
const PEAK_S = 900;

/** What the lane lets through, vehicles per second. */
export function capacityOf({ saturationVehPerS, greenS, redS }: SteadyLane): number {
  return (saturationVehPerS * greenS) / (greenS + redS);
}

/**
 * Queue, in vehicles, that stands at this moment of the cycle when arrivals are `load` of the capacity: what a red collects and a green
 * lets go, and the queue that is left over from cycle to cycle.
 */
export function expectedQueue(lane: SteadyLane, load: number, phase: Phase | undefined): number {
  const { saturationVehPerS, greenS, redS, storageVeh } = lane;
  const arrivals = load * capacityOf(lane);
  const atGreen = arrivals * redS;
  const served = Math.max(saturationVehPerS / 20, saturationVehPerS - arrivals);
  const dissolvedS = Math.min(greenS, atGreen / served);
  if (phase === undefined) {
    const mean = (atGreen * (redS + dissolvedS)) / (2 * (greenS + redS));
    return Math.min(storageVeh, mean + leftOver(lane, load));
  }
  const cyclic = phase.isGreen ? Math.max(0, atGreen - served * phase.sinceS) : arrivals * Math.min(redS, phase.sinceS);
  return Math.min(storageVeh, cyclic + leftOver(lane, load));
}

/** Overflow queue of random arrivals in a limited time (Akcelik 1980; the incremental term of the Highway Capacity Manual). */
function leftOver(lane: SteadyLane, load: number): number {
  const servedVeh = capacityOf(lane) * PEAK_S;
  if (servedVeh <= 0) return 0;
  const excess = load - 1;
  return (servedVeh / 4) * (excess + Math.sqrt(excess * excess + (4 * load) / servedVeh));
}
