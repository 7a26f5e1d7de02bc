import type { RoadPlane } from '../roadnet/road-plane.ts';
import { type Belief, locate } from './belief.ts';
import { headingFit, skyFit, speedFit, studentT4Plane } from './likelihood.ts';
import type { FixNoise } from './noise.ts';

/** A fix on the map's plane. */
export interface PlaneFix {
  readonly x: number;
  readonly y: number;
  readonly speedMps: number;
  readonly headingDeg: number;
}

/** A vehicle that turns cuts or rounds the corner of the drawn lines by so much. */
const CORNER_M = 4;
const CORNER_FROM_DEG = 30;
/** Share of fixes that say nothing, and the density of such a fix: anywhere within some hundred metres. */
const OUTLIER_SHARE = 0.01;
const OUTLIER_DENSITY = (2 * Math.PI * OUTLIER_SHARE) / (200 * 200);
/** Moved further than this by its fix, a belief is looked at again from where it came to lie: the road may have bent meanwhile. */
const BENT_M = 15;

/** Weighs a predicted belief by a fix and moves it: a Kalman filter of place and bias, a Student-t with four degrees of freedom for its trust. */
export function weigh(plane: RoadPlane, belief: Belief, fix: PlaneFix, { whiteM2 }: FixNoise): void {
  const cornerM2 = Math.abs(belief.arcDeg) > CORNER_FROM_DEG ? CORNER_M * CORNER_M : 0;
  const noiseM2 = whiteM2 + cornerM2;
  const { weight, headingDeg, arcDeg } = belief;
  const density = densityOf(belief, fix, noiseM2);
  belief.weight =
    weight *
    (density + OUTLIER_DENSITY) *
    headingFit(fix.headingDeg, fix.speedMps, headingDeg, arcDeg) *
    speedFit(fix.speedMps, plane.speedLimitMps[belief.on]!) *
    skyFit(plane.isCovered[belief.on]!);
  // A fix far from where it was expected moves the belief less than a Gaussian would let it, one that is likelier an outlier hardly at all.
  const trust = Math.min(1, 6 / (4 + squared)) * (density / (density + OUTLIER_DENSITY));
  update(plane, belief, fix, noiseM2 / Math.max(1e-6, trust));
}

/** Squared Mahalanobis distance of the last `densityOf`. */
let squared = 0;

/** Density of a fix under a belief, times two pi. */
function densityOf(belief: Belief, fix: PlaneFix, noiseM2: number): number {
  const { ux, uy, ss, sx, sy, xx, xy, yy } = belief;
  const rx = fix.x - belief.x - belief.biasX;
  const ry = fix.y - belief.y - belief.biasY;
  const a = ss * ux * ux + 2 * sx * ux + xx + noiseM2;
  const b = ss * ux * uy + sx * uy + sy * ux + xy;
  const c = ss * uy * uy + 2 * sy * uy + yy + noiseM2;
  const det = Math.max(1e-6, a * c - b * b);
  squared = (c * rx * rx - 2 * b * rx * ry + a * ry * ry) / det;
  return studentT4Plane(squared) / Math.sqrt(det);
}

function update(plane: RoadPlane, belief: Belief, fix: PlaneFix, trustedM2: number): void {
  const predictedAtM = belief.drawnAtM;
  let placeM = gainAt(belief, fix, trustedM2, 0);
  if (Math.abs(placeM) > BENT_M) {
    belief.drawnAtM = predictedAtM + placeM;
    locate(plane, belief);
    placeM = gainAt(belief, fix, trustedM2, placeM);
  }
  settle(belief, trustedM2);
  belief.drawnAtM = predictedAtM + placeM;
}

/** Kalman gains of the last `gainAt`: place, bias east, bias north, each on the east and the north residual; and the residual. */
const gain = new Float64Array(8);

/** How far the place is moved from the prediction; the belief lies `aheadM` from it, where the road's direction is taken. */
function gainAt(belief: Belief, fix: PlaneFix, noiseM2: number, aheadM: number): number {
  const { ux, uy, ss, sx, sy, xx, xy, yy } = belief;
  const rx = fix.x - belief.x - belief.biasX + ux * aheadM;
  const ry = fix.y - belief.y - belief.biasY + uy * aheadM;
  const [sToX, sToY] = [ss * ux + sx, ss * uy + sy];
  const [xToX, xToY] = [sx * ux + xx, sx * uy + xy];
  const [yToX, yToY] = [sy * ux + xy, sy * uy + yy];
  const a = ux * sToX + xToX + noiseM2;
  const b = ux * sToY + xToY;
  const c = uy * sToY + yToY + noiseM2;
  const det = Math.max(1e-6, a * c - b * b);
  gain[0] = (sToX * c - sToY * b) / det;
  gain[1] = (sToY * a - sToX * b) / det;
  gain[2] = (xToX * c - xToY * b) / det;
  gain[3] = (xToY * a - xToX * b) / det;
  gain[4] = (yToX * c - yToY * b) / det;
  gain[5] = (yToY * a - yToX * b) / det;
  gain[6] = rx;
  gain[7] = ry;
  return gain[0]! * rx + gain[1]! * ry;
}

/** Moves the bias and narrows the covariance by the last gains, in the form that keeps it positive (Joseph), of which only the diagonal and the cross terms are held. */
function settle(belief: Belief, noiseM2: number): void {
  const { ux, uy, ss, sx, sy, xx, xy, yy } = belief;
  const [k0, k1, k2, k3, k4, k5, rx, ry] = gain as unknown as readonly number[];
  belief.biasX += k2! * rx! + k3! * ry!;
  belief.biasY += k4! * rx! + k5! * ry!;
  // I - K H, with H = [[ux, 1, 0], [uy, 0, 1]].
  const a00 = 1 - (k0! * ux + k1! * uy);
  const [a01, a02] = [-k0!, -k1!];
  const a10 = -(k2! * ux + k3! * uy);
  const [a11, a12] = [1 - k2!, -k3!];
  const a20 = -(k4! * ux + k5! * uy);
  const [a21, a22] = [-k4!, 1 - k5!];
  const p = (l0: number, l1: number, l2: number, r0: number, r1: number, r2: number): number =>
    l0 * (ss * r0 + sx * r1 + sy * r2) + l1 * (sx * r0 + xx * r1 + xy * r2) + l2 * (sy * r0 + xy * r1 + yy * r2);
  belief.ss = p(a00, a01, a02, a00, a01, a02) + noiseM2 * (k0! * k0! + k1! * k1!);
  belief.sx = p(a00, a01, a02, a10, a11, a12) + noiseM2 * (k0! * k2! + k1! * k3!);
  belief.sy = p(a00, a01, a02, a20, a21, a22) + noiseM2 * (k0! * k4! + k1! * k5!);
  belief.xx = p(a10, a11, a12, a10, a11, a12) + noiseM2 * (k2! * k2! + k3! * k3!);
  belief.xy = p(a10, a11, a12, a20, a21, a22) + noiseM2 * (k2! * k4! + k3! * k5!);
  belief.yy = p(a20, a21, a22, a20, a21, a22) + noiseM2 * (k4! * k4! + k5! * k5!);
}
