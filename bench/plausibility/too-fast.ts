import type { PositionFix } from '../../src/location/fix.ts';
import type { Scene } from './attack.ts';

/** Fewer fixes at speed are no attack. */
const LEAST_FIXES = 15;
const ACCELERATION_MPS2 = 4;
/** How a ghost goes on that has got ahead. */
const USUAL_MPS = 13;
const SPEED_SIGMA_MPS = 0.3;

/** Goes on along the way and gathers speed as an ambulance does, or at once, up to `mostMps`; no turn slows it. */
export function speeding({ honest, from, way, random }: Scene, mostMps: number, atOnce: boolean): PositionFix[] | undefined {
  const forged: PositionFix[] = [];
  let speedMps = honest[from - 1]!.speedMps;
  let atM = 0;
  for (let i = from; i < honest.length && atM < way.lengthM; i++) {
    forged.push(way.fixAt(i, atM, speedMps + random.normal(0, SPEED_SIGMA_MPS)));
    speedMps = atOnce ? mostMps : Math.min(mostMps, speedMps + ACCELERATION_MPS2);
    atM += speedMps;
  }
  return forged.length < LEAST_FIXES ? undefined : [...honest.slice(0, from), ...forged];
}

/** Silent for `silentS`; then it is `aheadM` further along the way than the vehicle is, and drives on as usual. */
export function aheadAfterSilence(
  { honest, from, way, random }: Scene,
  silentS: number,
  aheadM: number,
): PositionFix[] | undefined {
  const forged: PositionFix[] = [];
  for (let i = from + silentS; i < honest.length; i++) {
    const atM = USUAL_MPS * (i - from) + aheadM;
    if (atM >= way.lengthM) break;
    forged.push(way.fixAt(i, atM, USUAL_MPS + random.normal(0, SPEED_SIGMA_MPS)));
  }
  return forged.length < LEAST_FIXES ? undefined : [...honest.slice(0, from), ...forged];
}
