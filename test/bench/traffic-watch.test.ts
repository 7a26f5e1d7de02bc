import { describe, expect, test } from 'vitest';
import { TrafficWatch } from '../../bench/clearway/traffic-watch.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import type { TrafficSimulator, VehiclePlan } from '../../src/simulator/simulator.ts';
import { sketchMap } from '../support/simulator-maps.ts';

/** A street of three links, the second one so short that a vehicle may pass it within a second; `b` branches off. */
const index = indexMap(
  sketchMap(
    [
      { id: 'in', from: 'A', to: 'B', lengthM: 100, lanes: [0] },
      { id: 'short', from: 'B', to: 'C', lengthM: 5, lanes: [0] },
      { id: 'out', from: 'C', to: 'D', lengthM: 100, lanes: [0] },
      { id: 'branch', from: 'B', to: 'E', lengthM: 100, lanes: [0] },
    ],
    [
      { from: 'in', to: 'short', lanes: [[0, 0]] },
      { from: 'short', to: 'out', lanes: [[0, 0]] },
      { from: 'in', to: 'branch', lanes: [[0, 0]] },
    ],
  ),
);
const plan: VehiclePlan = { departS: 0, route: ['in', 'short', 'out'], speedFactor: 1, driverSeed: 1 };

/** Traffic as it stands at the end of a second: per vehicle its link, position and speed. */
function traffic(vehicles: readonly (readonly [id: number, link: string, positionM: number, speedMps: number])[]) {
  const visit: TrafficSimulator['visit'] = (visitor) => {
    for (const [id, link, positionM, speedMps] of vehicles) {
      visitor({ id, link: index.linkNumber(link), lane: 0, toLane: -1, positionM, lengthM: 5, speedMps, emergency: false });
    }
  };
  return { visit };
}

describe('the watch over our traffic', () => {
  test('counts a link that was passed between two looks, and the time on the others', () => {
    const watch = new TrafficWatch(index, [plan], new Set());
    watch.look(traffic([[0, 'in', 90, 14]]));
    watch.look(traffic([[0, 'out', 3, 14]]));
    watch.look(traffic([[0, 'out', 17, 14]]));
    watch.leave(0);
    expect([...watch.links()]).toEqual([
      ['in', { vehicles: 1, spentS: 1 }],
      ['short', { vehicles: 1, spentS: 0 }],
      ['out', { vehicles: 1, spentS: 2 }],
      ['branch', { vehicles: 0, spentS: 0 }],
    ]);
    expect(watch.firstSeenS(0)).toBe(1);
  });

  test('counts the links after the last look for one that has left', () => {
    const watch = new TrafficWatch(index, [plan], new Set());
    watch.look(traffic([[0, 'in', 90, 14]]));
    watch.leave(0);
    expect([...watch.links().values()].map(({ vehicles }) => vehicles)).toEqual([1, 1, 1, 0]);
  });

  test('counts a link off the route for one that missed its turn', () => {
    const watch = new TrafficWatch(index, [plan], new Set());
    watch.look(traffic([[0, 'in', 90, 14]]));
    watch.look(traffic([[0, 'branch', 3, 14]]));
    expect([...watch.links().values()].map(({ vehicles }) => vehicles)).toEqual([1, 0, 0, 1]);
  });

  test('counts who stands before the bar of a signalised approach, averaged over ten seconds', () => {
    const watch = new TrafficWatch(index, [plan, plan, plan], new Set(['in']));
    const standing = [0, 'in', 99, 0] as const;
    for (let second = 0; second < 5; second++) watch.look(traffic([standing, [1, 'in', 90, 0.05], [2, 'in', 80, 0.1]]));
    for (let second = 5; second < 10; second++) watch.look(traffic([[0, 'in', 103, 0]]));
    watch.look(traffic([standing]));
    const means = watch.standing().get('in') ?? [];
    expect(means).toHaveLength(2);
    expect(means[0]).toBeCloseTo(1, 9);
    expect(means[1]).toBeCloseTo(0.1, 9);
  });

  test('knows nothing of one who is still outside', () => {
    expect(new TrafficWatch(index, [plan], new Set()).firstSeenS(0)).toBeUndefined();
  });
});
