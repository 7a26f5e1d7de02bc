/** How arrivals were foretold: ours (the median), by the queue forecast that strategies decide on, and by distance over speed. */
export const METHODS = ['told', 'queues', 'distance'] as const;
export type Method = (typeof METHODS)[number];

/** What was foretold of one crossing at one instant, and what came. Seconds. */
export interface Prediction {
  /** How long before the crossing it was foretold. */
  readonly aheadS: number;
  /** Foretold less what came. */
  readonly errorS: Readonly<Record<Method, number>>;
  /** Where the crossing lay against the band told, and how wide that was. */
  readonly side: 'early' | 'inside' | 'late';
  readonly widthS: number;
}

/** One drive of one ambulance, or of several in one run. */
export interface PredictedDrive {
  readonly setting: string;
  readonly arm: string;
  readonly seed: number;
  readonly bars: readonly Prediction[];
  readonly ends: readonly Omit<Prediction, 'errorS'>[];
  /** Of each ambulance that arrived: its drive, and what dispatch was told at the end that it saved. */
  readonly trips: readonly { readonly mission: string; readonly timeS: number; readonly savedToldS?: number }[];
}
