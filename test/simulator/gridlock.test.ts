import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approachMap } from '../../bench/gates/approach.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import { Aspect, type Gridlock, type TrafficSimulator, type VehiclePlan } from '../../src/simulator/simulator.ts';
import { CORNERS, oneWayBlock, showBlockPhases, streetTraffic } from '../support/one-way-block.ts';
import { sketchMap } from '../support/simulator-maps.ts';

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

/** Where everyone inside is. */
function places(simulator: TrafficSimulator): string {
  const all: string[] = [];
  simulator.visit(({ id, link, positionM }) => all.push(`${id} ${link} ${positionM.toFixed(0)}`));
  return all.sort().join();
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

describe('given four one-way streets around a block, with signals that let all in at once and then all out', () => {
  const DEMAND_S = 1200;
  function block(boxBlocking: boolean): TrafficSimulator {
    const vehicles = CORNERS.flatMap((k) => streetTraffic(k, 3, DEMAND_S)).sort((a, b) => a.departS - b.departS);
    return createSimulator({ map: oneWayBlock(60), stepS: 0.5, vehicles, emergencies: [], boxBlocking });
  }
  const driveBlock = (simulator: TrafficSimulator, untilS: number, each: () => void): void => {
    while (simulator.timeS < untilS) {
      showBlockPhases(simulator, [0, 0, 0, 0], 30);
      simulator.step();
      each();
    }
  };

  it('when drivers block the boxes, then each side waits for those who stand in the next corner, and that is found', () => {
    const simulator = block(true);
    let foundAtS = Number.POSITIVE_INFINITY;
    driveBlock(simulator, DEMAND_S, () => {
      if (simulator.gridlock() !== undefined) foundAtS = Math.min(foundAtS, simulator.timeS);
    });
    expect(foundAtS).toBeLessThan(300);
    expect([...simulator.gridlock()!.links].sort()).toEqual(['side0', 'side1', 'side2', 'side3']);
    const { left, inside } = simulator.totals();
    driveBlock(simulator, DEMAND_S + 600, () => {});
    expect(simulator.totals()).toMatchObject({ left, inside });
  });

  it('when they keep them clear, then the same demand flows and there is none', () => {
    const simulator = block(false);
    driveBlock(simulator, DEMAND_S + 3000, () => expect(simulator.gridlock()).toBeUndefined());
    expect(simulator.totals()).toMatchObject({ inside: 0, waiting: 0 });
  });

  it('whatever the demand and the signals, it is found exactly where nobody inside ever moves again', () => {
    const outcomes = new Set<boolean>();
    const offsetS = fc.array(fc.integer({ min: 0, max: 59 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(offsetS, fc.integer({ min: 10, max: 30 }), fc.integer({ min: 3, max: 9 }), (offsetsS, greenS, everyS) => {
        const vehicles = CORNERS.flatMap((k) => streetTraffic(k, everyS, 900)).sort((a, b) => a.departS - b.departS);
        const map = oneWayBlock(60);
        const simulator = createSimulator({ map, stepS: 0.5, vehicles, emergencies: [], boxBlocking: true });
        const driveTo = (untilS: number): void => {
          while (simulator.timeS < untilS) {
            showBlockPhases(simulator, offsetsS, greenS);
            simulator.step();
          }
        };
        driveTo(1500);
        const found = simulator.gridlock() !== undefined;
        const before = places(simulator);
        driveTo(1700);
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
