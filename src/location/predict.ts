import { type RoadPlane, UTURN } from '../roadnet/road-plane.ts';
import { type Belief, locate } from './belief.ts';
import { betaM } from './likelihood.ts';
import { LANE_SPREAD_M, remainsAfter } from './noise.ts';
import type { PlannedWay } from './planned-way.ts';
import type { AcceptedFix } from './plausibility.ts';

/** Share of the belief that follows the planned route where roads part; the other ways out share the rest. */
const ON_ROUTE_SHARE = 0.9;
const U_TURN_SHARE = 0.02;
const LEAST_WEIGHT = 1e-7;
const STANDING_MPS = 0.6;
/** Variance with which a second of standing inside a node says that it is at the bar. */
const RESTING_M2_S = 50;
/** One known worse than this may as well stand at quite another bar. */
const RESTING_KNOWN_M2 = 150;
/** Known to be further beyond the bar than so many metres, and so many sigmas, it is not at that bar, however wide the node. */
const NEAR_BAR_M = 15;
const NEAR_BAR_SIGMAS = 2;
/** Nobody stops so soon behind a node, where the next would stop inside it. */
const CLEARED_M = 8;
const BEFORE_BAR_M = 1;
/** A belief is put onto the ways out at most this far before the node. */
const EARLIEST_M = 40;

/** What happened between the last accepted fix and this one, and how well that is known. */
export interface Step {
  readonly seconds: number;
  readonly travelledM: number;
  /** Variance of `travelledM`. */
  readonly driftM2: number;
  readonly isStanding: boolean;
}

export function stepTo(last: AcceptedFix, atMs: number, speedMps: number): Step {
  const seconds = (atMs - last.atMs) / 1000;
  // The speed of a standing receiver is all noise and never negative: summed up, it would creep across the stop bar.
  if (last.speedMps < STANDING_MPS && speedMps < STANDING_MPS && seconds < 5) {
    return { seconds, travelledM: 0, driftM2: (0.05 * seconds) ** 2, isStanding: true };
  }
  const meanMps = (last.speedMps + speedMps) / 2;
  const beta = betaM(seconds);
  // A Laplace distribution's variance; beyond two seconds the speed may also have changed and changed back.
  const unseenS = Math.max(0, seconds - 2);
  const unseenM = 0.25 * seconds * unseenS + 0.02 * meanMps * seconds;
  // When it went from one speed to the other is not seen either: at any time between, of which this is the deviation.
  const whenM = (Math.abs(speedMps - last.speedMps) * unseenS) / Math.sqrt(12);
  const driftM2 = 2 * beta * beta + unseenM * unseenM + whenM * whenM;
  return { seconds, travelledM: meanMps * seconds, driftM2, isStanding: false };
}

/** Moves beliefs on by a step, over as many nodes as it takes; one belief per way out of each node. Weights are split, never weighed. */
export function predict(plane: RoadPlane, beliefs: readonly Belief[], step: Step, wanderM2: number, way: PlannedWay): Belief[] {
  const settled: Belief[] = [];
  const open: Belief[] = [];
  beliefs.forEach((belief, parent) => {
    locate(plane, belief);
    const moved = { ...belief, parent, drawnAtM: belief.drawnAtM + step.travelledM };
    spread(moved, step, wanderM2);
    if (step.isStanding) restAtBar(plane, moved, step.seconds);
    open.push(moved);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (!isAtEnd(plane, next)) {
        locate(plane, next);
        next.movedX = next.x - belief.x;
        next.movedY = next.y - belief.y;
        settled.push(next);
      } else pushWaysOut(plane, next, way, open);
    }
  });
  return settled;
}

/** Time widens what is known of place and bias. */
function spread(belief: Belief, { seconds, driftM2 }: Step, wanderM2: number): void {
  const kept = remainsAfter(seconds);
  const fresh = 1 - kept * kept;
  const laneM2 = LANE_SPREAD_M * LANE_SPREAD_M;
  belief.biasX *= kept;
  belief.biasY *= kept;
  belief.ss += driftM2;
  belief.sx *= kept;
  belief.sy *= kept;
  belief.xx = kept * kept * belief.xx + fresh * (wanderM2 + laneM2 * belief.uy * belief.uy);
  belief.xy = kept * kept * belief.xy - fresh * laneM2 * belief.ux * belief.uy;
  belief.yy = kept * kept * belief.yy + fresh * (wanderM2 + laneM2 * belief.ux * belief.ux);
}

/**
 * Who stands does so at the stop bar or further back, hardly ever inside the node or just behind it: one that is believed there
 * is drawn back to the bar, a little with every second.
 */
function restAtBar(plane: RoadPlane, belief: Belief, seconds: number): void {
  const { link, after, drawnAtM } = belief;
  if (belief.ss > RESTING_KNOWN_M2) return;
  const leavesM = plane.drawnM[link]! - plane.hiddenM[link]!;
  const enteredM = after < 0 ? Number.NEGATIVE_INFINITY : -plane.hiddenM[after]!;
  const isBehindNode = drawnAtM < plane.hiddenM[link]! + CLEARED_M && drawnAtM - enteredM < leavesM - drawnAtM;
  const barM = isBehindNode ? enteredM : leavesM;
  if (drawnAtM < barM || drawnAtM - barM > Math.max(NEAR_BAR_M, NEAR_BAR_SIGMAS * Math.sqrt(belief.ss))) return;
  const gain = belief.ss / (belief.ss + RESTING_M2_S / seconds);
  const backM = gain * (barM - BEFORE_BAR_M - drawnAtM);
  belief.drawnAtM += backM;
  belief.biasX += (belief.sx / belief.ss) * backM;
  belief.biasY += (belief.sy / belief.ss) * backM;
  belief.xx -= (gain * belief.sx * belief.sx) / belief.ss;
  belief.xy -= (gain * belief.sx * belief.sy) / belief.ss;
  belief.yy -= (gain * belief.sy * belief.sy) / belief.ss;
  belief.ss *= 1 - gain;
  belief.sx *= 1 - gain;
  belief.sy *= 1 - gain;
}

function isAtEnd(plane: RoadPlane, { link, drawnAtM, ss }: Belief): boolean {
  if (drawnAtM < 0) return false;
  const endM = plane.drawnM[link]!;
  if (plane.firstMovement[link] === plane.firstMovement[link + 1]) return false;
  return drawnAtM + Math.min(Math.sqrt(ss), EARLIEST_M, Math.max(10, endM / 2)) > endM;
}

function pushWaysOut(plane: RoadPlane, from: Belief, way: PlannedWay, open: Belief[]): void {
  const first = plane.firstMovement[from.link]!;
  const end = plane.firstMovement[from.link + 1]!;
  let [total, planned] = [0, 0];
  for (let m = first; m < end; m++) {
    if (way.movements.has(m)) planned++;
    else total += plane.movementTurn[m] === UTURN ? U_TURN_SHARE : 1;
  }
  for (let m = first; m < end; m++) {
    const base = (plane.movementTurn[m] === UTURN ? U_TURN_SHARE : 1) / Math.max(total, U_TURN_SHARE);
    const isPlanned = way.movements.has(m);
    const others = total > 0 ? 1 - ON_ROUTE_SHARE : 0;
    const share = planned === 0 ? base : isPlanned ? (1 - others) / planned : base * others;
    const weight = from.weight * share;
    if (weight < LEAST_WEIGHT) continue;
    const drawnAtM = from.drawnAtM - plane.drawnM[from.link]!;
    open.push({ ...from, link: plane.movementTo[m]!, after: from.link, drawnAtM, weight });
  }
}
