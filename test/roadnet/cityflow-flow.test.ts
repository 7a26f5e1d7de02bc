import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importCityflow } from '../../src/roadnet/import/cityflow.ts';
import { importCityflowFlows } from '../../src/roadnet/import/cityflow-flow.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { CITYFLOW_CAR, cityflowCrossing } from '../support/cityflow-crossing.ts';
import { describeWith, fromRoot } from '../support/needs.ts';

const index = indexMap(importCityflow('roadnet.json', cityflowCrossing([]), 'crossing').map);
const FLOW = { vehicle: CITYFLOW_CAR, route: ['W-C', 'C-E'], interval: 10, startTime: 5, endTime: 25 };

function flows(...list: readonly object[]): ReturnType<typeof importCityflowFlows> {
  return importCityflowFlows('flow.json', JSON.stringify(list), index, 100);
}

describe("import of CityFlow's flows", () => {
  it('Given a flow, then a vehicle departs at its start and after each interval until its end, both included', () => {
    expect(flows(FLOW).vehicles).toEqual([
      { id: 'flow_0_0', departS: 5, route: ['W-C', 'C-E'], type: 'cityflow-1' },
      { id: 'flow_0_1', departS: 15, route: ['W-C', 'C-E'], type: 'cityflow-1' },
      { id: 'flow_0_2', departS: 25, route: ['W-C', 'C-E'], type: 'cityflow-1' },
    ]);
  });

  it('Given a flow whose start is its end, then it is one vehicle; without end, it goes on as far as asked, and that is told', () => {
    expect(flows({ ...FLOW, endTime: 5 }).vehicles).toHaveLength(1);
    const endless = flows({ ...FLOW, endTime: -1 });
    expect(endless.vehicles.at(-1)?.departS).toBe(95);
    expect(endless.leftOut).toContainEqual({ what: 'flows without end: ended at 100 s', count: 1, places: ['[0]'] });
  });

  it('Given vehicle templates, then equal ones are one type, with length, gap, acceleration and speed', () => {
    const { types, vehicles } = flows(FLOW, { ...FLOW, vehicle: { ...CITYFLOW_CAR, length: 12 } }, FLOW);
    expect(types).toEqual({
      'cityflow-1': {
        lengthM: 5,
        jamGapM: 2.5,
        accelerationMps2: 2,
        maxSpeedMps: 11,
        speedFactor: { mean: 1, sd: 0 },
      },
      'cityflow-2': expect.objectContaining({ lengthM: 12 }),
    });
    expect(vehicles.map(({ type }) => type.at(-1)).join('')).toBe('111222111');
  });

  it('Given roads that do not follow each other, then the fastest way joins them; without one, the vehicles are left out', () => {
    const town = indexMap(importCityflow('roadnet.json', TWO_CROSSINGS, 'two').map);
    const text = JSON.stringify([
      { ...FLOW, route: ['A-B', 'C-D'] },
      { ...FLOW, route: ['C-D', 'A-B'] },
      { ...FLOW, route: ['A-B', 'X'] },
    ]);
    const { vehicles, leftOut } = importCityflowFlows('flow.json', text, town, 100);
    expect(vehicles.map(({ route }) => route)).toEqual(Array(3).fill(['A-B', 'B-C', 'C-D']));
    expect(leftOut).toContainEqual({
      what: 'vehicles whose route cannot be driven on the map: left out',
      count: 6,
      places: ['[1].route, no way from C-D to A-B', '[2].route, no road "X"'],
    });
  });

  it('Given a fault, then its place is told', () => {
    expect(() => flows(FLOW, { ...FLOW, interval: 0 })).toThrow(
      /flow\.json: 1 fault\n {2}\[1\]\.interval = 0: must be more than 0/,
    );
  });
});

const point = (x: number): { readonly x: number; readonly y: number } => ({ x, y: 0 });
const road = (from: string, to: string, at: number): object => ({
  id: `${from}-${to}`,
  points: [point(at), point(at + 100)],
  lanes: [{ width: 4, maxSpeed: 10 }],
  startIntersection: from,
  endIntersection: to,
});
const through = (id: string, from: string, to: string, at: number): object => ({
  id,
  point: point(at),
  width: 5,
  roadLinks: [{ type: 'go_straight', startRoad: from, endRoad: to, laneLinks: [{ startLaneIndex: 0, endLaneIndex: 0 }] }],
  virtual: false,
});
/** A - B - C - D in a line, one way. */
const TWO_CROSSINGS = JSON.stringify({
  intersections: [
    { id: 'A', point: point(0), virtual: true },
    through('B', 'A-B', 'B-C', 100),
    through('C', 'B-C', 'C-D', 200),
    { id: 'D', point: point(300), virtual: true },
  ],
  roads: [road('A', 'B', 0), road('B', 'C', 100), road('C', 'D', 200)],
});

describe.each([
  { name: 'hangzhou-4x4', count: 2983 },
  { name: 'manhattan-16x3', count: 2824 },
])('the hour of $name', ({ name, count }) => {
  const folder = `../shared/data/${name}`;
  describeWith([{ path: folder }], 'as published', () => {
    const text = (file: string): string => readFileSync(fromRoot(`${folder}/${file}`), 'utf8');
    const network = indexMap(importCityflow('roadnet.json', text('roadnet.json'), name).map);
    const { vehicles, leftOut } = importCityflowFlows('flow.json', text('flow.json'), network, 3600);

    it(`has ${count} vehicles, all of which can be driven`, () => {
      expect(vehicles).toHaveLength(count);
      expect(new Set(vehicles.map(({ id }) => id)).size).toBe(count);
      const gaps = vehicles.flatMap(({ route }) =>
        route.slice(1).filter((to, i) => network.findMovement(route[i]!, to) === undefined),
      );
      expect(gaps).toEqual([]);
      expect(vehicles.every(({ departS }) => departS >= 0 && departS < 3600)).toBe(true);
      expect(leftOut).toEqual([{ what: 'vehicles whose time headway, braking and width are not carried over', count }]);
    });
  });
});
