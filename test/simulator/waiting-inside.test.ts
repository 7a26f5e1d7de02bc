import { describe, expect, it } from 'vitest';
import { TrafficCheck } from '../../bench/gates/traffic-check.ts';
import type { DrawnPath, RoadMap } from '../../src/roadnet/map.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import { Aspect, type VehiclePlan } from '../../src/simulator/simulator.ts';
import { metres, withPaths } from '../support/drawn-crossing.ts';
import { sketchMap } from '../support/simulator-maps.ts';

const ARMS = [0, 1, 2, 3] as const;
const WAIT_M = 8;
const GREEN_S = 42;
const YELLOW_S = 3;
const on = (arm: number, n: number): number => (arm + n) % 4;

/** Points for traffic that comes from the west, turned with the arm. */
function turned(arm: number, ...points: readonly (readonly [number, number])[]): DrawnPath {
  return metres(
    ...points.map(
      ([x, y]): readonly [number, number] => [[x, y] as const, [-y, x] as const, [-x, -y] as const, [y, -x] as const][arm]!,
    ),
  );
}

/** Crossroads with a lane for those who go on and one for those who turn left, who come into the node to wait for a gap. */
function crossroads(): RoadMap {
  const map = sketchMap(
    ARMS.flatMap((k) => [
      { id: `in${k}`, from: `A${k}`, to: 'X', lengthM: 300, lanes: [0, 0] },
      { id: `out${k}`, from: 'X', to: `B${k}`, lengthM: 300, lanes: [0, 0] },
    ]),
    ARMS.flatMap((k) => [
      { from: `in${k}`, to: `out${k}`, lanes: [[0, 0] as const] },
      {
        from: `in${k}`,
        to: `out${on(k, 1)}`,
        turn: 'left' as const,
        lanes: [[1, 1] as const],
        yieldsTo: [`in${on(k, 2)}>out${on(k, 2)}`],
      },
    ]),
  );
  const drawn = ARMS.flatMap(
    (k) =>
      [
        [`in${k}>out${k}`, [turned(k, [-12, -4.8], [12, -4.8])]],
        [`in${k}>out${on(k, 1)}`, [turned(k, [-12, -1.6], [-6, -1.2], [-1, 1], [1.2, 6], [1.6, 12])]],
      ] as const,
  );
  const groupsOf = (k: number): readonly string[] => [`in${k}>out${k}`, `in${k}>out${on(k, 1)}`];
  const conflicts = [0, 2].flatMap((k) =>
    [1, 3].flatMap((l) => groupsOf(k).flatMap((a) => groupsOf(l).map((b) => [a, b] as const))),
  );
  const full = withPaths(map, Object.fromEntries(drawn));
  return {
    ...full,
    movements: full.movements.map((one) => (one.turn === 'left' ? { ...one, waitM: WAIT_M } : one)),
    junctions: full.junctions.map((one) => ({ ...one, conflicts })),
  };
}

const lorry = { lengthM: { min: 16.5, max: 16.5 }, jamGapM: 2.5, accelerationMps2: 1, maxSpeedMps: 22 };

/** Lorries alone: 510 an hour from each side, a fifth of whom turn left. */
const vehicles = ARMS.flatMap((k) =>
  Array.from({ length: 90 }, (_, n): VehiclePlan => {
    const route = [`in${k}`, n % 5 === 2 ? `out${on(k, 1)}` : `out${k}`];
    return { departS: 7 * n + k, route, speedFactor: 1, driverSeed: 4 * n + k, type: lorry };
  }),
).sort((a, b) => a.departS - b.departS);

describe('given lorries that turn left at crossroads, too long to clear them in the yellow', () => {
  it.each([0.5, 1])('then nobody comes up to wait in the way of those who still stand inside, steps of %d s', (stepS) => {
    const map = crossroads();
    const sim = createSimulator({ map, stepS, vehicles, emergencies: [] });
    const check = new TrafficCheck(map, vehicles);
    while (sim.timeS < 1800) {
      const phase = Math.floor(sim.timeS / (GREEN_S + YELLOW_S)) % 2;
      const isYellow = sim.timeS % (GREEN_S + YELLOW_S) >= GREEN_S;
      for (const [m, { id }] of map.movements.entries()) {
        const runs = Number(id[2]) % 2 === phase;
        sim.setAspect(m, !runs ? Aspect.red : isYellow ? Aspect.yellow : Aspect.green);
      }
      sim.step();
      check.look(sim);
    }
    expect(sim.totals().left).toBe(vehicles.length);
    expect([...check.onLanes, ...check.onDrawnPaths, ...check.impossible]).toEqual([]);
  });
});
