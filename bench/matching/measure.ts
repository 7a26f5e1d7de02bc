import { randomStream } from '../../src/kernel/random.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import { quantile } from '../statistics/spread.ts';
import { type BarFigures, barsOf } from './bars.ts';
import { type Condition, conditionName } from './condition.ts';
import type { Trip } from './driven.ts';
import { accuracyOfTrip, type FixVerdict, type TripAccuracy } from './edge-share.ts';
import { type FollowedTrip, followTrip } from './follow-trip.ts';
import { type Leaving, leavingOf } from './leaving.ts';
import { receive } from './receiver.ts';
import { type ShareOfFixes, shareByTrip } from './share.ts';

/** What came out under one condition over many trips. */
export interface ConditionFigures {
  readonly condition: Condition;
  readonly trips: number;
  readonly fixes: number;
  readonly refused: number;
  /** Right directed link, of the fixes matched. */
  readonly right: ShareOfFixes;
  /** The same, where a fix within one sigma of the boundary between two links of its way may be on either. */
  readonly rightNearBoundary: ShareOfFixes;
  readonly wrongPct: Readonly<Record<Exclude<FixVerdict, 'right' | 'refused'>, number>>;
  /** Along the way. */
  readonly rmseM: number;
  readonly withinTwoSigmasPct: number;
  readonly bars: {
    readonly crossed: number;
    readonly falsely: number;
    readonly missed: number;
    readonly toldP50S: number;
    readonly toldP95S: number;
  };
  readonly leaving: {
    readonly left: number;
    readonly noticed: number;
    readonly within8sPct: number;
    /** Of those that were ever far from every planned link, told within 8 s of that or before it. */
    readonly within8sApartPct: number;
    readonly p50S: number;
    readonly p95S: number;
    readonly mostS: number;
    readonly falseAlarms: number;
    readonly hours: number;
  };
}

export type Look = (followed: FollowedTrip, condition: Condition) => void;

/** Matches every trip under a condition; `look` sees each followed trip. */
export function measure(index: RoadIndex, trips: readonly Trip[], condition: Condition, look: Look = () => {}): ConditionFigures {
  const accuracy: TripAccuracy[] = [];
  const bars: BarFigures[] = [];
  const leavings: Leaving[] = [];
  for (const trip of trips) {
    const received = receive(index, trip, condition, randomStream(trip.seed, `receiver/${conditionName(condition)}`));
    const followed = followTrip(index, trip, received, condition.route !== 'none');
    accuracy.push(accuracyOfTrip(index, followed, condition.sigmaM));
    bars.push(barsOf(followed));
    leavings.push(leavingOf(index, followed));
    look(followed, condition);
  }
  return {
    condition,
    trips: trips.length,
    ...accuracyFigures(accuracy),
    bars: barFigures(bars),
    leaving: leavingFigures(leavings, trips),
  };
}

function accuracyFigures(accuracy: readonly TripAccuracy[]) {
  const sum = (of: (one: TripAccuracy) => number): number => accuracy.reduce((total, one) => total + of(one), 0);
  const fixes = sum((one) => one.fixes);
  const refused = sum((one) => one.verdicts.refused);
  const matched = (one: TripAccuracy): number => one.fixes - one.verdicts.refused;
  const pct = (of: (one: TripAccuracy) => number): number => (100 * sum(of)) / Math.max(1, fixes - refused);
  const alongFixes = Math.max(
    1,
    sum((one) => one.alongFixes),
  );
  return {
    fixes,
    refused,
    right: shareByTrip(accuracy.map((one) => ({ part: one.verdicts.right, whole: matched(one) }))),
    rightNearBoundary: shareByTrip(accuracy.map((one) => ({ part: one.verdicts.right + one.nearBoundary, whole: matched(one) }))),
    wrongPct: {
      'early-late': pct((one) => one.verdicts['early-late']),
      opposite: pct((one) => one.verdicts.opposite),
      beside: pct((one) => one.verdicts.beside),
    },
    rmseM: Math.sqrt(sum((one) => one.alongSquaresM2) / alongFixes),
    withinTwoSigmasPct: (100 * sum((one) => one.withinTwoSigmas)) / alongFixes,
  };
}

function barFigures(bars: readonly BarFigures[]) {
  const told = bars.flatMap(({ toldAfterS }) => toldAfterS);
  const sum = (of: (one: BarFigures) => number): number => bars.reduce((total, one) => total + of(one), 0);
  return {
    crossed: sum((one) => one.crossed),
    falsely: sum((one) => one.falsely),
    missed: sum((one) => one.missed),
    toldP50S: quantile(told, 0.5),
    toldP95S: quantile(told, 0.95),
  };
}

function leavingFigures(leavings: readonly Leaving[], trips: readonly Trip[]) {
  const left = leavings.filter(({ hasLeft }) => hasLeft);
  const times = left.flatMap(({ noticedS }) => (noticedS === undefined ? [] : [noticedS]));
  const apart = left.flatMap(({ noticedApartS }) => (noticedApartS === undefined ? [] : [noticedApartS]));
  return {
    left: left.length,
    noticed: times.length,
    within8sPct: (100 * times.filter((seconds) => seconds <= 8).length) / Math.max(1, left.length),
    within8sApartPct: (100 * apart.filter((seconds) => seconds <= 8).length) / Math.max(1, apart.length),
    p50S: quantile(times, 0.5),
    p95S: quantile(times, 0.95),
    mostS: Math.max(0, ...times),
    falseAlarms: leavings.reduce((sum, one) => sum + one.falseAlarms, 0),
    hours: trips.reduce((sum, { instants }) => sum + (instants.at(-1)?.atS ?? 0), 0) / 3600,
  };
}
