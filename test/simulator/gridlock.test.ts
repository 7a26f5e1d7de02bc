import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import { Aspect, type Gridlock, type TrafficSimulator, type VehiclePlan } from '../../src/simulator/simulator.ts';
import { approachMap, sketchMap } from '../support/simulator-maps.ts';

const CORNERS = [0, 1, 2, 3];
const RING_M = 60;
const HOUR_S = 3600;

/** A roundabout of four short links where whoever enters goes before whoever is in it; every way leads past three entries. */
function priorityToEntering(ringM = RING_M): RoadMap {
  const after = (k: number, n = 1): number => (k + n) % CORNERS.length;
  return sketchMap(
    CORNERS.flatMap((k) => [
      { id: `in${k}`, from: `A${k}`, to: `N${k}`, lengthM: 200, lanes: [0] },
      { id: `ring${k}`, from: `N${k}`, to: `N${after(k)}`, lengthM: ringM, lanes: [0] },
      { id: `out${k}`, from: `N${k}`, to: `B${k}`, lengthM: 200, lanes: [0] },
    ]),
    CORNERS.flatMap((k) => [
      { from: `in${k}`, to: `ring${k}`, lanes: [[0, 0] as const], unsignalled: true },
      {
        from: `ring${k}`,
        to: `ring${after(k)}`,
        lanes: [[0, 0] as const],
        unsignalled: true,
        yieldsTo: [`in${after(k)}>ring${after(k)}`],
      },
      { from: `ring${k}`, to: `out${after(k)}`, turn: 'right' as const, lanes: [[0, 0] as const], unsignalled: true },
    ]),
  );
}

function plans(route: (n: number) => readonly string[], everyS: number, untilS: number): VehiclePlan[] {
  return Array.from({ length: Math.floor(untilS / everyS) }, (_, n) => ({
    departS: n * everyS,
    route: route(n),
    speedFactor: 1,
    driverSeed: n,
  }));
}

/** Around three quarters of the ring, from each entry in turn. */
function threeQuarters(n: number): readonly string[] {
  const k = n % CORNERS.length;
  const ring = [0, 1, 2].map((i) => `ring${(k + i) % CORNERS.length}`);
  return [`in${k}`, ...ring, `out${(k + 3) % CORNERS.length}`];
}

function drive(simulator: TrafficSimulator, untilS: number, each: (s: number) => void = () => {}): void {
  while (simulator.timeS < untilS) {
    simulator.step();
    each(simulator.timeS);
  }
}

describe('given a roundabout where those who enter have priority', () => {
  function roundabout(everyS: number): TrafficSimulator {
    return createSimulator({
      map: priorityToEntering(),
      stepS: 0.5,
      vehicles: plans(threeQuarters, everyS, HOUR_S),
      emergencies: [],
    });
  }

  it('when far more want in than it takes, then it locks, all its links are named, and nobody is taken out to hide it', () => {
    const simulator = roundabout(1);
    let first: { readonly atS: number; readonly gridlock: Gridlock } | undefined;
    drive(simulator, HOUR_S, (atS) => {
      const gridlock = simulator.gridlock();
      if (gridlock !== undefined) first ??= { atS, gridlock };
    });
    expect([...(first?.gridlock.links ?? [])].sort()).toEqual(['ring0', 'ring1', 'ring2', 'ring3']);
    expect(first!.atS - first!.gridlock.sinceS).toBeGreaterThanOrEqual(60);
    expect(simulator.gridlock()).toEqual(first!.gridlock);
    const { left, inside } = simulator.totals();
    drive(simulator, HOUR_S + 600);
    expect(simulator.totals()).toMatchObject({ left, inside });
  });

  it('when few want in, then it flows and there is none', () => {
    const simulator = roundabout(8);
    drive(simulator, HOUR_S, () => expect(simulator.gridlock()).toBeUndefined());
    expect(simulator.totals().inside).toBeLessThan(40);
  });
});

describe('at any demand', () => {
  /** Where everyone inside is. */
  const places = (simulator: TrafficSimulator): string => {
    const all: string[] = [];
    simulator.visit(({ id, link, positionM }) => all.push(`${id} ${link} ${positionM.toFixed(0)}`));
    return all.sort().join();
  };

  it('gridlock is found exactly where nobody inside ever moves again, and once found it stays', () => {
    const outcomes = new Set<boolean>();
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 60 }), fc.integer({ min: 40, max: 90 }), (tenthsS, ringM) => {
        const vehicles = plans(threeQuarters, tenthsS / 10, 1800);
        const simulator = createSimulator({ map: priorityToEntering(ringM), stepS: 0.5, vehicles, emergencies: [] });
        let found = false;
        drive(simulator, 3600, () => {
          const now = simulator.gridlock() !== undefined;
          expect(found && !now).toBe(false);
          found = now;
        });
        const before = places(simulator);
        drive(simulator, 3900);
        expect(found).toBe(before !== '' && places(simulator) === before);
        outcomes.add(found);
      }),
      { numRuns: 12, seed: 1 },
    );
    expect(outcomes.size).toBe(2);
  });
});

describe('given long queues that are no gridlock', () => {
  it('when a red light holds a full link for ten minutes, and one before it that it fills, then there is none', () => {
    const map = sketchMap(
      [
        { id: 'a', from: 'A', to: 'J', lengthM: 150, lanes: [0] },
        { id: 'b', from: 'J', to: 'K', lengthM: 150, lanes: [0] },
        { id: 'c', from: 'K', to: 'B', lengthM: 150, lanes: [0] },
      ],
      [
        { from: 'a', to: 'b', lanes: [[0, 0]] },
        { from: 'b', to: 'c', lanes: [[0, 0]] },
      ],
    );
    const simulator = createSimulator({ map, stepS: 0.5, vehicles: plans(() => ['a', 'b', 'c'], 2, 900), emergencies: [] });
    simulator.setAspect(0, Aspect.green);
    drive(simulator, 900, () => expect(simulator.gridlock()).toBeUndefined());
    expect(simulator.laneCount(0, 0).queueVeh).toBeGreaterThan(15);
    expect(simulator.laneCount(1, 0).queueVeh).toBeGreaterThan(15);
  });

  it('when a red light holds a single approach, then there is none', () => {
    const simulator = createSimulator({
      map: approachMap(),
      stepS: 0.5,
      vehicles: plans(() => ['in', 'out'], 3, 600),
      emergencies: [],
    });
    drive(simulator, 900, () => expect(simulator.gridlock()).toBeUndefined());
  });
});
