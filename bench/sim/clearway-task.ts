/** What a process of ours is to run. */
export interface ClearwayTask {
  readonly scenarioPath: string;
  readonly seed: number;
  /** The window of the steady state lasts from here to the end. */
  readonly windowFromS: number;
  /** Looks at every vehicle's speed in that window; takes time, so not in timed runs. */
  readonly speeds: boolean;
}

/** What it tells of its run; written to its stdout as JSON. */
export interface ClearwayReport {
  /** From the start of the process until the city stands. */
  readonly loadedS: number;
  /** From there to the end of the last step. */
  readonly simulationS: number;
  readonly vehicleSteps: number;
  /** Of the window: vehicle steps, and CPU time of the process. */
  readonly windowVehicleSteps: number;
  readonly windowCpuS: number;
  readonly meanRunning: number;
  /** Over vehicles and seconds of the window; undefined unless asked for. */
  readonly meanSpeedMps?: number;
  /** Share of those below 0.1 m/s. */
  readonly standingShare?: number;
  readonly left: number;
  readonly waiting: number;
  readonly violations: number;
  readonly gridlocked: boolean;
  /** Largest resident set of the process. */
  readonly peakMb: number;
}
