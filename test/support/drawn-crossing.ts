import type { DrawnPath, RoadMap } from '../../src/roadnet/map.ts';
import type { VehiclePlan } from '../../src/simulator/simulator.ts';
import { sketchMap } from './simulator-maps.ts';

const M_PER_DEG = 111_195;

/** A path by its points in metres east and north of a node at latitude and longitude 0. */
export function metres(...points: readonly (readonly [number, number])[]): DrawnPath {
  return points.map(([x, y]) => [x / M_PER_DEG, y / M_PER_DEG] as const);
}

/** The map with drawn paths of these movements; the others stay as they are. */
export function withPaths(map: RoadMap, drawn: Readonly<Record<string, readonly DrawnPath[]>>): RoadMap {
  const nodes = map.nodes.map((node) => ({ ...node, lat: 0, lon: 0 }));
  const movements = map.movements.map((one) => (drawn[one.id] === undefined ? one : { ...one, paths: drawn[one.id]! }));
  return { ...map, nodes, movements };
}

/** Two one-lane roads without signals that cross at right angles: `main` to `on`, and `side`, which gives way, to `across`. */
export function crossingOfTwo(): { readonly map: RoadMap; readonly plans: readonly VehiclePlan[] } {
  const lanes = [0];
  const map = sketchMap(
    [
      { id: 'main', from: 'A', to: 'X', lengthM: 300, lanes },
      { id: 'on', from: 'X', to: 'B', lengthM: 200, lanes: [0, 0] },
      { id: 'side', from: 'C', to: 'X', lengthM: 200, lanes },
      { id: 'across', from: 'X', to: 'D', lengthM: 200, lanes },
    ],
    [
      { from: 'main', to: 'on', lanes: [[0, 0]], unsignalled: true },
      { from: 'side', to: 'across', lanes: [[0, 0]], unsignalled: true, yieldsTo: ['main>on'] },
    ],
  );
  const drawn = { 'main>on': [metres([-10, 0], [10, 0])], 'side>across': [metres([0, -10], [0, 10])] };
  const plan = { departS: 0, speedFactor: 1, driverSeed: 1 };
  return {
    map: withPaths(map, drawn),
    plans: [
      { ...plan, route: ['main', 'on'] },
      { ...plan, route: ['side', 'across'] },
    ],
  };
}
