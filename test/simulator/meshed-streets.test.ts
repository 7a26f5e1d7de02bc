import { describe, expect, it } from 'vitest';
import { TrafficCheck } from '../../bench/gates/traffic-check.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import type { VehiclePlan } from '../../src/simulator/simulator.ts';
import { type LinkSketch, type MovementSketch, sketchMap } from '../support/simulator-maps.ts';

const SIDE = 7;

/** Streets in both directions between neighbours of a square of nodes; from everywhere to everywhere, giving way to who comes from the right. */
function mesh(lengthM: number): RoadMap {
  const name = (x: number, y: number): string => `${x}.${y}`;
  const steps = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ] as const;
  const links: (LinkSketch & { readonly heading: number })[] = [];
  for (let x = 0; x < SIDE; x++) {
    for (let y = 0; y < SIDE; y++) {
      for (const [heading, [dx, dy]] of steps.entries()) {
        const [tx, ty] = [x + dx, y + dy];
        if (tx < 0 || ty < 0 || tx >= SIDE || ty >= SIDE) continue;
        links.push({ id: `${name(x, y)}-${name(tx, ty)}`, from: name(x, y), to: name(tx, ty), lengthM, lanes: [0], heading });
      }
    }
  }
  const movements = links.flatMap((link) =>
    links
      .filter((next) => next.from === link.to && next.to !== link.from)
      .map((next): MovementSketch => {
        const fromRight = links.filter((other) => other.to === link.to && other.heading === (link.heading + 1) % 4);
        const yieldsTo = fromRight.flatMap((other) =>
          links.filter((on) => on.from === link.to && on.to !== other.from).map((on) => `${other.id}>${on.id}`),
        );
        return { from: link.id, to: next.id, lanes: [[0, 0]], unsignalled: true, yieldsTo };
      }),
  );
  return sketchMap(links, movements);
}

describe('on streets so short that a driver sees many junctions at once', () => {
  it('a driver looks along each street once, so that a second of a mesh is no more work than one of an avenue', () => {
    const map = mesh(9);
    const route = (y: number): readonly string[] => Array.from({ length: SIDE - 1 }, (_, x) => `${x}.${y}-${x + 1}.${y}`);
    const vehicles = Array.from(
      { length: 12 },
      (_, n): VehiclePlan => ({ departS: n, route: route(n % SIDE), speedFactor: 1, driverSeed: n }),
    );
    const sim = createSimulator({ map, stepS: 1, vehicles, emergencies: [] });
    const check = new TrafficCheck(map, vehicles);
    while (sim.timeS < 120) {
      sim.step();
      check.look(sim);
    }
    expect(sim.totals().left).toBe(12);
    expect([...check.onLanes, ...check.notConserved]).toEqual([]);
  });
});
