import { describe, expect, it } from 'vitest';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import { Aspect, type VehiclePlan } from '../../src/simulator/simulator.ts';
import { sketchMap } from '../support/simulator-maps.ts';

const ROUTE = ['in', 'a', 'b', 'c', 'out'];

/** A road that small nodes cut into links of 9 m before a signal at the end of `c`. */
function shortLinks(lanes: readonly number[] = [0]): RoadMap {
  const ends = ['A', 'N1', 'N2', 'N3', 'S', 'B'];
  const lengthM = [400, 9, 9, 9, 300];
  const straight = lanes.map((_, lane) => [lane, lane] as const);
  return sketchMap(
    ROUTE.map((id, n) => ({ id, from: ends[n] ?? '', to: ends[n + 1] ?? '', lengthM: lengthM[n] ?? 0, lanes })),
    ROUTE.slice(1).map((to, n) => ({ from: ROUTE[n] ?? '', to, lanes: straight, unsignalled: to !== 'out' })),
  );
}

function column(count: number, headwayS: number): VehiclePlan[] {
  return Array.from({ length: count }, (_, n) => ({ departS: n * headwayS, route: ROUTE, speedFactor: 1, driverSeed: n }));
}

describe('on links shorter than the way to stop', () => {
  it('a driver brakes calmly for a red that stands several links ahead', () => {
    const sim = createSimulator({ map: shortLinks(), stepS: 0.5, vehicles: column(1, 0), emergencies: [] });
    let hardest = 0;
    let before = Number.NaN;
    let last = { link: -1, positionM: 0, speedMps: 0 };
    while (sim.timeS < 90) {
      sim.step();
      sim.visit((v) => {
        if (!Number.isNaN(before)) hardest = Math.max(hardest, (before - v.speedMps) / 0.5);
        before = v.speedMps;
        last = { ...v };
      });
    }
    expect(last.link).toBe(3);
    expect(last.speedMps).toBe(0);
    expect(last.positionM).toBeGreaterThan(7);
    expect(hardest).toBeLessThan(4);
  });

  it('a queue reaches back over them without anyone driving into anyone, and all go on at green', () => {
    const map = shortLinks();
    const starts = [0, 420, 449, 478, 507];
    const sim = createSimulator({ map, stepS: 0.5, vehicles: column(20, 2), emergencies: [] });
    const check = (): void => {
      const fronts: { x: number; rear: number }[] = [];
      sim.visit((v) => {
        const x = (starts[v.link] ?? 0) + v.positionM;
        fronts.push({ x, rear: x - v.lengthM });
      });
      fronts.sort((a, b) => b.x - a.x);
      for (const [n, behind] of fronts.slice(1).entries()) expect(behind.x).toBeLessThan(fronts[n]?.rear ?? 0);
    };
    while (sim.timeS < 150) {
      sim.step();
      check();
    }
    sim.setAspect(3, Aspect.green);
    while (sim.timeS < 300) {
      sim.step();
      check();
    }
    expect(sim.totals().left).toBe(20);
  });

  it('the lane for a turn far beyond them is taken before them', () => {
    // Given two lanes all the way, of which only the left one leads on at the end
    const links = ROUTE.map((id, n) => {
      const ends = ['A', 'N1', 'N2', 'N3', 'S', 'B'];
      const lengthM = [400, 9, 9, 9, 300][n] ?? 0;
      return { id, from: ends[n] ?? '', to: ends[n + 1] ?? '', lengthM, lanes: id === 'out' ? [0] : [0, 0] };
    });
    const both = [
      [0, 0],
      [1, 1],
    ] as const;
    const map = sketchMap(
      links,
      ROUTE.slice(1).map((to, n) => {
        const lanes = to === 'out' ? ([[1, 0]] as const) : both;
        return { from: ROUTE[n] ?? '', to, lanes, unsignalled: true };
      }),
    );
    const sim = createSimulator({ map, stepS: 0.5, vehicles: column(40, 3), emergencies: [] });
    while (sim.timeS < 300) sim.step();
    expect(sim.totals()).toMatchObject({ left: 40, missedTurns: 0 });
  });
});
