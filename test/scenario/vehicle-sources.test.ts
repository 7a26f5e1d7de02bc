import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { vehiclesOf } from '../../src/scenario/demand.ts';
import type { Demand, ListedVehicle, OdFlow, Scenario, ScenarioVehicleType } from '../../src/scenario/scenario.ts';
import { scenarioWith, twoJunctions } from './two-junctions.ts';

const index = indexMap(twoJunctions());
const base = scenarioWith();
const BUS: ScenarioVehicleType = {
  lengthM: 12,
  jamGapM: 2.5,
  accelerationMps2: 1.2,
  maxSpeedMps: 20,
  speedFactor: { mean: 0.9, sd: 0 },
};
const COACH: ScenarioVehicleType = { ...BUS, lengthM: 14 };
const UP: OdFlow = { from: 'SOUTH-J1', to: 'J2-NORTH', vehPerHour: 300, fromS: 0, toS: 1500 };
const ACROSS: OdFlow = { from: 'J1W-J1', to: 'J2-J2E', vehPerHour: 200, fromS: 0, toS: 1500, type: 'coach' };
const CAR: ListedVehicle = { id: 'car-1', departS: 12, route: ['J2E-J2', 'J2-J1', 'J1-SOUTH'] };
const TRAM: ListedVehicle = { id: 'bus-1', departS: 4, route: CAR.route, type: 'bus', entry: 'from-rest' };

function demandOf(changes: Partial<Demand>, others: Partial<Scenario> = {}): ReturnType<typeof vehiclesOf> {
  const demand = { ...base.demand, flows: [], vehicleTypes: { bus: BUS, coach: COACH }, ...changes };
  return vehiclesOf(scenarioWith({ demand, ...others }), index, 3);
}

describe('vehicles of an origin-destination table', () => {
  const vehicles = demandOf({ od: [UP, ACROSS] });

  test('take the fastest way in free flow, one route for all of a pair', () => {
    const routes = new Set(vehicles.map(({ route }) => route));
    expect([...routes].sort((a, b) => (a[0]! < b[0]! ? -1 : 1))).toEqual([
      ['J1W-J1', 'J1-J2', 'J2-J2E'],
      ['SOUTH-J1', 'J1-J2', 'J2-NORTH'],
    ]);
    expect(vehicles.length).toBeGreaterThan(150);
  });

  test('two windows of one pair share its route too', () => {
    const split = demandOf({
      od: [
        { ...UP, toS: 700 },
        { ...UP, fromS: 700 },
      ],
    });
    expect(new Set(split.map(({ route }) => route)).size).toBe(1);
  });

  test('go another way where the fastest is closed', () => {
    const square = {
      ...index.map,
      links: index.map.links.map((l) => (l.id === 'J1-J2' ? { ...l, id: 'J1-J2', lengthM: 300 } : l)),
    };
    const parallel = indexMap({
      ...square,
      links: [...square.links, { ...square.links.find(({ id }) => id === 'J1-J2')!, id: 'detour', lengthM: 900 }],
      movements: [
        ...square.movements,
        { ...index.movement('SOUTH-J1>J1-J2'), id: 'in', to: 'detour' },
        { ...index.movement('J1-J2>J2-NORTH'), id: 'out', from: 'detour' },
      ],
    });
    const routed = (closedLinks: readonly string[]): readonly string[] | undefined =>
      vehiclesOf(scenarioWith({ demand: { ...base.demand, flows: [], od: [UP] }, closedLinks }), parallel, 3)[0]?.route;
    expect(routed([])).toEqual(['SOUTH-J1', 'J1-J2', 'J2-NORTH']);
    expect(routed(['J1-J2'])).toEqual(['SOUTH-J1', 'detour', 'J2-NORTH']);
  });
});

