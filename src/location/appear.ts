import type { RoadPlane } from '../roadnet/road-plane.ts';
import type { NearLinks } from '../roadnet/segment-grid.ts';
import { type Belief, emptyBelief, locate } from './belief.ts';
import { HEADING_FROM_MPS, headingFit, skyFit, speedFit, studentT4 } from './likelihood.ts';
import { type FixNoise, LANE_SPREAD_M } from './noise.ts';
import type { PlannedWay } from './planned-way.ts';
import type { Step } from './predict.ts';
import type { PlaneFix } from './weigh.ts';

/** Belief given to a road that no hypothesis leads to, per second: a U-turn, a drive out of a yard, an error of the map. */
const SURPRISE_PER_S = 1e-5;
/** Unseen for long, a vehicle may be anywhere: what may have happened grows with the cube of the silence, up to this. */
const MOST_SURPRISE = 0.05;
/** How much likelier it appears on the planned route than beside it. */
const ON_ROUTE_ODDS = 4;
/** The same where nothing is known of where it was: over to the other direction of a road it gets only by turning round. */
const FIRST_ON_ROUTE_ODDS = 20;
/** How likely one whose heading says nothing has turned round into the other direction of its planned way. */
const TURNED_ODDS = 0.05;
/** How likely a vehicle appears on a road about to end: it rather is about to drive in, on the other direction of that road. */
const DEAD_END_ODDS = 0.1;
/** Not kept when this much lighter than the heaviest. */
const LEAST_SHARE = 1e-6;

const COVERED_SIGMAS = 4;

/** Who stands gets nowhere: what then speaks for another road is a reflection. */
const STANDING_SURPRISE_PER_S = 1e-7;

/** Adds beliefs on roads near that none leads to. */
export function appear(
  plane: RoadPlane,
  beliefs: Belief[],
  near: NearLinks,
  fix: PlaneFix,
  noise: FixNoise,
  way: PlannedWay,
  step: Step | undefined,
  radiusM: number,
): void {
  const followed = beliefs.length;
  let heaviest = 0;
  for (let i = 0; i < followed; i++) heaviest = Math.max(heaviest, beliefs[i]!.weight);
  const sigmaM = Math.sqrt(noise.whiteM2 + noise.wanderM2);
  const spreadM2 = sigmaM * sigmaM + LANE_SPREAD_M * LANE_SPREAD_M;
  const surprise = surpriseOf(step);
  const isSlow = fix.speedMps < HEADING_FROM_MPS;
  const onRoute = followed === 0 ? FIRST_ON_ROUTE_ODDS : ON_ROUTE_ODDS;
  for (let row = 0; row < near.count; row++) {
    const link = near.link[row]!;
    const drawnAtM = near.drawnAtM[row]!;
    if (isCovered(plane, beliefs, followed, link, drawnAtM, radiusM, noise.whiteM2)) continue;
    const distanceM = near.distanceM[row]!;
    const isEnding =
      plane.firstMovement[link] === plane.firstMovement[link + 1] && drawnAtM > plane.drawnM[link]! - 3 * sigmaM - 10;
    const isTurned = isSlow && followed > 0 && !way.links.has(link) && way.links.has(plane.opposite[link]!);
    const odds = (way.links.has(link) ? onRoute : isTurned ? TURNED_ODDS : 1) * (isEnding ? DEAD_END_ODDS : 1);
    const weight =
      (surprise *
        odds *
        studentT4((distanceM * distanceM) / spreadM2) *
        headingFit(fix.headingDeg, fix.speedMps, plane.headingDeg[near.segment[row]!]!, 0) *
        speedFit(fix.speedMps, plane.speedLimitMps[link]!) *
        skyFit(plane.isCovered[link]!)) /
      (8 * sigmaM * Math.sqrt(spreadM2));
    if (weight > LEAST_SHARE * heaviest) beliefs.push(appearAt(plane, link, drawnAtM, fix, noise, weight));
  }
}

/** Any share will do where there is no belief to weigh against. */
function surpriseOf(step: Step | undefined): number {
  if (step === undefined) return MOST_SURPRISE;
  const { seconds, isStanding } = step;
  if (isStanding) return STANDING_SURPRISE_PER_S * Math.max(1, seconds);
  return Math.min(MOST_SURPRISE, SURPRISE_PER_S * Math.max(1, seconds * seconds * seconds));
}

/** Further along the same link than a belief may err, it may as well have jumped there as to another link. */
function isCovered(
  plane: RoadPlane,
  beliefs: readonly Belief[],
  followed: number,
  link: number,
  drawnAtM: number,
  radiusM: number,
  whiteM2: number,
): boolean {
  for (let i = 0; i < followed; i++) {
    const { link: onto, on, drawnAtM: atM, ss } = beliefs[i]!;
    if (onto !== link && on !== link) continue;
    const withinM = Math.min(radiusM, COVERED_SIGMAS * Math.sqrt(ss + whiteM2));
    if (onto === link && Math.abs(atM - drawnAtM) < withinM) return true;
    if (on === link && Math.abs(atM + (onto === on ? 0 : plane.drawnM[on]!) - drawnAtM) < withinM) return true;
  }
  return false;
}

/** Along the road its place is as good as the fix, and errs with it; across, the fix says how far it errs itself. */
function appearAt(plane: RoadPlane, link: number, drawnAtM: number, fix: PlaneFix, noise: FixNoise, weight: number): Belief {
  const belief = emptyBelief();
  belief.link = link;
  belief.drawnAtM = drawnAtM;
  belief.weight = weight;
  locate(plane, belief);
  const { ux, uy } = belief;
  const { whiteM2, wanderM2 } = noise;
  const acrossM2 = wanderM2 + LANE_SPREAD_M * LANE_SPREAD_M;
  const gain = acrossM2 / (acrossM2 + whiteM2);
  const asideM = (fix.x - belief.x) * uy - (fix.y - belief.y) * ux;
  belief.biasX = gain * asideM * uy;
  belief.biasY = -gain * asideM * ux;
  const leftM2 = (1 - gain) * acrossM2;
  belief.ss = whiteM2 + wanderM2;
  belief.sx = -wanderM2 * ux;
  belief.sy = -wanderM2 * uy;
  belief.xx = wanderM2 * ux * ux + leftM2 * uy * uy;
  belief.xy = (wanderM2 - leftM2) * ux * uy;
  belief.yy = wanderM2 * uy * uy + leftM2 * ux * ux;
  return belief;
}
