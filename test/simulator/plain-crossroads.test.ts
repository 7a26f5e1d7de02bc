import { describe, expect, it } from 'vitest';
import { plainCrossroads, RIGHTS_OF_WAY } from '../../bench/gates/plain-crossroads.ts';
import { checkRandomRun } from '../../bench/gates/random-run.ts';
import { randomTraffic } from '../../bench/gates/random-traffic.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';

const SEEDS = [1, 2, 3, 4, 5];

describe.each(RIGHTS_OF_WAY)('at crossroads without signals, %s', (rule) => {
  const map = plainCrossroads(rule);

  it.each([0.5, 1])('nobody drives through anybody or brakes harder than tyres can, steps of %d s', (stepS) => {
    for (const headwayS of [6, 12]) {
      for (const seed of SEEDS) {
        const check = checkRandomRun({ map, seed, stepS, headwayS, endS: 900 });
        expect([...check.notConserved, ...check.onLanes, ...check.inNodes, ...check.impossible]).toEqual([]);
      }
    }
  });

  it.each([0.5, 1])('1200 vehicles an hour come through, and nobody waits for ever, steps of %d s', (stepS) => {
    for (const seed of SEEDS) {
      const vehicles = randomTraffic(map, seed, 12, 600);
      const sim = createSimulator({ map, stepS, vehicles, emergencies: [] });
      while (sim.timeS < 900) sim.step();
      expect(sim.totals()).toMatchObject({ wanted: vehicles.length, left: vehicles.length, missedTurns: 0 });
    }
  });
});