describe('vehicles of a list', () => {
  test('depart when and as the list says, sorted; the driver is drawn', () => {
    const [first, second] = demandOf({ listed: [CAR, TRAM] });
    expect(first).toMatchObject({ departS: 4, route: CAR.route, speedFactor: 0.9, entry: 'from-rest' });
    expect(second).toMatchObject({ departS: 12, route: CAR.route });
    expect(second).not.toHaveProperty('entry');
    expect(second).not.toHaveProperty('type');
    expect(first?.driverSeed).not.toBe(second?.driverSeed);
  });

  test('have other drivers under another seed, and the same ones at another place in the list', () => {
    const demand = { ...base.demand, flows: [], listed: [CAR] };
    const under = (seed: number): unknown => vehiclesOf(scenarioWith({ demand }), index, seed)[0];
    expect(under(1)).not.toEqual(under(2));
    expect(demandOf({ listed: [CAR, TRAM] })).toEqual(demandOf({ listed: [TRAM, CAR] }));
  });

  test('that depart together stay in the order of the list', () => {
    const together = ['a', 'b', 'c'].map((id, i) => ({ ...CAR, id, departS: 5, route: CAR.route.slice(0, i + 1) }));
    expect(demandOf({ listed: together }).map(({ route }) => route.length)).toEqual([1, 2, 3]);
  });
});

describe('kinds of vehicles', () => {
  test('all vehicles of a type share one, made of what the scenario says of it', () => {
    const flows = [{ from: 'SOUTH-J1', vehPerHour: 300, fromS: 0, toS: 1500, type: 'bus' }];
    const types = new Set(demandOf({ flows, od: [{ ...ACROSS, type: 'bus' }], listed: [TRAM] }).map(({ type }) => type));
    expect([...types]).toEqual([
      { name: 'bus', lengthM: { min: 12, max: 12 }, jamGapM: 2.5, accelerationMps2: 1.2, maxSpeedMps: 20 },
    ]);
  });

  test('have speeds of their own around the limit', () => {
    const factors = demandOf({ od: [ACROSS] }).map(({ speedFactor }) => speedFactor);
    expect(new Set(factors)).toEqual(new Set([0.9]));
  });

  test('without a greatest speed the limit alone counts', () => {
    const { maxSpeedMps: _, ...fast } = BUS;
    expect(demandOf({ listed: [TRAM], vehicleTypes: { bus: fast } })[0]?.type?.maxSpeedMps).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('one source and the others', () => {
  const flow = base.demand.flows[1]!;
  const all: Partial<Demand> = { flows: [flow], od: [UP, ACROSS], listed: [CAR, TRAM] };

  test('adding, removing or scaling one flow, pair or vehicle changes no vehicle of another', () => {
    const sources = fc.record({
      flow: fc.boolean(),
      typedFlow: fc.boolean(),
      pair: fc.option(fc.integer({ min: 0, max: 900 })),
      car: fc.boolean(),
      mission: fc.boolean(),
    });
    const across = JSON.stringify(ofAcross(demandOf(all)));
    expect(ofAcross(demandOf(all)).length).toBeGreaterThan(50);
    fc.assert(
      fc.property(sources, (with_) => {
        const changed = demandOf(
          {
            flows: [...(with_.typedFlow ? [{ ...flow, type: 'bus' }] : []), ...(with_.flow ? [flow] : [])],
            od: [...(with_.pair === null ? [] : [{ ...UP, vehPerHour: with_.pair }]), ACROSS],
            listed: [...(with_.car ? [CAR] : []), TRAM],
          },
          with_.mission ? {} : { missions: [] },
        );
        expect(JSON.stringify(ofAcross(changed))).toBe(across);
        expect(changed.filter(({ entry }) => entry === 'from-rest')).toEqual(
          demandOf(all).filter(({ entry }) => entry === 'from-rest'),
        );
      }),
      { numRuns: 30 },
    );
  });

  /** Vehicles of the pair that nobody changes: the coaches. */
  function ofAcross(vehicles: ReturnType<typeof vehiclesOf>): ReturnType<typeof vehiclesOf> {
    return vehicles.filter(({ type }) => type?.lengthM.max === COACH.lengthM);
  }

  test('two flows alike but for their kind draw different vehicles, whichever stands first', () => {
    const [car, bus] = [flow, { ...flow, type: 'bus' }];
    const times = (flows: readonly (typeof car)[]): number[] => demandOf({ flows }).map(({ departS }) => departS);
    expect(new Set(times([car, bus])).size).toBe(times([car, bus]).length);
    expect(times([bus, car])).toEqual(times([car, bus]));
  });
});
