import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import { Aspect, type VehiclePlan } from '../../src/simulator/simulator.ts';
import { approachMap, approachTraffic } from './approach.ts';
import { meanDischarge } from './discharge.ts';

const CYCLE_S = 90;
const GREEN_S = 40;
const YELLOW_S = 3;
const WARM_UP_CYCLES = 4;
const MORE_GREEN_S = 30;
const FULL_CYCLES = 24;
const DELAY_CYCLES = 54;

/** More vehicles than one lane can let through. */
const FULL = approachTraffic(1200, 1.9, 1);

/** Runs one lane under a fixed cycle; figures per vehicle and per cycle after the warm-up. */
function underCycle(stepS: number, vehicles: readonly VehiclePlan[], cycles: number, greenS: number) {
  const map = approachMap({ lengthM: 600, outM: 500 });
  const sim = createSimulator({ map, stepS, vehicles, emergencies: [] });
  let start = sim.totals();
  for (let s = 0; s < (cycles * CYCLE_S) / stepS; s++) {
    const inCycleS = sim.timeS % CYCLE_S;
    sim.setAspect(0, inCycleS < greenS ? Aspect.green : inCycleS < greenS + YELLOW_S ? Aspect.yellow : Aspect.red);
    if (sim.timeS === WARM_UP_CYCLES * CYCLE_S) start = sim.totals();
    sim.step();
  }
  const end = sim.totals();
  const lossS = [0, 1].reduce((sum, link) => sum + (end.lossS[link] ?? 0) - (start.lossS[link] ?? 0), 0);
  return { delayS: lossS / (end.wanted - start.wanted), perCycle: (end.left - start.left) / (cycles - WARM_UP_CYCLES) };
}

/** Vehicles per hour of effective green on one lane: those that so much more green lets through when the lane is always full. */
export function capacityVehPerHour(stepS: number): number {
  const more = underCycle(stepS, FULL, FULL_CYCLES, GREEN_S + MORE_GREEN_S).perCycle;
  return ((more - underCycle(stepS, FULL, FULL_CYCLES, GREEN_S).perCycle) / MORE_GREEN_S) * 3600;
}

/**
 * Mean delay of uniform arrivals over that of Webster's uniform term (Webster 1958), for each degree of saturation. The headways of
 * the arrivals do not fall in step with the cycle, and no driver holds up another.
 */
export function delaysOverWebster(stepS: number, saturations: readonly number[]): readonly number[] {
  const headwayS = meanDischarge(stepS, 4).saturationHeadwayS;
  const effectiveGreen = (underCycle(stepS, FULL, FULL_CYCLES, GREEN_S).perCycle * headwayS) / CYCLE_S;
  return saturations.map((saturation) => {
    const arrivalS = headwayS / effectiveGreen / saturation;
    const count = Math.floor((DELAY_CYCLES * CYCLE_S) / arrivalS);
    const arrivals = approachTraffic(count, arrivalS, 2).map((plan) => ({ ...plan, speedFactor: 1 }));
    const websterS = (CYCLE_S * (1 - effectiveGreen) ** 2) / (2 * (1 - effectiveGreen * saturation));
    return underCycle(stepS, arrivals, DELAY_CYCLES, GREEN_S).delayS / websterS;
  });
}
