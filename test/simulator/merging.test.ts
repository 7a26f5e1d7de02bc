import { describe, expect, it } from 'vitest';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import { Aspect, type VehiclePlan } from '../../src/simulator/simulator.ts';
import { sketchMap, twoLanesIntoOne } from '../support/simulator-maps.ts';

/** A side road that joins a main road without signals and gives way to it; it waits at its bar, or so far inside the node. */
function joining(waitM: number): RoadMap {
  const lanes = [0];
  const map = sketchMap(
    [
      { id: 'main', from: 'A', to: 'X', lengthM: 300, lanes },
      { id: 'on', from: 'X', to: 'B', lengthM: 400, lanes },
      { id: 'side', from: 'C', to: 'X', lengthM: 200, lanes },
    ],
    [
      { from: 'main', to: 'on', lanes: [[0, 0]], unsignalled: true },
      { from: 'side', to: 'on', lanes: [[0, 0]], unsignalled: true, yieldsTo: ['main>on'] },
    ],
  );
  return { ...map, movements: map.movements.map((m) => (m.from === 'side' ? { ...m, waitM } : { ...m, lengthM: 9 })) };
}

/** Vehicles with headways between 0.6 and 1.4 of the mean, always the same ones. */
function stream(count: number, headwayS: number, from: string): VehiclePlan[] {
  return Array.from({ length: count }, (_, n) => ({
    departS: (n + ((n * 7) % 5) * 0.2 - 0.4) * headwayS + headwayS,
    route: [from, 'on'],
    speedFactor: 1,
    driverSeed: n + (from === 'main' ? 0 : 1000),
  }));
}

/** Furthest that anybody of the side road stood beyond its bar while a dense stream kept it waiting. */
function furthestWaitM(waitM: number): number {
  const vehicles = [...stream(60, 2, 'main'), ...stream(3, 10, 'side')].sort((a, b) => a.departS - b.departS);
  const sim = createSimulator({ map: joining(waitM), stepS: 0.5, vehicles, emergencies: [] });
  let furthestM = 0;
  while (sim.timeS < 100) {
    sim.step();
    sim.visit((v) => {
      if (v.link === 2 && v.speedMps === 0) furthestM = Math.max(furthestM, v.positionM - 200);
    });
  }
  return furthestM;
}

interface Braking {
  readonly main: number;
  readonly side: number;
  readonly joined: number;
}

/** Hardest braking on either road, m/s², and how many of the side road came out of the node in 400 s. */
function brakingAt(waitM: number, stepS: number): Braking {
  const vehicles = [...stream(66, 6, 'main'), ...stream(60, 6, 'side')].sort((a, b) => a.departS - b.departS);
  const sim = createSimulator({ map: joining(waitM), stepS, vehicles, emergencies: [] });
  const before = new Map<number, number>();
  const hardest = { main: 0, side: 0 };
  const joined = new Set<number>();
  while (sim.timeS < 400) {
    sim.step();
    sim.visit((v) => {
      const of = vehicles[v.id]?.route[0] === 'main' ? 'main' : 'side';
      hardest[of] = Math.max(hardest[of], ((before.get(v.id) ?? 0) - v.speedMps) / stepS);
      before.set(v.id, v.speedMps);
      if (of === 'side' && v.link === 1) joined.add(v.id);
    });
  }
  return { ...hardest, joined: joined.size };
}

describe('where a side road joins a main road', () => {
  it.each([
    [0, 0.5],
    [0, 1],
    [8, 0.5],
    [8, 1],
  ])('nobody on the main road must brake hard for one let in, waiting %d m inside, steps of %d s', (waitM, stepS) => {
    const { main, joined } = brakingAt(waitM, stepS);
    expect(joined).toBeGreaterThan(50);
    expect(main).toBeLessThan(3.5);
  });

  it('who finds no gap waits at the bar, or inside the node where there is a place to wait', () => {
    expect(furthestWaitM(0)).toBe(0);
    expect(furthestWaitM(8)).toBeGreaterThan(7);
    expect(furthestWaitM(8)).toBeLessThanOrEqual(8);
  });
});

/** The side road joins 40 m before a signal, through which the main road's queue moves on. */
const QUEUED = sketchMap(
  [
    { id: 'main', from: 'A', to: 'X', lengthM: 300, lanes: [0] },
    { id: 'on', from: 'X', to: 'S', lengthM: 40, lanes: [0] },
    { id: 'side', from: 'C', to: 'X', lengthM: 200, lanes: [0] },
    { id: 'out', from: 'S', to: 'B', lengthM: 300, lanes: [0] },
  ],
  [
    { from: 'main', to: 'on', lanes: [[0, 0]], unsignalled: true },
    { from: 'side', to: 'on', lanes: [[0, 0]], unsignalled: true, yieldsTo: ['main>on'] },
    { from: 'on', to: 'out', lanes: [[0, 0]] },
  ],
);

describe('where a side road joins a queue', () => {
  it('the queue lets in one after the other who has waited long', () => {
    const main = Array.from({ length: 200 }, (_, n) => ({
      departS: n * 3,
      route: ['main', 'on', 'out'],
      speedFactor: 1,
      driverSeed: n,
    }));
    const side = Array.from({ length: 10 }, (_, n) => ({
      departS: 100 + n,
      route: ['side', 'on', 'out'],
      speedFactor: 1,
      driverSeed: 500 + n,
    }));
    const vehicles = [...main, ...side].sort((a, b) => a.departS - b.departS);
    const sim = createSimulator({ map: QUEUED, stepS: 0.5, vehicles, emergencies: [] });
    const through = { main: new Set<number>(), side: new Set<number>() };
    while (sim.timeS < 600) {
      sim.setAspect(2, sim.timeS % 60 < 20 ? Aspect.green : Aspect.red);
      sim.step();
      sim.visit((v) => v.link === 3 && through[vehicles[v.id]?.route[0] === 'main' ? 'main' : 'side'].add(v.id));
    }
    expect(through.side.size).toBeGreaterThan(6);
    expect(through.main.size).toBeGreaterThan(70);
  });
});

const ZIP = twoLanesIntoOne();

describe('where two lanes become one', () => {
  it.each([0.5, 1])('drivers fall in one behind the other without hard braking, steps of %d s', (stepS) => {
    const vehicles = Array.from({ length: 120 }, (_, n) => ({
      departS: n * 2.2,
      route: ['two', 'one'],
      speedFactor: 1 + 0.02 * ((n * 3) % 5),
      driverSeed: n,
    }));
    const sim = createSimulator({ map: ZIP, stepS, vehicles, emergencies: [] });
    const before = new Map<number, number>();
    const lanes = new Set<number>();
    let hardest = 0;
    while (sim.timeS < 400) {
      sim.step();
      sim.visit((v) => {
        hardest = Math.max(hardest, ((before.get(v.id) ?? 0) - v.speedMps) / stepS);
        before.set(v.id, v.speedMps);
        if (v.link === 0) lanes.add(v.lane);
      });
    }
    expect(lanes.size).toBe(2);
    expect(sim.totals().left).toBe(120);
    expect(hardest).toBeLessThan(4.5);
  });
});
