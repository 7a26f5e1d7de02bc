import { describe, expect, test } from 'vitest';
import type { Junction } from '../../src/roadnet/map.ts';
import { indexMap, type RoadIndex } from '../../src/roadnet/road-index.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import { checkVehicleList } from '../../src/scenario/demand/check-vehicle-list.ts';
import type {
  Demand,
  Flow,
  ListedVehicle,
  OdFlow,
  ProgrammeRule,
  Scenario,
  ScenarioMission,
} from '../../src/scenario/scenario.ts';
import { HALF_LANE_M } from '../../src/simulator/microscopic/parameters.ts';
import { scenarioWith, twoJunctions } from './two-junctions.ts';

const map = twoJunctions();
const index = indexMap(map);
const base = scenarioWith();
const [avenue, , back] = base.demand.flows as [Flow, Flow, Flow];
const [mission] = base.missions as [ScenarioMission];
const [rule] = base.programmes as [ProgrammeRule];
const UP: OdFlow = { from: 'SOUTH-J1', to: 'J2-NORTH', vehPerHour: 300, fromS: 0, toS: 1500 };
const BUS = { lengthM: 12, jamGapM: 2.5, accelerationMps2: 1.2, speedFactor: { mean: 1, sd: 0 } };

function told(changes: Partial<Scenario>, on = index): readonly string[] {
  return checkScenario(scenarioWith(changes), on).map(({ path, advice }) => `${path}: ${advice}`);
}

function demand(changes: Partial<Demand>): Partial<Scenario> {
  return { demand: { ...base.demand, ...changes } };
}

/** Without missions, flows and turns, so that nothing else is in the way of what is closed. */
function closing(closedLinks: readonly string[], changes: Partial<Demand> = {}): Partial<Scenario> {
  return { ...demand({ flows: [], turning: [], ...changes }), missions: [], closedLinks };
}

