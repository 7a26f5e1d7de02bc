import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import { Aspect, type VehiclePlan } from '../../src/simulator/simulator.ts';
import { approachTraffic, meanDischarge } from '../support/discharge.ts';
import { approachMap } from '../support/simulator-maps.ts';

const CYCLE_S = 90;
const GREEN_S = 40;
const YELLOW_S = 3;
const WARM_UP_CYCLES = 4;
const STEP_S = 0.5;

/** Runs one lane under a fixed cycle; figures per vehicle and per cycle after the warm-up. */
function underCycle(vehicles: readonly VehiclePlan[], cycles: number, greenS: number): { delayS: number; perCycle: number } {
  const map = approachMap({ lengthM: 600, outM: 500 });
  const sim = createSimulator({ map, stepS: STEP_S, vehicles, emergencies: [] });
  let start = sim.totals();
  for (let s = 0; s < (cycles * CYCLE_S) / STEP_S; s++) {
    const inCycleS = sim.timeS % CYCLE_S;
    sim.setAspect(0, inCycleS < greenS ? Aspect.green : inCycleS < greenS + YELLOW_S ? Aspect.yellow : Aspect.red);
    if (sim.timeS === WARM_UP_CYCLES * CYCLE_S) start = sim.totals();
    sim.step();
  }
  const end = sim.totals();
  const lossS = [0, 1].reduce((sum, link) => sum + (end.lossS[link] ?? 0) - (start.lossS[link] ?? 0), 0);
  return { delayS: lossS / (end.wanted - start.wanted), perCycle: (end.left - start.left) / (cycles - WARM_UP_CYCLES) };
}

describe('one lane under a fixed cycle', () => {
  it('has a capacity within 5 % of 1800-1900 vehicles per hour of effective green', () => {
    // Given a lane that is always full, the vehicles that 30 s more of green let through show the capacity of green itself
    const full = approachTraffic(1200, 1.9, 1);
    const gained = underCycle(full, 24, GREEN_S + 30).perCycle - underCycle(full, 24, GREEN_S).perCycle;
    expect((gained / 30) * 3600).toBeGreaterThanOrEqual(0.95 * 1800);
    expect((gained / 30) * 3600).toBeLessThanOrEqual(1.05 * 1900);
  });

  it('delays vehicles as Webster says (uniform term) within 10 % below 0.85 saturation', () => {
    const headwayS = meanDischarge(STEP_S, 4).saturationHeadwayS;
    const effectiveGreen = (underCycle(approachTraffic(1200, 1.9, 1), 24, GREEN_S).perCycle * headwayS) / CYCLE_S;
    for (const saturation of [0.31, 0.53, 0.71, 0.83]) {
      // Given uniform arrivals whose headway does not fall in step with the cycle, and drivers who do not hold each other up
      const arrivalS = headwayS / effectiveGreen / saturation;
      const arrivals = approachTraffic(Math.floor((54 * CYCLE_S) / arrivalS), arrivalS, 2).map((plan) => ({
        ...plan,
        speedFactor: 1,
      }));
      const { delayS } = underCycle(arrivals, 54, GREEN_S);
      const webster = (CYCLE_S * (1 - effectiveGreen) ** 2) / (2 * (1 - effectiveGreen * saturation));
      expect(Math.abs(delayS / webster - 1), `saturation ${saturation}: ${delayS} s against ${webster} s`).toBeLessThan(0.1);
    }
  });
});
