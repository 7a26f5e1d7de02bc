import type { RoadPlane } from '../roadnet/road-plane.ts';

/**
 * A hypothesis at work: links as numbers, metres on the map's plane. State of its Kalman filter are the place s along the drawn
 * line and the bias (x east, y north) of the fixes; `ss` to `yy` are their covariance. Changed in place while a fix is taken.
 */
export interface Belief {
  link: number;
  /** -1 where it is not known. */
  after: number;
  drawnAtM: number;
  biasX: number;
  biasY: number;
  ss: number;
  sx: number;
  sy: number;
  xx: number;
  xy: number;
  yy: number;
  weight: number;
  /** Which of the beliefs before the fix it came of; -1 when it appeared. */
  parent: number;
  /** Link whose drawn line it is on, and where on the plane; set by `locate`. */
  on: number;
  x: number;
  y: number;
  ux: number;
  uy: number;
  headingDeg: number;
  /** Degrees that it turns from `headingDeg` on while it rounds the node it is at; positive to the right, 0 elsewhere. */
  arcDeg: number;
  /** How far it moved on the plane since the fix before. */
  movedX: number;
  movedY: number;
}

export function emptyBelief(): Belief {
  const place = { on: -1, x: 0, y: 0, ux: 0, uy: 1, headingDeg: 0, arcDeg: 0, movedX: 0, movedY: 0 };
  const filter = { drawnAtM: 0, biasX: 0, biasY: 0, ss: 0, sx: 0, sy: 0, xx: 0, xy: 0, yy: 0 };
  return { link: 0, after: -1, ...filter, weight: 0, parent: -1, ...place };
}

/** How far from a node a vehicle may already, or still, be turning. */
const TURNING_WITHIN_M = 15;

/** Sets where on the plane a belief is. */
export function locate(plane: RoadPlane, belief: Belief): void {
  const { link, after, drawnAtM } = belief;
  const isBefore = drawnAtM < 0 && after >= 0;
  const on = isBefore ? after : link;
  const endM = plane.drawnM[on]!;
  const atM = isBefore ? Math.max(0, endM + drawnAtM) : Math.min(endM, Math.max(0, drawnAtM));
  const segment = plane.segmentAt(on, atM);
  const intoM = atM - plane.alongM[segment]!;
  belief.on = on;
  belief.ux = plane.ux[segment]!;
  belief.uy = plane.uy[segment]!;
  belief.x = plane.x[segment]! + belief.ux * intoM;
  belief.y = plane.y[segment]! + belief.uy * intoM;
  belief.headingDeg = plane.headingDeg[segment]!;
  belief.arcDeg = 0;
  if (after < 0 || Math.abs(drawnAtM) > TURNING_WITHIN_M) return;
  const inDeg = plane.headingDeg[plane.firstSegment[after + 1]! - 1]!;
  const outDeg = plane.headingDeg[plane.firstSegment[link]!]!;
  belief.headingDeg = inDeg;
  belief.arcDeg = turnDeg(inDeg, outDeg);
}

/** From one direction to another by the shorter way, [-180, 180), positive to the right. */
export function turnDeg(fromDeg: number, toDeg: number): number {
  const turned = (toDeg - fromDeg) % 360;
  return turned >= 180 ? turned - 360 : turned < -180 ? turned + 360 : turned;
}
