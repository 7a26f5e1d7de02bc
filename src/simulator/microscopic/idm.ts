import { COMFORTABLE_BRAKING, HARDEST_BRAKING } from './parameters.ts';

/** Too fast for the road is corrected gently, whatever the fourth power says. */
const GENTLEST_EXCESS = -1.5;
const CALM_BRAKING = 3;

/** Part of the acceleration that the free road gives, in units of the greatest acceleration. */
export function freeShare(speed: number, desired: number): number {
  const ratio = speed / desired;
  const square = ratio * ratio;
  const term = 1 - square * square;
  return term > GENTLEST_EXCESS ? term : GENTLEST_EXCESS;
}

/**
 * Intelligent Driver Model (Treiber, Hennecke, Helbing 2000), exponent 4, in the form IDM+ (Schakel, van Arem, Netten 2010) that
 * takes the lesser of the free and the following term: the sum of both cannot discharge a queue at an urban limit faster than
 * 1730 veh/h per lane with T = 1.15 s, whatever the acceleration. Acceleration in m/s² behind a leader whose rear is `gapM`
 * ahead, approached at `closingMps`; `acceleration`, `approach` and `jamGapM` are the vehicle kind's.
 */
export function idm(
  speed: number,
  desired: number,
  gapM: number,
  closingMps: number,
  timeGapS: number,
  acceleration: number,
  approach: number,
  jamGapM: number,
): number {
  const dynamic = speed * timeGapS + speed * closingMps * approach;
  const wanted = (dynamic > 0 ? jamGapM + dynamic : jamGapM) / (gapM > 0.01 ? gapM : 0.01);
  const free = freeShare(speed, desired);
  const following = 1 - wanted * wanted;
  const a = acceleration * (free < following ? free : following);
  return a < -CALM_BRAKING ? hardBraking(a, gapM, closingMps) : a;
}

/**
 * A gap cut short by someone who changed lanes is opened again calmly: braking harder than CALM_BRAKING is for closing in, and
 * twice what is needed is enough (the idea of Kesting, Treiber, Helbing 2010, enhanced IDM).
 */
function hardBraking(a: number, gapM: number, closingMps: number): number {
  const roomM = gapM > 1.1 ? gapM - 1 : 0.1;
  const needed = closingMps > 0 ? (closingMps * closingMps) / (2 * roomM) : 0;
  return Math.max(a, Math.min(-CALM_BRAKING, -needed - COMFORTABLE_BRAKING), -HARDEST_BRAKING);
}
