/** The least and the greatest value that a gate lets through, both included. */
export interface Band {
  readonly least: number;
  readonly most: number;
}

/** What traffic in the simulator must do, at an urban limit of 50 km/h, to count as traffic. */
export const BANDS = {
  saturationHeadwayS: { least: 1.9, most: 2.1 },
  startUpLostS: { least: 1.5, most: 2.5 },
  dischargeWaveMps: { least: 5, most: 6.5 },
  /** Within 5 % of 1800 to 1900. */
  capacityVehPerHour: { least: 0.95 * 1800, most: 1.05 * 1900 },
  /** Mean delay over Webster's uniform term, at degrees of saturation below 0.85. */
  delayOverWebster: { least: 0.9, most: 1.1 },
  /** Saturation flow over that with steps of 0.1 s. */
  flowOverFinest: { least: 0.97, most: 1.03 },
  /** Vehicles that do not add up, and two in one place. */
  none: { least: 0, most: 0 },
  /** Share of vehicle-steps. */
  hardBrakingPct: { least: 0, most: 0.2 },
  /** Mean travel time against SUMO's. */
  travelTimePct: { least: -10, most: 10 },
  /** Links with GEH < 5 against SUMO. */
  gehSharePct: { least: 85, most: 100 },
} as const satisfies Readonly<Record<string, Band>>;

/** Step lengths that runs may use, seconds. */
export const STEP_LENGTHS_S = [0.1, 0.25, 0.5, 1] as const;
/** Those that runs do use. */
export const USUAL_STEP_LENGTHS_S = [0.5, 1] as const;
/** Degrees of saturation at which Webster's delay is asked for. */
export const SATURATIONS = [0.31, 0.53, 0.71, 0.83] as const;
