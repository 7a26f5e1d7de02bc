import { describe, expect, it } from 'vitest';
import { AGREEMENT_CASES } from '../../bench/cases.ts';
import { importCase } from '../../bench/clearway/import-case.ts';
import { RandomSignals } from '../../bench/gates/random-signals.ts';
import { randomTraffic } from '../../bench/gates/random-traffic.ts';
import { TrafficCheck } from '../../bench/gates/traffic-check.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import type { VehiclePlan } from '../../src/simulator/simulator.ts';
import { metres, withPaths } from '../support/drawn-crossing.ts';
import { describeWith } from '../support/needs.ts';
import { sketchMap } from '../support/simulator-maps.ts';

/** What a driver at yellow takes for enough to stop, m/s². */
const CALM_BRAKING = 3;

function stream(count: number, headwayS: number, route: readonly string[]): VehiclePlan[] {
  return Array.from({ length: count }, (_, n) => ({ departS: n * headwayS, route, speedFactor: 1, driverSeed: n }));
}

function sorted(vehicles: readonly VehiclePlan[]): readonly VehiclePlan[] {
  return [...vehicles].sort((a, b) => a.departS - b.departS);
}

const COLOGNE = AGREEMENT_CASES.find(({ name }) => name === 'cologne3')!;

describeWith([{ path: '../shared/data/cologne3' }], 'before a stop bar of cologne3', () => {
  it('nobody changes lanes who could no longer stop', () => {
    const { map } = importCase(COLOGNE, 0.5).index;
    const vehicles = randomTraffic(map, 5, 4, 600);
    const sim = createSimulator({ map, stepS: 0.5, vehicles, emergencies: [] });
    const signals = new RandomSignals(map, 5);
    const seen = new Map<number, { readonly link: number; readonly lane: number }>();
    const tooLate: string[] = [];
    let changes = 0;
    while (sim.timeS < 600) {
      signals.show(sim);
      sim.step();
      sim.visit(({ id, link, lane, positionM, speedMps }) => {
        const before = seen.get(id);
        seen.set(id, { link, lane });
        const toBarM = map.links[link]!.lengthM - positionM;
        if (before?.link !== link || before.lane === lane || toBarM < 0) return;
        changes++;
        if (speedMps * speedMps > 2 * CALM_BRAKING * toBarM + 1e-9)
          tooLate.push(`${id} at ${speedMps} m/s, ${toBarM} m before the bar`);
      });
    }
    expect(changes).toBeGreaterThan(100);
    expect(tooLate).toEqual([]);
  });
});

describe('near a stop bar', () => {
  it('a driver in the wrong lane of a link that is no longer than the way to its bar turns off all the same', () => {
    const map = sketchMap(
      [
        { id: 'road', from: 'A', to: 'X', lengthM: 200, lanes: [0] },
        { id: 'short', from: 'X', to: 'Y', lengthM: 0.8, lanes: [0, 0] },
        { id: 'on', from: 'Y', to: 'B', lengthM: 200, lanes: [0] },
        { id: 'off', from: 'Y', to: 'C', lengthM: 200, lanes: [0] },
      ],
      [
        { from: 'road', to: 'short', lanes: [[0, 0]], unsignalled: true },
        { from: 'short', to: 'on', lanes: [[1, 0]], unsignalled: true },
        { from: 'short', to: 'off', lanes: [[0, 0]], unsignalled: true },
      ],
    );
    const vehicles = sorted([...stream(40, 1.5, ['road', 'short', 'on']), ...stream(40, 1.5, ['road', 'short', 'off'])]);
    const sim = createSimulator({ map, stepS: 0.5, vehicles, emergencies: [] });
    while (sim.timeS < 600) sim.step();
    expect(sim.totals().left).toBe(80);
  });
});

describe('where the drawing alone says that two ways cross', () => {
  it('Given two streams that no rule puts in order, then they pass one after the other', () => {
    const lanes = [0];
    const map = withPaths(
      sketchMap(
        [
          { id: 'west', from: 'A', to: 'X', lengthM: 300, lanes },
          { id: 'east', from: 'X', to: 'B', lengthM: 200, lanes },
          { id: 'south', from: 'C', to: 'X', lengthM: 300, lanes },
          { id: 'north', from: 'X', to: 'D', lengthM: 200, lanes },
        ],
        [
          { from: 'west', to: 'east', lanes: [[0, 0]], unsignalled: true },
          { from: 'south', to: 'north', lanes: [[0, 0]], unsignalled: true },
        ],
      ),
      { 'west>east': [metres([-10, 0], [10, 0])], 'south>north': [metres([0, -10], [0, 10])] },
    );
    const vehicles = sorted([...stream(40, 4.7, ['west', 'east']), ...stream(40, 5.3, ['south', 'north'])]);
    const sim = createSimulator({ map, stepS: 0.5, vehicles, emergencies: [] });
    const check = new TrafficCheck(map, vehicles);
    while (sim.timeS < 500) {
      sim.step();
      check.look(sim);
    }
    expect(sim.totals().left).toBe(80);
    expect([...check.onDrawnPaths, ...check.impossible]).toEqual([]);
  });
});

describe('where a link begins at a node', () => {
  it('nobody drives off in front of someone who comes out of the node', () => {
    const drawn = sketchMap(
      [
        { id: 'road', from: 'A', to: 'X', lengthM: 300, lanes: [0] },
        { id: 'on', from: 'X', to: 'B', lengthM: 300, lanes: [0] },
      ],
      [{ from: 'road', to: 'on', lanes: [[0, 0]], unsignalled: true }],
    );
    // A node so small that who comes is in it for less than a step.
    const map = { ...drawn, movements: drawn.movements.map((movement) => ({ ...movement, lengthM: 2 })) };
    for (let seed = 0; seed < 10; seed++) {
      const through = stream(40, 4, ['road', 'on']);
      const entering = stream(40, 4.1, ['on']).map((plan) => ({
        ...plan,
        driverSeed: plan.driverSeed + 100 * seed,
        departS: plan.departS + 0.3 * seed,
      }));
      const vehicles = sorted([...through, ...entering]);
      const sim = createSimulator({ map, stepS: 0.25, vehicles, emergencies: [] });
      const check = new TrafficCheck(map, vehicles);
      while (sim.timeS < 300) {
        sim.step();
        check.look(sim);
      }
      expect([...check.onLanes, ...check.impossible], `seed ${seed}`).toEqual([]);
    }
  });
});
