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

/** The same in the plane: (1 + m²/4)^-3, m² the squared Mahalanobis distance. */
export function studentT4Plane(squared: number): number {
  const u = 1 + squared / 4;
  return 1 / (u * u * u);
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
export const HEADING_FROM_MPS = 2;

/**
 * How well a vehicle's heading fits a direction, or any of those between it and `arcDeg` further to the right while the vehicle
 * turns; 1 when its heading says nothing.
 */
export function headingFit(fixHeadingDeg: number, speedMps: number, directionDeg: number, arcDeg: number): number {
  if (speedMps < HEADING_FROM_MPS || !Number.isFinite(fixHeadingDeg)) return 1;
  const sigmaDeg = speedMps < 5 ? 30 : 15;
  const turned = Math.abs((fixHeadingDeg - directionDeg - arcDeg / 2) % 360);
  const fromMiddleDeg = turned > 180 ? 360 - turned : turned;
  const z = Math.max(0, fromMiddleDeg - Math.abs(arcDeg) / 2) / sigmaDeg;
  return studentT4(z * z);
}

/** So much above the limit an ambulance drives without being a surprise. */
const USUAL_EXCESS = 1.5;
const EXCESS_SIGMA_MPS = 5;

/** How well a speed fits a road: nobody drives 100 km/h in a service road. */
export function speedFit(speedMps: number, limitMps: number): number {
  const z = Math.max(0, speedMps - USUAL_EXCESS * limitMps) / EXCESS_SIGMA_MPS;
  return studentT4(z * z);
}

/** How likely a fix comes out of a tunnel, against one from under the sky. */
const COVERED_ODDS = 0.1;

/** How well it fits that there is a fix at all. `isCovered` is 1 in a tunnel. */
export function skyFit(isCovered: number): number {
  return isCovered === 1 ? COVERED_ODDS : 1;
}
