import { arrivedTimeS, seenTimeS } from './drive.ts';
import { figure, partFigure } from './figure.ts';
import type { AmbulanceRun } from './run-result.ts';
import { summariseTrafficOf } from './summarise-traffic.ts';
import type { ArmSummary, LimitedTimes, PartFigure, SeedDrive } from './summary.ts';

/** One arm's runs against the baseline's, both in the order of the seeds; `limitS` as `limitFor` gives it. */
export function summariseArm(
  runs: readonly AmbulanceRun[],
  baseline: readonly AmbulanceRun[],
  limitS: number | null,
): ArmSummary {
  const ofArrived = (pick: (run: AmbulanceRun) => number): PartFigure =>
    partFigure(runs.map((run) => (run.drive.kind === 'arrived' ? pick(run) : null)));
  const saved = runs.map((run, i) => savedTimeS(run, baseline[i] as AmbulanceRun));
  const extraS = runs.map((run, i) => run.othersLossS - (baseline[i] as AmbulanceRun).othersLossS);
  const notArrived = runs.flatMap(seedDrives);
  return {
    arrived: runs.length - notArrived.length,
    notArrived,
    ambulanceTimeS: partFigure(runs.map((run) => arrivedTimeS(run) ?? null)),
    savedS: partFigure(saved),
    savedPerJunctionS: partFigure(saved.map((s, i) => (s === null ? null : s / Math.max(1, junctionsOn(runs[i]))))),
    limited: limitS === null ? null : limitedTimes(runs, baseline, limitS),
    junctionsOnGreen: ofArrived((run) => run.junctionsOnGreen),
    stops: ofArrived((run) => run.stops),
    stoppedS: ofArrived((run) => run.stoppedS),
    crossLossPct: figure(runs.map((run, i) => percentMore(run.crossLossS, (baseline[i] as AmbulanceRun).crossLossS))),
    pricePerS: priceOf(saved, extraS),
    recoveryS: partFigure(runs.map((run) => run.recoveryS)),
    ...summariseTrafficOf(runs),
    refusals: addUp(runs.map((run) => run.refusals)),
    logSha256: runs.map((run) => run.logSha256),
  };
}

function seedDrives(run: AmbulanceRun): readonly SeedDrive[] {
  const { drive, seed, limitS, junctionsOnGreen, junctionsOnRoute, stops, stoppedS } = run;
  return drive.kind === 'arrived' ? [] : [{ seed, ...drive, limitS, junctionsOnGreen, junctionsOnRoute, stops, stoppedS }];
}

function junctionsOn(run: AmbulanceRun | undefined): number {
  return run?.junctionsOnRoute ?? 0;
}

/** Null where the ambulance did not arrive under both arms: what it would have saved by arriving later is not known. */
function savedTimeS(run: AmbulanceRun, base: AmbulanceRun): number | null {
  const [timeS, baseS] = [arrivedTimeS(run), arrivedTimeS(base)];
  return timeS === undefined || baseS === undefined ? null : baseS - timeS;
}

function priceOf(saved: readonly (number | null)[], extraS: readonly number[]): PartFigure | null {
  const known = saved.filter((s) => s !== null);
  if (known.length === 0 || known.some((s) => s <= 0)) return null;
  return partFigure(saved.map((s, i) => (s === null ? null : (extraS[i] as number) / s)));
}

/** The shortest time that a run gave its ambulance; null where all arrived, and no limit is needed. */
export function limitFor(results: readonly AmbulanceRun[]): number | null {
  if (results.every(({ drive }) => drive.kind === 'arrived')) return null;
  return Math.min(...results.map(({ limitS }) => limitS));
}

function limitedTimes(runs: readonly AmbulanceRun[], baseline: readonly AmbulanceRun[], limitS: number): LimitedTimes {
  const limited = (run: AmbulanceRun): number => Math.min(seenTimeS(run), limitS);
  return {
    limitS,
    ambulanceTimeS: figure(runs.map(limited)),
    savedS: figure(runs.map((run, i) => limited(baseline[i] as AmbulanceRun) - limited(run))),
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
