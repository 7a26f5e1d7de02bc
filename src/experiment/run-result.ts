import type { JunctionId } from '../kernel/ids.ts';
import type { Lamp } from '../signal/lamp.ts';

/** What one run (scenario, arm, seed) gives: the figures, and what is needed to draw it. Seconds since the scenario's start. */
export interface RunResult {
  readonly arm: string;
  readonly seed: number;
  /** From its departure, when the mission opens, to its arrival; a run in which it never arrives fails. */
  readonly ambulanceTimeS: number;
  /** Its signal group green from 50 m before the stop bar until it has crossed. */
  readonly junctionsOnGreen: number;
  readonly junctionsOnRoute: number;
  /**
   * Times it came to a halt (below 0.1 m/s after having driven above 2 m/s), and seconds spent below 0.1 m/s, the wait for a gap
   * to enter the city included.
   */
  readonly stops: number;
  readonly stoppedS: number;
  /** Totals of all others within the window [warm-up, end]: time lost, over the number of vehicles that were in the city in it. */
  readonly othersMeanDelayS: number;
  readonly othersLossS: number;
  /** Time lost in the window on approaches of the route's junctions that are not part of the arterial (neither direction). */
  readonly crossLossS: number;
  readonly recoveryS: number;
  readonly violations: readonly string[];
  readonly refusals: Readonly<Record<string, number>>;
  readonly logSha256: string;
  readonly trace: RunTrace;
}

export interface RunTrace {
  /** Time and distance from the route's start, once a second from departing to arriving. */
  readonly path: readonly (readonly [number, number])[];
  readonly routeLengthM: number;
  readonly junctions: readonly JunctionTrace[];
}

export interface JunctionTrace {
  readonly junction: JunctionId;
  readonly name: string;
  /** Stop bar, from the route's start. */
  readonly distanceM: number;
  /** What the ambulance's signal group showed: each change, from the mission's start to its end. */
  readonly lamps: readonly { readonly fromS: number; readonly lamp: Lamp }[];
  /** Longest queue over the lanes of the ambulance's movement, every 5 s: [time, metres back from the stop bar]. */
  readonly queue: readonly (readonly [number, number])[];
  /** It had green from 50 m before the stop bar until it crossed. */
  readonly passedOnGreen: boolean;
}
