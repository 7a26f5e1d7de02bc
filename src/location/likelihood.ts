/**
 * Likelihood kernels of the matcher, built from + - * / sqrt only, so that every machine takes the same decision. (Positions
 * themselves go through sin and cos, here and in turf: V8 computes those in software, the same on all platforms of one V8 line.)
 * None is normalised; the matcher normalises over its hypotheses.
 */

/** Student-t with four degrees of freedom, exactly: (1 + z²/4)^-2.5. `squared` = (error / sigma)². */
export function studentT4(squared: number): number {
  const u = 1 + squared / 4;
  return 1 / (u * u * Math.sqrt(u));
}

/** exp(-x) for x >= 0, as (1 + x/64)^-64: 0.8 % off at x = 1, a fatter tail, never zero. */
export function decay(x: number): number {
  let power = 1 / (1 + x / 64);
  for (let i = 0; i < 6; i++) power *= power;
  return power;
}

/** Newson-Krumm transition constants by sampling period, seconds and metres, as used by open routers. */
const BETA: readonly (readonly [number, number])[] = [
  [1, 0.49],
  [2, 0.83],
  [5, 2.0],
  [10, 4.1],
  [15, 7.8],
  [20, 11.9],
  [30, 34.6],
];

/** Transition constant in metres for a sampling period, linear between the table's rows and flat outside them. */
export function betaM(periodS: number): number {
  let [beforeS, beforeM] = BETA[0]!;
  for (const [rowS, rowM] of BETA) {
    if (periodS <= rowS) {
      return rowS === beforeS ? rowM : beforeM + ((rowM - beforeM) * (periodS - beforeS)) / (rowS - beforeS);
    }
    [beforeS, beforeM] = [rowS, rowM];
  }
  return beforeM;
}

/** Below this speed a heading is noise and is not used. */
const HEADING_FROM_MPS = 2;

/** How well a vehicle's heading fits a direction; 1 when its heading says nothing. */
export function headingFit(fixHeadingDeg: number, speedMps: number, directionDeg: number): number {
  if (speedMps < HEADING_FROM_MPS || !Number.isFinite(fixHeadingDeg)) return 1;
  const sigmaDeg = speedMps < 5 ? 30 : 15;
  const turned = Math.abs(fixHeadingDeg - directionDeg) % 360;
  const differenceDeg = turned > 180 ? 360 - turned : turned;
  const z = differenceDeg / sigmaDeg;
  return studentT4(z * z);
}

/** A vehicle drives this far beside the drawn centre line. */
const LANE_SPREAD_M = 5;

/** How well a road fits a fix that lies `asideM` beside its drawn centre line. */
export function asideFit(asideM: number, sigmaM: number): number {
  return studentT4((asideM * asideM) / (sigmaM * sigmaM + LANE_SPREAD_M * LANE_SPREAD_M));
}
