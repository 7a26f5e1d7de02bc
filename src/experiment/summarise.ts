import type { AmbulanceRun, RunResult } from './run-result.ts';
import { studentT95 } from './student-t.ts';
import type { AmbulanceSummary, ArmSummary, Figure, PedestrianSummary, TrafficArm, TrafficSummary } from './summary.ts';

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
  return {
    format: 'clearway-summary/1',
    subject: 'ambulance',
    ...head,
    junctionsOnRoute: baseline[0]?.junctionsOnRoute ?? 0,
    floorS: figure(floorS),
    arms: Object.fromEntries([...byArm].map(([arm, runs]) => [arm, summariseArm(runs, baseline)])),
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

function summariseTrafficOf(runs: readonly RunResult[]): TrafficArm {
  const ofTrips = (pick: (run: RunResult) => number | null): Figure | null => {
    const means = runs.map(pick).filter((mean) => mean !== null);
    return means.length === runs.length ? figure(means) : null;
  };
  return {
    othersMeanDelayS: figure(runs.map((run) => run.othersMeanDelayS)),
    completedTrips: figure(runs.map(({ traffic }) => traffic.completedTrips)),
    throughputVehPerH: figure(runs.map(({ traffic }) => traffic.throughputVehPerH)),
    meanTravelTimeS: ofTrips(({ traffic }) => traffic.meanTravelTimeS),
    meanTripDelayS: ofTrips(({ traffic }) => traffic.meanTripDelayS),
    unfinishedTrips: figure(runs.map(({ traffic }) => traffic.unfinishedTrips)),
    pedestrians: summarisePedestrians(runs),
    gridlocks: runs.flatMap(({ seed, gridlock }) => (gridlock === null ? [] : [{ seed, ...gridlock }])),
    violations: runs.reduce((sum, run) => sum + run.violations.length, 0),
  };
}

function summarisePedestrians(runs: readonly RunResult[]): PedestrianSummary | null {
  const onFoot = runs.flatMap(({ pedestrians }) => pedestrians ?? []);
  if (onFoot.length < runs.length) return null;
  return {
    served: figure(onFoot.map(({ served }) => served)),
    waiting: figure(onFoot.map(({ waiting }) => waiting)),
    meanWaitS: figure(onFoot.map(({ meanWaitS }) => meanWaitS)),
    longestWaitS: figure(onFoot.map(({ longestWaitS }) => longestWaitS)),
  };
}

function summariseArm(runs: readonly AmbulanceRun[], baseline: readonly AmbulanceRun[]): ArmSummary {
  const of = (pick: (run: AmbulanceRun, base: AmbulanceRun) => number): number[] =>
    runs.map((run, i) => pick(run, baseline[i] as AmbulanceRun));
  const saved = of((run, base) => base.ambulanceTimeS - run.ambulanceTimeS);
  const extra = of((run, base) => run.othersLossS - base.othersLossS);
  return {
    ambulanceTimeS: figure(of((run) => run.ambulanceTimeS)),
    savedS: figure(saved),
    savedPerJunctionS: figure(saved.map((s, i) => s / Math.max(1, (runs[i] as AmbulanceRun).junctionsOnRoute))),
    junctionsOnGreen: figure(of((run) => run.junctionsOnGreen)),
    stops: figure(of((run) => run.stops)),
    stoppedS: figure(of((run) => run.stoppedS)),
    crossLossPct: figure(of((run, base) => percentMore(run.crossLossS, base.crossLossS))),
    pricePerS: saved.every((s) => s > 0) ? figure(extra.map((e, i) => e / (saved[i] as number))) : null,
    recoveryS: figure(of((run) => run.recoveryS)),
    ...summariseTrafficOf(runs),
    refusals: addUp(runs.map((run) => run.refusals)),
    logSha256: runs.map((run) => run.logSha256),
  };
}

/** Change in per cent; nothing lost on either side is no change. */
function percentMore(value: number, base: number): number {
  return value === base ? 0 : ((value - base) / base) * 100;
}

function addUp(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum = new Map<string, number>();
  for (const count of counts) for (const [reason, n] of Object.entries(count)) sum.set(reason, (sum.get(reason) ?? 0) + n);
  return Object.fromEntries([...sum].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Mean with its 95 % interval by Student's t over independent seeds. Rounded to the microsecond, far below what is measured. */
export function figure(perSeed: readonly number[]): Figure {
  const n = perSeed.length;
  const mean = perSeed.reduce((sum, x) => sum + x, 0) / n;
  if (n < 2) return { mean: round(mean), ci95: null, perSeed: perSeed.map(round) };
  const variance = perSeed.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / (n - 1);
  return { mean: round(mean), ci95: round(studentT95(n - 1) * Math.sqrt(variance / n)), perSeed: perSeed.map(round) };
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
