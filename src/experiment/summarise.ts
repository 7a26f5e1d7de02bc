import { figure } from './figure.ts';
import type { AmbulanceRun, RunResult } from './run-result.ts';
import { limitFor, summariseArm } from './summarise-drives.ts';
import { summariseTrafficOf } from './summarise-traffic.ts';
import type { AmbulanceSummary, TrafficSummary } from './summary.ts';

export const BASELINE_ARM = 'none';

export interface SummaryHead {
  readonly version: string;
  readonly scenario: string;
  readonly map: string;
  readonly seeds: readonly number[];
}

export interface AmbulanceHead extends SummaryHead {
  /** Ambulance alone on all green, per seed. */
  readonly floorS: readonly number[];
}

/**
 * All runs of one experiment -> the summary. Every arm must hold every seed, and the baseline arm `none` must be among them:
 * differences are taken seed by seed against it, so that both sides met the same traffic. The order of `results` is of no matter.
 */
export function summarise(
  { floorS, ...head }: AmbulanceHead,
  arms: readonly string[],
  results: readonly AmbulanceRun[],
): AmbulanceSummary {
  const byArm = new Map(arms.map((arm) => [arm, head.seeds.map((seed) => find(results, arm, seed))]));
  const baseline = byArm.get(BASELINE_ARM);
  if (baseline === undefined) throw new Error(`a summary needs the arm "${BASELINE_ARM}" to compare with`);
  const limitS = limitFor([...byArm.values()].flat());
  return {
    format: 'clearway-summary/1',
    subject: 'ambulance',
    ...head,
    junctionsOnRoute: baseline[0]?.junctionsOnRoute ?? 0,
    floorS: figure(floorS),
    arms: Object.fromEntries([...byArm].map(([arm, runs]) => [arm, summariseArm(runs, baseline, limitS)])),
  };
}

/** The runs of a scenario without missions, one per seed. */
export function summariseTraffic(head: SummaryHead, results: readonly RunResult[]): TrafficSummary {
  const runs = head.seeds.map((seed) => find(results, BASELINE_ARM, seed));
  return { format: 'clearway-summary/1', subject: 'traffic', ...head, arms: { [BASELINE_ARM]: summariseTrafficOf(runs) } };
}

function find<R extends RunResult>(results: readonly R[], arm: string, seed: number): R {
  const result = results.find((r) => r.arm === arm && r.seed === seed);
  if (result === undefined) throw new Error(`no result of arm ${arm}, seed ${seed}`);
  return result;
}
