import type { RoadMap } from '../../src/roadnet/map.ts';
import { Aspect, type TrafficSimulator, type VehiclePlan } from '../../src/simulator/simulator.ts';
import { sketchMap } from './simulator-maps.ts';

export const CORNERS = [0, 1, 2, 3] as const;
/** Path through a node. */
export const NODE_M = 20;
export const APPROACH_M = 200;
/** South-west, south-east, north-east, north-west: counterclockwise, as the sides of the block run. */
const CORNER_AT = [
  [-1, -1],
  [-1, 1],
  [1, 1],
  [1, -1],
] as const;
const HALF_BLOCK_DEG = 0.0005;
const ROAD_DEG = 0.002;

/**
 * Four one-way streets of one lane around a block, which cross at its corners N0 .. N3: street k is `in<k>`, the block's side
 * `side<k>` from corner k to the next, and `out<k>`; all drive straight on. At corner k movement k (`in<k>>side<k>`) crosses
 * movement 4 + k (`side<k-1>>out<k-1>`), kept apart by a signal.
 */
export function oneWayBlock(sideM: number): RoadMap {
  const lanes = [0];
  const next = (k: number): number => (k + 1) % 4;
  const before = (k: number): number => (k + 3) % 4;
  const map = sketchMap(
    CORNERS.flatMap((k) => [
      { id: `in${k}`, from: `A${k}`, to: `N${k}`, lengthM: APPROACH_M, lanes },
      { id: `side${k}`, from: `N${k}`, to: `N${next(k)}`, lengthM: sideM, lanes },
      { id: `out${k}`, from: `N${next(k)}`, to: `B${k}`, lengthM: APPROACH_M, lanes },
    ]),
    [
      ...CORNERS.map((k) => ({ from: `in${k}`, to: `side${k}`, lanes: [[0, 0] as const] })),
      ...CORNERS.map((k) => ({ from: `side${before(k)}`, to: `out${before(k)}`, lanes: [[0, 0] as const] })),
    ],
  );
  const at = new Map<string, { readonly lat: number; readonly lon: number }>(
    CORNERS.flatMap((k) => {
      const [here, there] = [CORNER_AT[k], CORNER_AT[next(k) as 0 | 1 | 2 | 3]];
      const [north, east] = [Math.sign(there[0] - here[0]), Math.sign(there[1] - here[1])];
      const corner = (c: readonly [number, number], alongDeg: number): { readonly lat: number; readonly lon: number } => ({
        lat: c[0] * HALF_BLOCK_DEG + north * alongDeg,
        lon: c[1] * HALF_BLOCK_DEG + east * alongDeg,
      });
      return [
        [`N${k}`, corner(here, 0)] as const,
        [`A${k}`, corner(here, -ROAD_DEG)] as const,
        [`B${k}`, corner(there, ROAD_DEG)] as const,
      ];
    }),
  );
  return {
    ...map,
    nodes: map.nodes.map((node) => ({ ...node, ...at.get(node.id)! })),
    junctions: map.junctions.map((junction) => {
      const [a, b] = junction.groups;
      return { ...junction, conflicts: [[a!.id, b!.id]] };
    }),
  };
}

/** Vehicles straight through on a street, at both of its corners. */
export function streetTraffic(street: number, everyS: number, untilS: number): VehiclePlan[] {
  return Array.from({ length: Math.floor(untilS / everyS) }, (_, n) => ({
    departS: n * everyS,
    route: [`in${street}`, `side${street}`, `out${street}`],
    speedFactor: 1,
    driverSeed: 7 * n + street,
  }));
}

/** At every corner in turn green for who comes to the block, then for who comes along its sides, with 3 s of yellow and 2 s of red. */
export function showBlockPhases(sim: TrafficSimulator, offsetS: readonly number[], greenS: number): void {
  const phaseS = greenS + 5;
  for (const k of CORNERS) {
    for (const half of [0, 1]) {
      const atS = (sim.timeS + offsetS[k]! + half * phaseS) % (2 * phaseS);
      sim.setAspect(k + 4 * half, atS < greenS ? Aspect.green : atS < greenS + 3 ? Aspect.yellow : Aspect.red);
    }
  }
}
