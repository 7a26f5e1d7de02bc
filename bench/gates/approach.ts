import type { RoadMap } from '../../src/roadnet/map.ts';
import type { VehiclePlan } from '../../src/simulator/simulator.ts';

export const URBAN_LIMIT_MPS = 13.9;
const NODE_PATH_M = 20;

/** One signalised approach: `in` to the bar, movement 0, `out` to the boundary. Geometry plays no part in the simulation. */
export function approachMap(options: { lanes?: number; lengthM?: number; outM?: number } = {}): RoadMap {
  const { lanes = 1, lengthM = 600, outM = 400 } = options;
  const numbers = Array.from({ length: lanes }, (_, lane) => lane);
  const road = { speedLimitMps: URBAN_LIMIT_MPS, lanes: numbers.map(() => ({ startM: 0 })) };
  const movement = {
    id: 'in>out',
    from: 'in',
    to: 'out',
    turn: 'through' as const,
    lanes: numbers.map((lane) => [lane, lane] as const),
    lengthM: NODE_PATH_M,
    yieldsTo: [],
  };
  const group = { kind: 'vehicle' as const, id: 'in>out', movements: ['in>out'], minGreenS: 5, yellowS: 3 };
  return {
    format: 'clearway-map/1',
    name: 'approach',
    title: 'One approach',
    schematic: true,
    attribution: 'none',
    nodes: ['A', 'J', 'B'].map((id, n) => ({ id, lat: 0, lon: n * 0.01 })),
    links: [
      { id: 'in', from: 'A', to: 'J', name: 'in', lengthM, ...road },
      { id: 'out', from: 'J', to: 'B', name: 'out', lengthM: outM, ...road },
    ],
    movements: [movement],
    junctions: [
      {
        id: 'J',
        node: 'J',
        name: 'J',
        groups: [group],
        conflicts: [],
        intergreens: [],
        stages: [],
        maxPresenceS: 120,
        assumed: true,
      },
    ],
  };
}

/** Demand on that approach, drivers unlike each other. */
export function approachTraffic(count: number, headwayS: number, seed: number): VehiclePlan[] {
  return Array.from({ length: count }, (_, n) => ({
    departS: n * headwayS,
    route: ['in', 'out'],
    speedFactor: 0.9 + (0.2 * ((n * 7 + seed * 13) % 17)) / 16,
    driverSeed: seed * 1000 + n,
  }));
}
