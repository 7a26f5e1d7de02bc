import { describe, expect, it } from 'vitest';
import { TrafficCheck } from '../../bench/gates/traffic-check.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import type { TrafficSimulator, VehiclePlan } from '../../src/simulator/simulator.ts';
import { metres, withPaths } from '../support/drawn-crossing.ts';
import { sketchMap } from '../support/simulator-maps.ts';

const lanes = [0];

/** A two-lane road through X, and a side road that turns right into one of its lanes and gives way. */
function rightTurn(toLane: 0 | 1): RoadMap {
  const map = sketchMap(
    [
      { id: 'main', from: 'A', to: 'X', lengthM: 300, lanes: [0, 0] },
      { id: 'on', from: 'X', to: 'B', lengthM: 300, lanes: [0, 0] },
      { id: 'side', from: 'C', to: 'X', lengthM: 200, lanes },
    ],
    [
      { from: 'main', to: 'on', lanes: [[0, toLane === 0 ? 1 : 0]], unsignalled: true },
      { from: 'side', to: 'on', turn: 'right', lanes: [[0, toLane]], unsignalled: true, yieldsTo: [] },
    ],
  );
  const through = toLane === 0 ? metres([-10, 3.2], [10, 3.2]) : metres([-10, 0], [10, 0]);
  const turning = toLane === 0 ? metres([0, -10], [2, -2], [10, 0]) : metres([0, -10], [0, 1], [10, 3.2]);
  return withPaths(map, { 'main>on': [through], 'side>on': [turning] });
}

/** A lane that parts in two: straight on, where a closed signal stands 8 m further, and right. */
function fork(): RoadMap {
  const map = sketchMap(
    [
      { id: 'road', from: 'A', to: 'X', lengthM: 300, lanes },
      { id: 'short', from: 'X', to: 'Y', lengthM: 8, lanes },
      { id: 'end', from: 'Y', to: 'B', lengthM: 200, lanes },
      { id: 'right', from: 'X', to: 'C', lengthM: 200, lanes },
    ],
    [
      { from: 'road', to: 'short', lanes: [[0, 0]], unsignalled: true },
      { from: 'road', to: 'right', turn: 'right', lanes: [[0, 0]], unsignalled: true },
      { from: 'short', to: 'end', lanes: [[0, 0]] },
    ],
  );
  return withPaths(map, {
    'road>short': [metres([-10, 0], [10, 0])],
    'road>right': [metres([-10, 0], [4, 0], [8, -4], [8, -6])],
  });
}

function plans(...routes: readonly (readonly string[])[]): readonly VehiclePlan[] {
  return routes.map((route, n) => ({ departS: 2 * n, route, speedFactor: 1, driverSeed: n }));
}

/** Runs to a time, looks at all bodies after every step, and tells what was found. */
function run(
  map: RoadMap,
  vehicles: readonly VehiclePlan[],
  untilS: number,
): { readonly sim: TrafficSimulator; readonly check: TrafficCheck } {
  const sim = createSimulator({ map, stepS: 0.5, vehicles, emergencies: [] });
  const check = new TrafficCheck(map, vehicles);
  while (sim.timeS < untilS) {
    sim.step();
    check.look(sim);
  }
  return { sim, check };
}

/** Of those that drive a route, how many have left. */
function stillThere(sim: TrafficSimulator, map: RoadMap, link: string): number {
  let count = 0;
  sim.visit((view) => {
    if (map.links[view.link]!.id === link) count++;
  });
  return count;
}

describe('inside a node whose paths are drawn', () => {
  const stream = Array.from({ length: 40 }, () => ['main', 'on'] as const);
  const merged = (map: RoadMap) => {
    const turning = Array.from({ length: 10 }, () => ['side', 'on'] as const);
    const vehicles = [...plans(...stream), ...plans(...turning)].sort((a, b) => a.departS - b.departS);
    return run(map, vehicles, 60);
  };

  it('Given a right turn into a lane of its own, then it does not wait for those beside it', () => {
    const { sim, check } = merged(rightTurn(0));
    expect(stillThere(sim, rightTurn(0), 'side')).toBe(0);
    expect(check.onDrawnPaths).toEqual([]);
  });

  it('Given a right turn across the lane of others, then nobody drives through anybody, though no rule says who gives way', () => {
    const { check } = merged(rightTurn(1));
    expect(check.vehicleSteps).toBeGreaterThan(1000);
    expect(check.onDrawnPaths).toEqual([]);
  });

  it('Given one who stands with the rear in the node, then those behind who turn wait until they can pass', () => {
    const map = fork();
    // The second of two fills the short link before the red and stands with its rear 5 m or more inside the node.
    const vehicles = plans(['road', 'short', 'end'], ['road', 'short', 'end'], ['road', 'right'], ['road', 'right']);
    const { sim, check } = run({ ...map }, vehicles, 90);
    expect([...check.onLanes, ...check.onDrawnPaths]).toEqual([]);
    expect(stillThere(sim, map, 'short') + stillThere(sim, map, 'road')).toBeGreaterThan(0);
  });
});
