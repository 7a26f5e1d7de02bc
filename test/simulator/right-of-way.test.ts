import { describe, expect, it } from 'vitest';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import type { VehiclePlan } from '../../src/simulator/simulator.ts';
import { sketchMap } from '../support/simulator-maps.ts';

/** A crossing without signals; the side road gives way to the main road, and where `both` the main road to the side road too. */
function crossing(both: boolean): RoadMap {
  const lanes = [0];
  return sketchMap(
    [
      { id: 'main', from: 'A', to: 'X', lengthM: 300, lanes },
      { id: 'on', from: 'X', to: 'B', lengthM: 200, lanes },
      { id: 'side', from: 'C', to: 'X', lengthM: 200, lanes },
      { id: 'across', from: 'X', to: 'D', lengthM: 200, lanes },
    ],
    [
      { from: 'main', to: 'on', lanes: [[0, 0]], unsignalled: true, yieldsTo: both ? ['side>across'] : [] },
      { from: 'side', to: 'across', lanes: [[0, 0]], unsignalled: true, yieldsTo: ['main>on'] },
    ],
  );
}

function stream(count: number, headwayS: number, route: readonly string[]): VehiclePlan[] {
  return Array.from({ length: count }, (_, n) => ({ departS: n * headwayS, route, speedFactor: 1, driverSeed: n }));
}

/** The two paths of 20 m cross half-way; so much of each lies within the other's width. */
const CROSSING_M = { from: 8.5, to: 11.5 };

/** Runs and tells how many of each stream came through by `untilS`; throws when two vehicles drive through each other. */
function through(map: RoadMap, vehicles: readonly VehiclePlan[], untilS: number): { main: number; side: number } {
  const sorted = [...vehicles].sort((a, b) => a.departS - b.departS);
  const sim = createSimulator({ map, stepS: 0.5, vehicles: sorted, emergencies: [] });
  const passed = { main: new Set<number>(), side: new Set<number>() };
  while (sim.timeS < untilS) {
    sim.step();
    const inside = { main: 0, side: 0 };
    sim.visit((v) => {
      const stream = v.link <= 1 ? 'main' : 'side';
      const entering = v.link === 0 || v.link === 2;
      const intoM = v.positionM + (entering ? -(map.links[v.link]?.lengthM ?? 0) : 20);
      if (intoM > CROSSING_M.from && intoM - v.lengthM < CROSSING_M.to) inside[stream]++;
      if (!entering) passed[stream].add(v.id);
    });
    if (inside.main > 0 && inside.side > 0) throw new Error(`two vehicles in one place at ${sim.timeS} s`);
  }
  return { main: passed.main.size, side: passed.side.size };
}

describe('at a node without signals', () => {
  it('the side road waits for gaps in the main road, and uses them', () => {
    const vehicles = [...stream(50, 9, ['main', 'on']), ...stream(30, 12, ['side', 'across'])];
    expect(through(crossing(false), vehicles, 600)).toEqual({ main: 50, side: 30 });
  });

  it('a main road without gaps is not held up by the side road, which goes when the platoon has passed', () => {
    const vehicles = [...stream(60, 2.5, ['main', 'on']), ...stream(5, 10, ['side', 'across'])];
    expect(through(crossing(false), vehicles, 155).side).toBeLessThanOrEqual(1);
    expect(through(crossing(false), vehicles, 300)).toEqual({ main: 60, side: 5 });
  });

  it('two roads that give way to each other take turns: nobody waits for ever', () => {
    const vehicles = [...stream(40, 5, ['main', 'on']), ...stream(40, 5, ['side', 'across'])];
    expect(through(crossing(true), vehicles, 1200)).toEqual({ main: 40, side: 40 });
  });
});
