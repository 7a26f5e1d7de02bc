import { ACCELERATION, COMFORTABLE_BRAKING, HARDEST_BRAKING, JAM_GAP_M } from './parameters.ts';

const APPROACH = 1 / (2 * Math.sqrt(ACCELERATION * COMFORTABLE_BRAKING));
/** Too fast for the road is corrected gently, whatever the fourth power says. */
const GENTLEST_EXCESS = -1.5;

/** Part of the acceleration that the free road gives, in units of ACCELERATION. */
function freeTerm(speed: number, desired: number): number {
  const ratio = speed / desired;
  const square = ratio * ratio;
  const term = 1 - square * square;
  return Math.max(term, GENTLEST_EXCESS);
}

/** Acceleration on a free road, m/s². */
export function freeAcceleration(speed: number, desired: number): number {
  return ACCELERATION * freeTerm(speed, desired);
}

/**
 * Intelligent Driver Model (Treiber, Hennecke, Helbing 2000), exponent 4: acceleration in m/s² behind a leader whose rear is
 * `gapM` ahead, approached at `closingMps`.
 */
export function followAcceleration(speed: number, desired: number, gapM: number, closingMps: number, timeGapS: number): number {
  const dynamic = speed * timeGapS + speed * closingMps * APPROACH;
  const wanted = (dynamic > 0 ? JAM_GAP_M + dynamic : JAM_GAP_M) / Math.max(gapM, 0.01);
  const a = ACCELERATION * (freeTerm(speed, desired) - wanted * wanted);
  return Math.max(a, -HARDEST_BRAKING);
}