describe('a table of origins and destinations against the map', () => {
  test('a sound one has no fault', () => {
    expect(told(demand({ od: [UP], vehicleTypes: { bus: BUS }, flows: [{ ...avenue, type: 'bus' }] }))).toEqual([]);
  });

  test.each<[string, Partial<OdFlow>, string, RegExp]>([
    ['a pair without a route', { to: 'J1W-J1' }, 'demand.od[0].to', /no route leads here from SOUTH-J1/],
    ['an unknown origin', { from: 'X' }, 'demand.od[0].from', /no link of this id/],
    ['an unknown destination', { to: 'NORTH' }, 'demand.od[0].to', /no link of this id/],
    ['a window after the end', { toS: 1501 }, 'demand.od[0].toS', /must not be after the run's end \(1500\)/],
    ['an unknown type', { type: 'tram' }, 'demand.od[0].type', /no vehicle types: describe it under demand\.vehicleTypes/],
  ])('%s is found', (_, changes, path, advice) => {
    const faults = checkScenario(scenarioWith(demand({ od: [{ ...UP, ...changes }] })), index);
    expect(faults.map((fault) => fault.path)).toEqual([path]);
    expect(faults[0]?.advice).toMatch(advice);
  });

  test('a type that another one is near to is answered with those there are', () => {
    const faults = told(demand({ flows: [{ ...avenue, type: 'buss' }], vehicleTypes: { bus: BUS, coach: BUS } }));
    expect(faults).toEqual([
      'demand.flows[0].type: the scenario has no vehicle type of this name under demand.vehicleTypes: it has bus, coach',
    ]);
  });
});

describe('closed links', () => {
  test('that do not exist or stand twice are found', () => {
    expect(told(closing(['X', 'J1-J2', 'J1-J2']))).toEqual([
      expect.stringMatching(/^closedLinks\[0\]: .*no link/),
      expect.stringMatching(/^closedLinks\[2\]: is there already/),
    ]);
  });

  test('that nobody drives on are no fault', () => {
    expect(told({ closedLinks: ['J2-J2W'] })).toEqual([]);
  });

  test.each<[string, Partial<Scenario>, string]>([
    ['a flow begins on one', closing(['SOUTH-J1'], { flows: [avenue], turning: base.demand.turning }), 'demand.flows[0].from'],
    ['the route of a flow takes one', closing(['J2-J1'], { flows: [back] }), 'demand.flows[0].route[1]'],
    ['a pair begins on one', closing(['SOUTH-J1'], { od: [UP] }), 'demand.od[0].from'],
    ['a pair ends on one', closing(['J2-NORTH'], { od: [UP] }), 'demand.od[0].to'],
    ['every way of a pair goes over one', closing(['J1-J2'], { od: [UP] }), 'demand.od[0].to'],
    ['a mission begins on one', { ...closing(['SOUTH-J1']), missions: [mission] }, 'missions[0].from'],
    ['the fastest way of a mission goes over one', { ...closing(['J1-J2']), missions: [mission] }, 'missions[0].to'],
    [
      'a progression goes over one',
      {
        ...closing(['J1-J2']),
        programmes: [{ ...rule, offsets: { kind: 'progression', along: ['J1', 'J2'], speedMps: 12 } }],
      },
      'programmes[0].offsets.along[1]',
    ],
  ])('are told where %s', (_, changes, path) => {
    const faults = checkScenario(scenarioWith(changes), index);
    expect(faults.map((fault) => fault.path)).toEqual([path]);
    expect(faults[0]?.advice).toMatch(/closed|open links/);
  });

  test('are told where a turning rule leads only into them, and only there', () => {
    const straight = { shares: { left: 0, through: 1, right: 0 } };
    const [fault, ...others] = told(closing(['J1-J2'], { flows: [avenue], turning: [straight] }));
    expect(fault).toBe(
      'demand.turning[0].shares: leads from link SOUTH-J1 only into closed links (J1-J2): give another of its turns a share, or open one of them',
    );
    expect(others).toEqual([]);
    const some = { shares: { left: 0.1, through: 0.9, right: 0 } };
    expect(told(closing(['J1-J2'], { flows: [avenue], turning: [some] }))).toEqual([]);
  });
});

describe('people on foot and drivers who yield, against the map', () => {
  const withoutCrossing = (junction: Junction): Junction => ({
    ...junction,
    groups: junction.groups.filter(({ kind }) => kind === 'vehicle'),
    conflicts: [['NS', 'EW']],
    intergreens: [
      { from: 'NS', to: 'EW', seconds: 6 },
      { from: 'EW', to: 'NS', seconds: 5 },
    ],
    stages: junction.stages.map((stage) => ({ ...stage, groups: stage.groups.filter((group) => group !== 'P') })),
  });
  const half = indexMap({ ...map, junctions: map.junctions.map((one, i) => (i === 0 ? withoutCrossing(one) : one)) });
  const none = indexMap({ ...map, junctions: map.junctions.map(withoutCrossing) });

  test('crossings where there are some are no fault', () => {
    expect(told({ pedestrians: { perHour: 60 } }, half)).toEqual([]);
    expect(told({ pedestrians: { perHour: 60, junctions: ['J2'] } }, half)).toEqual([]);
  });

  test('a junction without crossings, or unknown, is told by its place; a map without any is told once', () => {
    expect(told({ pedestrians: { perHour: 60, junctions: ['J2', 'J1', 'J9'] } }, half)).toEqual([
      expect.stringMatching(/^pedestrians\.junctions\[1\]: this junction has no crossing/),
      expect.stringMatching(/^pedestrians\.junctions\[2\]: the map has no junction/),
    ]);
    expect(told({ pedestrians: { perHour: 60 } }, none)).toEqual([
      expect.stringMatching(/^pedestrians: no junction of the map has a crossing/),
    ]);
  });

  test('yielding on a map where nobody could pull over is told', () => {
    const yielding = { probability: 0.9, withinM: 50 };
    expect(told({ yielding })).toEqual([expect.stringMatching(/^yielding: no link of the map has room .*spareWidthM/)]);
    const withSpare = (spareWidthM: number): RoadIndex =>
      indexMap({ ...map, links: map.links.map((link, i) => (i === 3 ? { ...link, spareWidthM } : link)) });
    expect(told({ yielding }, withSpare(HALF_LANE_M - 0.01))).toHaveLength(1);
    expect(told({ yielding }, withSpare(HALF_LANE_M))).toEqual([]);
  });
});

describe('actuated programmes and cycles', () => {
  const actuated = (minGreenS: readonly number[]): Partial<Scenario> => ({
    programmes: [{ ...rule, actuated: { minGreenS, gapS: 3, detectorM: 30 } }],
  });

  test('a least green for every stage, none above the longest', () => {
    expect(told(actuated([10, 20]))).toEqual([]);
    expect(told(actuated([10]))).toEqual([
      expect.stringMatching(/^programmes\[0\]\.actuated\.minGreenS: .*each of the 2 stages \(at J1, J2\)$/),
    ]);
    expect(told(actuated([10, 31]))).toEqual([
      expect.stringMatching(/^programmes\[0\]\.actuated\.minGreenS\[1\]: .*30 s \(at J1, J2\)$/),
    ]);
  });

  test('a cycle no longer than its clearances is told with what they are', () => {
    expect(told({ programmes: [{ ...rule, cycleS: 11 }] })).toEqual([
      'programmes[0].cycleS: the cycle is no longer than its clearances (11 s); lengthen it (at J1, J2)',
    ]);
  });
});

describe('a list of vehicles against its scenario', () => {
  const car: ListedVehicle = { id: 'a', departS: 10, route: ['SOUTH-J1', 'J1-J2'] };
  const listed = (vehicles: readonly ListedVehicle[], changes: Partial<Scenario> = {}): readonly string[] =>
    checkVehicleList(vehicles, scenarioWith(changes), index).map(({ path, advice }) => `${path}: ${advice}`);

  test('a sound one has no fault', () => {
    expect(listed([car, { ...car, id: 'b', departS: 1499.5, route: ['SOUTH-J1'] }])).toEqual([]);
  });

  test('unknown links, gaps, closed links, unknown types, late departures and ids used twice are told by their places', () => {
    const faults = listed(
      [
        { ...car, route: ['SOUTH-J1', 'X'] },
        { ...car, id: 'b', route: ['SOUTH-J1', 'J2-NORTH'] },
        { ...car, id: 'c', route: ['J1W-J1', 'J1-J1E'] },
        { ...car, id: 'd', type: 'bus' },
        { ...car, id: 'e', departS: 1500 },
        { ...car, id: 'd' },
      ],
      { closedLinks: ['J1-J1E'] },
    );
    expect(faults).toEqual([
      expect.stringMatching(/^vehicles\[0\]\.route\[1\]: the map has no link/),
      expect.stringMatching(/^vehicles\[1\]\.route\[1\]: no movement leads here from SOUTH-J1/),
      expect.stringMatching(/^vehicles\[2\]\.route\[1\]: this link is closed/),
      expect.stringMatching(/^vehicles\[3\]\.type: /),
      expect.stringMatching(/^vehicles\[4\]\.departS: is not before the run's end \(endS 1500 of the scenario\)/),
      expect.stringMatching(/^vehicles\[5\]\.id: is there already/),
    ]);
  });

  test('a wrong route that several vehicles share is told of each', () => {
    const route = ['SOUTH-J1', 'J2-NORTH'];
    expect(
      listed([
        { ...car, route },
        { ...car, id: 'b', route },
      ]),
    ).toHaveLength(2);
  });
});
