/** What `summary.json` holds. Times in seconds, shares in per cent. */
export interface Summary {
  readonly format: 'clearway-summary/1';
  readonly version: string;
  readonly scenario: string;
  readonly map: string;
  readonly seeds: readonly number[];
  readonly junctionsOnRoute: number;
  /** Ambulance alone on all green: no result may be faster. */
  readonly floorS: Figure;
  readonly arms: Readonly<Record<string, ArmSummary>>;
}

/** Mean over the seeds, half width of the 95 % interval (Student's t; null for a single seed), and each seed's value in the order of `seeds`. */
export interface Figure {
  readonly mean: number;
  readonly ci95: number | null;
  readonly perSeed: readonly number[];
}

export interface ArmSummary {
  readonly ambulanceTimeS: Figure;
  /** Against the arm `none`, same seed. */
  readonly savedS: Figure;
  readonly savedPerJunctionS: Figure;
  readonly junctionsOnGreen: Figure;
  readonly stops: Figure;
  readonly stoppedS: Figure;
  readonly othersMeanDelayS: Figure;
  /** Change of the time lost on the streets that cross the route, against `none`, same seed and window. */
  readonly crossLossPct: Figure;
  /** Extra vehicle-seconds of all others per ambulance-second saved; null where some seed saved nothing, as in `none` itself. */
  readonly pricePerS: Figure | null;
  /** From the passing of the last junction until every junction is back in its programme. */
  readonly recoveryS: Figure;
  readonly violations: number;
  readonly refusals: Readonly<Record<string, number>>;
  /** SHA-256 of the event log per seed, in the order of `seeds`. */
  readonly logSha256: readonly string[];
}
