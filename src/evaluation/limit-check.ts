import type { AmbulanceRun } from '../experiment/run-result.ts';
import { invariant } from '../kernel/assert.ts';
import type { LimitCheck } from './result.ts';
import type { SeedFloors } from './seed-floors.ts';

/** Sums of steps in another order: far below what is measured. */
const ROUNDING_S = 1e-6;

/**
 * Looks through every run for what cannot be.
 * @throws InvariantBroken where an ambulance beat the same drive alone on all green, or a cross street lost less than its red lights
 * imply: then the simulation, not the controller, is at fault. Violations are counted: they are the controller's.
 */
export function checkLimits(
  results: readonly AmbulanceRun[],
  seeds: readonly number[],
  floors: readonly SeedFloors[],
): LimitCheck {
  let leastOverFloor: number | null = null;
  let leastOverRed: number | null = null;
  for (const { arm, seed, fleet, crossStreets } of results) {
    const { aloneS } = floors[seeds.indexOf(seed)] as SeedFloors;
    fleet.forEach(({ drive, vehicle, otherWay }, i) => {
      const floorS = otherWay?.floorS ?? (aloneS[i] as number);
      if (drive.kind !== 'arrived') return;
      const what = `arm ${arm}, seed ${seed}: ${vehicle} took ${drive.timeS} s, and alone on all green ${floorS} s`;
      invariant(drive.timeS >= floorS - ROUNDING_S, what);
      leastOverFloor = Math.min(leastOverFloor ?? Number.POSITIVE_INFINITY, drive.timeS / floorS);
    });
    for (const { link, lossS, redLeastS } of crossStreets) {
      if (redLeastS === 0) continue;
      const what = `arm ${arm}, seed ${seed}: ${lossS} s were lost on ${link}, and its red lights imply ${redLeastS} s`;
      invariant(lossS >= redLeastS - ROUNDING_S, what);
      leastOverRed = Math.min(leastOverRed ?? Number.POSITIVE_INFINITY, lossS / redLeastS);
    }
  }
  const violations = results.reduce((sum, run) => sum + run.violations.length, 0);
  return { runs: results.length, leastOverFloor, leastOverRed, violations };
}
