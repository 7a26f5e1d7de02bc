import { figure } from '../experiment/figure.ts';
import type { AmbulanceRun, FleetDrive } from '../experiment/run-result.ts';
import type { ArmSummary, Figure } from '../experiment/summary.ts';
import { bootstrapMean95 } from './bootstrap.ts';
import { quantile } from './quantile.ts';
import { ratioOf } from './ratio.ts';
import type { ArmResult } from './result.ts';
import type { SeedFigures } from './seed-figures.ts';

const SECONDS_PER_HOUR = 3600;

/** One arm's runs and the baseline's, both in the order of the seeds, as are all lists here. */
export interface ArmRuns {
  readonly runs: readonly AmbulanceRun[];
  readonly baseline: readonly AmbulanceRun[];
  readonly figures: SeedFigures;
  /** Without priority; alone on all green; the route at the limit. */
  readonly noneS: readonly number[];
  readonly floorS: readonly number[];
  readonly trafficS: readonly number[];
}

/** The figures of an arm that an evaluation has beside those of `clearway simulate`. */
export function evaluateArm(arm: ArmRuns): Omit<ArmResult, keyof ArmSummary> {
  const { runs, baseline, figures, noneS, floorS, trafficS } = arm;
  const added = (pick: (run: AmbulanceRun) => number): readonly number[] =>
    runs.map((run, i) => pick(run) - pick(baseline[i] as AmbulanceRun));
  const savedS = figures.timeS.map((s, i) => (noneS[i] as number) - s);
  const avoidable = (floor: readonly number[]): readonly number[] => noneS.map((s, i) => s - (floor[i] as number));
  return {
    timeS: figure(figures.timeS),
    timeBoot95: bootstrapMean95(figures.timeS),
    gainS: figure(savedS),
    timeP90S: quantile(figures.timeS, 0.9) as number,
    slowestS: slowestFigure(runs),
    phi: ratioOf(savedS, avoidable(floorS)),
    phiTraffic: ratioOf(savedS, avoidable(trafficS)),
    price: ratioOf(
      added(({ othersLossS }) => othersLossS),
      savedS,
    ),
    othersVehH: figure(figures.othersVehH),
    crossVehH: figure(added(({ crossLossS }) => crossLossS / SECONDS_PER_HOUR)),
    crossRedLeastVehH: figure(added((run) => redLeastS(run) / SECONDS_PER_HOUR)),
    travelTimePct: travelTimePct(runs, baseline),
    crossApproachVehMin: approachFigures(runs, baseline),
    spillbackLinkMin: figure(runs.map(({ spillbackLinkS }) => spillbackLinkS / 60)),
    needlessGreenS: figure(runs.map((run) => run.needlessGreenS)),
    preemptions: {
      granted: figure(runs.map(({ preemptions }) => preemptions.granted)),
      unused: figure(runs.map(({ preemptions }) => preemptions.unused)),
      false: figure(runs.map(({ preemptions }) => preemptions.false)),
    },
    junctionRecovery: junctionRecovery(runs),
  };
}

function junctionRecovery(runs: readonly AmbulanceRun[]): ArmResult['junctionRecovery'] {
  const all = runs.flatMap(({ recoveries }) => recoveries);
  if (all.length === 0) return null;
  const seconds = all.map(({ recoveryS }) => recoveryS ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  const p95S = seconds[Math.ceil(0.95 * all.length) - 1] as number;
  const inTime = all.filter(({ recoveryS, cycleS }) => recoveryS !== null && recoveryS <= 3 * cycleS);
  return { inThreeCycles: inTime.length / all.length, p95S: Number.isFinite(p95S) ? p95S : null };
}

/** One that has not arrived took as long as the run saw it. */
function slowestFigure(runs: readonly AmbulanceRun[]): Figure | null {
  if (runs.some(({ fleet }) => fleet.length < 2)) return null;
  const seenS = ({ drive, limitS }: FleetDrive): number => (drive.kind === 'arrived' ? drive.timeS : limitS);
  return figure(runs.map(({ fleet }) => Math.max(...fleet.map(seenS))));
}

function redLeastS({ crossStreets }: AmbulanceRun): number {
  return crossStreets.reduce((sum, street) => sum + street.redLeastS, 0);
}

function travelTimePct(runs: readonly AmbulanceRun[], baseline: readonly AmbulanceRun[]): Figure | null {
  const changes = runs.flatMap(({ traffic }, i) => {
    const [own, base] = [traffic.meanTravelTimeS, baseline[i]?.traffic.meanTravelTimeS];
    return own === null || base === null || base === undefined ? [] : [((own - base) / base) * 100];
  });
  return changes.length < runs.length ? null : figure(changes);
}

function approachFigures(runs: readonly AmbulanceRun[], baseline: readonly AmbulanceRun[]): ArmResult['crossApproachVehMin'] {
  const perSeed = runs.map(({ crossStreets }, i) =>
    crossStreets.map(({ lossS }, k) => (lossS - (baseline[i]?.crossStreets[k]?.lossS ?? 0)) / 60),
  );
  return {
    mean: figure(perSeed.map((all) => all.reduce((sum, x) => sum + x, 0) / Math.max(1, all.length))),
    p95: figure(perSeed.map((all) => quantile(all, 0.95) ?? 0)),
    max: figure(perSeed.map((all) => quantile(all, 1) ?? 0)),
  };
}
