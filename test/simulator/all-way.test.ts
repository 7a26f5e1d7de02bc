import { describe, expect, it } from 'vitest';
import { plainCrossroads } from '../../bench/gates/plain-crossroads.ts';
import { randomTraffic } from '../../bench/gates/random-traffic.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';

const HALF_HOUR_S = 1800;
/** 1,000 vehicles an hour in all, at random times: HCM 2010, chapter 20, gives level of service B to C. */
const HEADWAY_S = 14.4;

/** Mean time lost by those who came from each arm. */
function lossByArm(stepS: number, seed: number): readonly number[] {
  const map = plainCrossroads('all-way');
  const vehicles = randomTraffic(map, seed, HEADWAY_S, HALF_HOUR_S);
  const lost = new Map<string, number[]>();
  const onTrip = ({ vehicle, lossS }: { readonly vehicle: number; readonly lossS: number }): void => {
    const from = vehicles[vehicle]!.route[0]!;
    lost.set(from, [...(lost.get(from) ?? []), lossS]);
  };
  const sim = createSimulator({ map, stepS, vehicles, emergencies: [], onTrip });
  while (sim.timeS < HALF_HOUR_S + 120) sim.step();
  expect(sim.totals().left).toBe(vehicles.length);
  return [...lost.values()].map((losses) => losses.reduce((sum, lossS) => sum + lossS, 0) / losses.length);
}

describe('given crossroads where all give way to all, and 250 vehicles an hour from each side', () => {
  it.each([0.5, 1])('then first come is first served: short waits, and as long on every side, steps of %d s', (stepS) => {
    for (const seed of [1, 2]) {
      const losses = lossByArm(stepS, seed);
      expect(Math.max(...losses)).toBeLessThan(25);
      expect(Math.max(...losses)).toBeLessThan(1.5 * Math.min(...losses));
    }
  });
});
