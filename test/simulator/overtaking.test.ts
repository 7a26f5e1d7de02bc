import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import type { VehiclePlan } from '../../src/simulator/simulator.ts';
import { sketchMap } from '../support/simulator-maps.ts';

/** Two roads of one lane that go on side by side as one road of two lanes: each comes into its own lane. */
const MAP = sketchMap(
  [
    { id: 'slow', from: 'A', to: 'X', lengthM: 200, lanes: [0] },
    { id: 'fast', from: 'B', to: 'X', lengthM: 200, lanes: [0] },
    { id: 'road', from: 'X', to: 'C', lengthM: 1500, lanes: [0, 0] },
  ],
  [
    { from: 'slow', to: 'road', lanes: [[0, 0]], unsignalled: true },
    { from: 'fast', to: 'road', lanes: [[0, 1]], unsignalled: true },
  ],
);

function plan(departS: number, from: 'slow' | 'fast', speedFactor: number, driverSeed: number): VehiclePlan {
  return { departS, route: [from, 'road'], speedFactor, driverSeed };
}

/** Runs to the end; per vehicle: where it came from, and on the common road the lanes it was in and its hardest braking. */
function overtaking(plans: readonly VehiclePlan[]) {
  const vehicles = [...plans].sort((a, b) => a.departS - b.departS);
  const sim = createSimulator({ map: MAP, stepS: 0.5, vehicles, emergencies: [] });
  const seen = vehicles.map(({ route }) => ({ from: route[0], lanes: new Set<number>(), hardest: 0, beforeMps: 0 }));
  while (sim.timeS < 400) {
    sim.step();
    sim.visit((v) => {
      const own = seen[v.id]!;
      if (v.link === 2) {
        own.lanes.add(v.lane);
        own.hardest = Math.max(own.hardest, (own.beforeMps - v.speedMps) / 0.5);
      }
      own.beforeMps = v.speedMps;
    });
  }
  return seen;
}

/** Every 10 s one comes on the slow road, by turns at that speed factor and at the limit; on the other one a platoon. */
function slowAndFast(slowFactor: number, headwayS: number, fastFactor: number) {
  const slow = Array.from({ length: 12 }, (_, n) => plan(n * 10 + 5, 'slow', n % 2 === 0 ? slowFactor : 1, n));
  const fast = Array.from({ length: 60 }, (_, n) => plan(n * headwayS, 'fast', fastFactor, 100 + n));
  const all = overtaking([...slow, ...fast]);
  const overtakers = all.filter(({ from, lanes }) => from === 'slow' && lanes.has(1)).length;
  const hardest = (of: string): number => Math.max(...all.filter(({ from }) => from === of).map((v) => v.hardest));
  return { overtakers, hardestSlow: hardest('slow'), hardestFast: hardest('fast') };
}

describe('beside a free lane', () => {
  it('a driver overtakes one who is 15 % slower', () => {
    const [, second] = overtaking([plan(0, 'slow', 0.85, 1), plan(3, 'slow', 1, 2)]);
    expect([...second!.lanes]).toEqual([0, 1]);
  });
});

describe('beside a lane of faster vehicles', () => {
  it.each([
    [0.7, 3],
    [0.6, 4],
  ])('nobody overtakes into a gap that asks for hard braking: slow at %d of the limit, headway %d s', (slowFactor, headwayS) => {
    const { overtakers, hardestSlow, hardestFast } = slowAndFast(slowFactor, headwayS, 1.2);
    expect(overtakers).toBe(6);
    expect(Math.max(hardestSlow, hardestFast)).toBeLessThan(3.6);
  });

  it('who gains little by it lets those pass who would have to brake', () => {
    const { overtakers, hardestFast } = slowAndFast(0.9, 5, 1.15);
    expect(overtakers).toBe(6);
    expect(hardestFast).toBeLessThan(1);
  });
});
