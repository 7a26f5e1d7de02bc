import type { ToldMission } from './follow-log.ts';

/** How the arrivals that dispatch was told compare with those that came. */
export interface Coverage {
  /** Told so long before the arrival. */
  readonly aheadS: string;
  readonly statuses: number;
  readonly insidePct: number;
  readonly earlierPct: number;
  readonly laterPct: number;
  readonly meanWidthS: number;
  /** Arrival less what was expected, mean. */
  readonly biasS: number;
}

const HORIZONS: readonly (readonly [number, number])[] = [
  [0, 30],
  [30, 60],
  [60, 120],
  [120, 300],
  [300, Number.POSITIVE_INFINITY],
];

export function coverageOf(missions: readonly ToldMission[]): readonly Coverage[] {
  const told = missions.flatMap(({ statuses, doneMs }) =>
    statuses.flatMap(({ atMs, etaMs, etaEarlyMs, etaLateMs }) =>
      etaMs === undefined || etaEarlyMs === undefined || etaLateMs === undefined || atMs >= doneMs
        ? []
        : [{ aheadS: (doneMs - atMs) / 1000, doneMs, etaMs, etaEarlyMs, etaLateMs }],
    ),
  );
  return HORIZONS.flatMap(([fromS, toS]) => {
    const those = told.filter(({ aheadS }) => aheadS > fromS && aheadS <= toS);
    if (those.length === 0) return [];
    const pct = (holds: (one: (typeof those)[number]) => boolean): number => (100 * those.filter(holds).length) / those.length;
    const mean = (of: (one: (typeof those)[number]) => number): number =>
      those.reduce((sum, one) => sum + of(one), 0) / those.length / 1000;
    return [
      {
        aheadS: toS === Number.POSITIVE_INFINITY ? `over ${fromS}` : `${fromS}-${toS}`,
        statuses: those.length,
        insidePct: pct((one) => one.doneMs >= one.etaEarlyMs && one.doneMs <= one.etaLateMs),
        earlierPct: pct((one) => one.doneMs < one.etaEarlyMs),
        laterPct: pct((one) => one.doneMs > one.etaLateMs),
        meanWidthS: mean((one) => one.etaLateMs - one.etaEarlyMs),
        biasS: mean((one) => one.doneMs - one.etaMs),
      },
    ];
  });
}
