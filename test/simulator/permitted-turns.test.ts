import { describe, expect, it } from 'vitest';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import { Aspect, type TrafficSimulator, type VehiclePlan } from '../../src/simulator/simulator.ts';
import { sketchMap } from '../support/simulator-maps.ts';

const LEFT = 0;
const OPPOSING = 1;
const RIGHT = 2;
const CROSS = 3;

/** A junction at which the left turn gives way to the opposing stream, and the right turn may go on red where the map says so. */
function junction(onRed: boolean): RoadMap {
  const lanes = [0];
  const link = (id: string, from: string, to: string) => ({ id, from, to, lengthM: 300, lanes });
  const map = sketchMap(
    [
      link('west', 'W', 'J'),
      link('east', 'E', 'J'),
      link('south', 'S', 'J'),
      link('toNorth', 'J', 'N'),
      link('toWest', 'J', 'W2'),
      link('toEast', 'J', 'E2'),
    ],
    [
      { from: 'west', to: 'toNorth', turn: 'left', lanes: [[0, 0]], yieldsTo: ['east>toWest'] },
      { from: 'east', to: 'toWest', lanes: [[0, 0]] },
      { from: 'south', to: 'toEast', turn: 'right', lanes: [[0, 0]], yieldsTo: ['west>toEast'] },
      { from: 'west', to: 'toEast', lanes: [[0, 0]] },
    ],
  );
  if (!onRed) return map;
  return { ...map, movements: map.movements.map((m, n) => (n === RIGHT ? { ...m, onRed: 'after-stop' as const } : m)) };
}

function stream(count: number, fromS: number, headwayS: number, route: readonly string[]): VehiclePlan[] {
  return Array.from({ length: count }, (_, n) => ({ departS: fromS + n * headwayS, route, speedFactor: 1, driverSeed: n }));
}

function simulate(map: RoadMap, vehicles: readonly VehiclePlan[]): TrafficSimulator {
  return createSimulator({
    map,
    stepS: 0.5,
    vehicles: [...vehicles].sort((a, b) => a.departS - b.departS),
    emergencies: [],
  });
}

function passedBy(sim: TrafficSimulator, untilS: number, link: number): number {
  const seen = new Set<number>();
  while (sim.timeS < untilS) {
    sim.step();
    sim.visit((v) => v.link === link && seen.add(v.id));
  }
  return seen.size;
}

describe('a permitted left turn', () => {
  it('waits for a gap in a dense opposing stream, and clears the junction on yellow', () => {
    // Given a green for both, an opposing stream without gaps, and one who wants to turn left
    const sim = simulate(junction(false), [...stream(60, 0, 2, ['east', 'toWest']), ...stream(1, 0, 9, ['west', 'toNorth'])]);
    sim.setAspect(LEFT, Aspect.green);
    sim.setAspect(OPPOSING, Aspect.green);
    // Then it waits as long as the green lasts
    expect(passedBy(sim, 80, 3)).toBe(0);
    // and goes in the yellow, when the others stop
    sim.setAspect(LEFT, Aspect.yellow);
    sim.setAspect(OPPOSING, Aspect.yellow);
    expect(passedBy(sim, 83, 3)).toBe(0);
    sim.setAspect(LEFT, Aspect.red);
    sim.setAspect(OPPOSING, Aspect.red);
    expect(passedBy(sim, 90, 3)).toBe(1);
  });

  it('uses the gaps of a thin one', () => {
    const sim = simulate(junction(false), [...stream(10, 0, 12, ['east', 'toWest']), ...stream(20, 0, 6, ['west', 'toNorth'])]);
    sim.setAspect(LEFT, Aspect.green);
    sim.setAspect(OPPOSING, Aspect.green);
    expect(passedBy(sim, 170, 3)).toBe(20);
  });
});

describe('a right turn at a red', () => {
  it('stays where the map does not allow it', () => {
    const sim = simulate(junction(false), stream(3, 0, 3, ['south', 'toEast']));
    expect(passedBy(sim, 120, 5)).toBe(0);
  });

  it('goes after a stop where the map allows it and nobody comes', () => {
    const sim = simulate(junction(true), stream(3, 0, 3, ['south', 'toEast']));
    const slowest = new Map<number, number>();
    const seen = new Set<number>();
    while (sim.timeS < 120) {
      sim.step();
      sim.visit((v) => {
        if (v.link === 2) slowest.set(v.id, Math.min(slowest.get(v.id) ?? 99, v.speedMps));
        if (v.link === 5) seen.add(v.id);
      });
    }
    expect(seen.size).toBe(3);
    expect(Math.max(...slowest.values())).toBeLessThan(0.3);
  });

  it('lets a stream with green pass first', () => {
    const sim = simulate(junction(true), [...stream(1, 0, 3, ['south', 'toEast']), ...stream(30, 0, 2, ['west', 'toEast'])]);
    sim.setAspect(CROSS, Aspect.green);
    const ids: number[] = [];
    while (sim.timeS < 200) {
      sim.step();
      sim.visit((v) => {
        if (v.link === 5 && !ids.includes(v.id)) ids.push(v.id);
      });
    }
    expect(ids).toHaveLength(31);
    expect(ids.indexOf(0)).toBeGreaterThan(25);
  });
});
