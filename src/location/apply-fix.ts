import type { LinkId } from '../kernel/ids.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { planeOf } from '../roadnet/road-plane.ts';
import { gridOf } from '../roadnet/segment-grid.ts';
import { appear } from './appear.ts';
import type { Belief } from './belief.ts';
import type { PositionFix } from './fix.ts';
import { beliefOf, hypothesisOf } from './hypothesis.ts';
import type { MatchBelief } from './match-belief.ts';
import { learnSplit, noiseOf, UNKNOWN_SPLIT } from './noise.ts';
import { plannedWay } from './planned-way.ts';
import { searchRadiusM, sigmaOfM } from './plausibility.ts';
import { predict, stepTo } from './predict.ts';
import { settle } from './settle.ts';
import { type PlaneFix, weigh } from './weigh.ts';

/** After a silence longer than this the belief starts anew from the roads near. */
const FORGET_AFTER_S = 45;

/** One step of the filter with a plausible fix; undefined when no road is near. */
export function applyFix(
  index: RoadIndex,
  before: MatchBelief | undefined,
  fix: PositionFix,
  route: readonly LinkId[],
): MatchBelief | undefined {
  return traceFix(index, before, fix, route)?.belief;
}

/** What a fix led to, and for each of its hypotheses which of those before it came of; -1 where it appeared. */
export interface TracedBelief {
  readonly belief: MatchBelief;
  readonly parents: readonly number[];
}

/** The same, with where each hypothesis came from. */
export function traceFix(
  index: RoadIndex,
  before: MatchBelief | undefined,
  fix: PositionFix,
  route: readonly LinkId[],
): TracedBelief | undefined {
  const plane = planeOf(index);
  const way = plannedWay(index, route);
  const split = before ?? UNKNOWN_SPLIT;
  const noise = noiseOf(split, fix);
  const radiusM = searchRadiusM(fix);
  const seen: PlaneFix = { x: plane.xOf(fix.lon), y: plane.yOf(fix.lat), speedMps: fix.speedMps, headingDeg: fix.headingDeg };
  const seconds = before === undefined ? 0 : (fix.atMs - before.atMs) / 1000;
  const beliefs: Belief[] = [];
  const step = before === undefined ? undefined : stepTo(before, fix.atMs, fix.speedMps);
  if (before !== undefined && step !== undefined && seconds <= FORGET_AFTER_S) {
    const known = before.hypotheses.map((hypothesis) => beliefOf(index, hypothesis));
    for (const belief of predict(plane, known, step, noise.wanderM2, way)) {
      weigh(plane, belief, seen, noise);
      beliefs.push(belief);
    }
  }
  appear(plane, beliefs, gridOf(index).near(seen.x, seen.y, radiusM), seen, noise, way, step, radiusM);
  const kept = settle(beliefs);
  if (kept.length === 0) return undefined;
  const { atMs, lat, lon, speedMps } = fix;
  const sigmaM = sigmaOfM(fix);
  const learned =
    before === undefined
      ? UNKNOWN_SPLIT
      : learnSplit(split, before, { ...seen, sigmaM, seconds }, { x: plane.xOf(before.lon), y: plane.yOf(before.lat) }, kept[0]!);
  const { whiteShare, learnedFixes } = learned;
  const hypotheses = kept.map((belief) => hypothesisOf(index, belief));
  const belief = { atMs, lat, lon, speedMps, sigmaM, whiteShare, learnedFixes, hypotheses };
  return { belief, parents: kept.map(({ parent }) => parent) };
}
