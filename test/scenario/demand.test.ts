import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomStream } from '../../src/kernel/random.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { TurningWalk } from '../../src/scenario/demand/turning-walk.ts';
import { vehiclesOf } from '../../src/scenario/demand.ts';
import { exponential } from '../../src/scenario/exponential.ts';
import type { Flow } from '../../src/scenario/scenario.ts';
import { scenarioWith, twoJunctions } from './two-junctions.ts';

const index = indexMap(twoJunctions());
const base = scenarioWith();

function withFlows(flows: readonly Flow[]): ReturnType<typeof scenarioWith> {
  return scenarioWith({ demand: { ...base.demand, flows } });
}

describe('vehicles of a seed', () => {
  test('the same seed gives the same vehicles, another seed others', () => {
    expect(vehiclesOf(base, index, 7)).toEqual(vehiclesOf(base, index, 7));
    expect(vehiclesOf(base, index, 8)).not.toEqual(vehiclesOf(base, index, 7));
  });

  test('adding, removing or scaling one flow changes no vehicle of another', () => {
    const street = (flows: readonly Flow[]) =>
      vehiclesOf(withFlows(flows), index, 3).filter(({ route }) => route[0] === 'J1W-J1');
    const [avenue, west, south] = base.demand.flows as [Flow, Flow, Flow];
    const alone = street([west]);
    expect(alone.length).toBeGreaterThan(100);
    expect(street([avenue, west, south])).toEqual(alone);
    expect(street([{ ...avenue, vehPerHour: 1800 }, { from: 'J2E-J2', vehPerHour: 900, fromS: 0, toS: 1500 }, west])).toEqual(
      alone,
    );
  });

  test('two equal flows draw different vehicles', () => {
    const west = base.demand.flows[1] as Flow;
    const departures = vehiclesOf(withFlows([west, { ...west }]), index, 3).map(({ departS }) => departS);
    expect(new Set(departures).size).toBe(departures.length);
  });

  test('are sorted by departure, inside the window of their flow, and follow its route', () => {
    fc.assert(
      fc.property(fc.nat({ max: 4_000_000_000 }), (seed) => {
        const vehicles = vehiclesOf(base, index, seed);
        for (const [i, vehicle] of vehicles.entries()) {
          expect(vehicle.departS).toBeGreaterThanOrEqual(vehicles[i - 1]?.departS ?? 0);
          expect(vehicle.speedFactor).toBeGreaterThanOrEqual(0.7);
          expect(vehicle.speedFactor).toBeLessThanOrEqual(1.3);
          if (vehicle.route[0] !== 'NORTH-J2') continue;
          expect(vehicle.route).toEqual(['NORTH-J2', 'J2-J1', 'J1-SOUTH']);
          expect(vehicle.departS >= 100 && vehicle.departS < 700).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('come at the stated rate, with the spread of a Poisson stream', () => {
    const flow: Flow = { from: 'SOUTH-J1', vehPerHour: 720, fromS: 0, toS: 600 };
    const counts = Array.from({ length: 400 }, (_, seed) => vehiclesOf(withFlows([flow]), index, seed).length);
    const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length;
    const variance = counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (counts.length - 1);
    expect(mean).toBeGreaterThan(117);
    expect(mean).toBeLessThan(123);
    expect(variance / mean).toBeGreaterThan(0.8);
    expect(variance / mean).toBeLessThan(1.2);
  });

  test('the figures of one seed stay what they were', () => {
    const [first, second] = vehiclesOf(base, index, 1);
    expect([first, second]).toMatchInlineSnapshot(`
      [
        {
          "departS": 1.0249090346042067,
          "driverSeed": 2467867050,
          "route": [
            "SOUTH-J1",
            "J1-J2",
            "J2-NORTH",
          ],
          "speedFactor": 0.9106458829715848,
        },
        {
          "departS": 8.116400516591966,
          "driverSeed": 1100460516,
          "route": [
            "J1W-J1",
            "J1-J1E",
          ],
          "speedFactor": 0.9731452019885183,
        },
      ]
    `);
  });
});

describe('exponential variates', () => {
  test('have mean 1, and exceed 1 and 2 as often as they must', () => {
    const stream = randomStream(5, 'exponential');
    const draws = Array.from({ length: 100_000 }, () => exponential(stream));
    const shareAbove = (limit: number): number => draws.filter((x) => x > limit).length / draws.length;
    expect(draws.reduce((sum, x) => sum + x, 0) / draws.length).toBeCloseTo(1, 1);
    expect(shareAbove(0.1)).toBeCloseTo(Math.exp(-0.1), 2);
    expect(shareAbove(1)).toBeCloseTo(Math.exp(-1), 2);
    expect(shareAbove(2)).toBeCloseTo(Math.exp(-2), 2);
  });
});

describe('a walk by turning shares', () => {
  const walk = new TurningWalk(index, base.demand.turning);

  test('ends at the rim, never turns back, meets no node twice, and is driven along movements', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('SOUTH-J1', 'J2E-J2', 'J1W-J1'), (seed, entry) => {
        const route = walk.from(entry, randomStream(seed));
        const nodes = [index.link(entry).from, ...route.map((id) => index.link(id).to)];
        expect(new Set(nodes).size).toBe(nodes.length);
        expect(index.movementsFrom(route.at(-1) as string)).toEqual([]);
        route.slice(1).forEach((link, i) => {
          expect(index.findMovement(route[i] as string, link)).toBeDefined();
        });
      }),
      { numRuns: 200 },
    );
  });

  test('takes each turn as often as its share says, by the first rule that fits', () => {
    const stream = randomStream(11);
    const next = Array.from({ length: 4000 }, () => walk.from('SOUTH-J1', stream)[1]);
    const share = (link: string): number => next.filter((id) => id === link).length / next.length;
    expect(share('J1-J1W')).toBeCloseTo(0.2, 1);
    expect(share('J1-J2')).toBeCloseTo(0.7, 1);
    expect(share('J1-J1E')).toBeCloseTo(0.1, 1);
  });

  test('a grid without a rim on one side still lets it end', () => {
    const onlyLeft = new TurningWalk(index, [{ shares: { left: 1, through: 0, right: 0 } }]);
    expect(onlyLeft.from('J1E-J1', randomStream(1))).toEqual(['J1E-J1', 'J1-SOUTH']);
  });
});
