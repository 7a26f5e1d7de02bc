import { describe, expect, it } from 'vitest';
import { TrafficCheck } from '../../bench/gates/traffic-check.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import type { VehiclePlan } from '../../src/simulator/simulator.ts';
import { metres, withPaths } from '../support/drawn-crossing.ts';
import { CORNERS } from '../support/one-way-block.ts';
import { sketchMap } from '../support/simulator-maps.ts';

const after = (k: number, n = 1): number => (k + n) % CORNERS.length;
const both = [
  [0, 0],
  [1, 1],
] as const;

/** A roundabout with two lanes all round and in each of four entries, exits from its outer lane, short links between the nodes. */
function twoLaneRoundabout(): RoadMap {
  const map = sketchMap(
    CORNERS.flatMap((k) => [
      { id: `in${k}`, from: `A${k}`, to: `N${k}`, lengthM: 250, lanes: [0, 0] },
      { id: `ring${k}`, from: `N${k}`, to: `N${after(k)}`, lengthM: 25, lanes: [0, 0], limitMps: 8.3 },
      { id: `out${k}`, from: `N${k}`, to: `B${k}`, lengthM: 250, lanes: [0, 0] },
    ]),
    CORNERS.flatMap((k) => [
      {
        from: `in${after(k)}`,
        to: `ring${after(k)}`,
        turn: 'right' as const,
        lanes: both,
        unsignalled: true,
        yieldsTo: [`ring${k}>ring${after(k)}`],
      },
      { from: `ring${k}`, to: `ring${after(k)}`, lanes: both, unsignalled: true },
      {
        from: `ring${k}`,
        to: `out${after(k)}`,
        turn: 'right' as const,
        lanes: [[0, 0] as const, [0, 1] as const],
        unsignalled: true,
      },
    ]),
  );
  const drawn = CORNERS.flatMap(
    (k) =>
      [
        [`in${k}>ring${k}`, [metres([2, -10], [4, -4], [10, 0]), metres([-2, -10], [0, -2], [10, 3.3])]],
        [`ring${k}>ring${after(k)}`, [metres([-10, 0], [10, 0]), metres([-10, 3.3], [10, 3.3])]],
        [`ring${k}>out${after(k)}`, [metres([-10, 0], [-7, -4], [-6, -10]), metres([-10, 0], [-5, -3], [-3, -10])]],
      ] as const,
  );
  return withPaths(map, Object.fromEntries(drawn));
}

/** From every entry as many to the first, second and third exit. */
function demand(vehPerHour: number, untilS: number): readonly VehiclePlan[] {
  return CORNERS.flatMap((k) =>
    Array.from({ length: Math.floor((untilS * vehPerHour) / 3600) }, (_, n): VehiclePlan => {
      const ring = Array.from({ length: 1 + (n % 3) }, (__, i) => `ring${after(k, i)}`);
      const out = `out${after(k, ring.length)}`;
      return {
        departS: ((n + k / 4) * 3600) / vehPerHour,
        route: [`in${k}`, ...ring, out],
        speedFactor: 1,
        driverSeed: 4 * n + k,
      };
    }),
  ).sort((a, b) => a.departS - b.departS);
}

describe('given a two-lane roundabout with more traffic than it takes', () => {
  const map = twoLaneRoundabout();
  const vehicles = demand(1000, 900);

  it.each([0.5, 1])('then those in it go on before those who enter, and never stand in a ring, steps of %d s', (stepS) => {
    const sim = createSimulator({ map, stepS, vehicles, emergencies: [] });
    const check = new TrafficCheck(map, vehicles);
    while (sim.timeS < 2400) {
      sim.step();
      check.look(sim);
    }
    expect(sim.gridlock()).toBeUndefined();
    expect([...check.notConserved, ...check.onLanes, ...check.onDrawnPaths]).toEqual([]);
    expect(sim.totals().left).toBe(vehicles.length);
  });
});
