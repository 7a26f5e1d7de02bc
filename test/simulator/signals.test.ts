import { describe, expect, it } from 'vitest';
import { approachMap, approachTraffic, URBAN_LIMIT_MPS } from '../../bench/gates/approach.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import { ACCELERATION } from '../../src/simulator/microscopic/parameters.ts';
import { Aspect, type TrafficSimulator, type VehiclePlan } from '../../src/simulator/simulator.ts';
import { corridorRun } from '../support/corridor-run.ts';
import { sketchMap } from '../support/simulator-maps.ts';

const NODE_PATH_M = 20;
const BAR_M = 400;
const COMFORTABLE_BRAKING = 3;

function one(departS: number, speedFactor = 1): VehiclePlan {
  return { departS, route: ['in', 'out'], speedFactor, driverSeed: 1 };
}

function run(sim: TrafficSimulator, untilS: number, each: () => void = () => {}): void {
  while (sim.timeS < untilS) {
    sim.step();
    each();
  }
}

function frontM(sim: TrafficSimulator): number {
  let x = Number.NaN;
  sim.visit((v) => {
    x = v.link === 0 ? v.positionM : BAR_M + NODE_PATH_M + v.positionM;
  });
  return x;
}

describe('at a red', () => {
  it('nobody who could have stopped crosses, whatever the signals do', () => {
    for (const seed of [11, 12, 13]) {
      const corridor = corridorRun(seed, 0.5);
      const { sim, map } = corridor;
      const before = new Map<number, { link: number; x: number; v: number }>();
      let crossings = 0;
      for (let s = 0; s < 600; s++) {
        corridor.step();
        sim.visit((v) => {
          const last = before.get(v.id);
          const barM = map.links[v.link]?.lengthM ?? 0;
          if (last?.link === v.link && last.x <= barM && v.positionM > barM) {
            crossings++;
            const open = map.movements.some((m, n) => m.from === map.links[v.link]?.id && corridor.shown(n) !== Aspect.red);
            const couldStop = last.v * last.v <= 2 * COMFORTABLE_BRAKING * (barM - last.x);
            if (!open && couldStop) throw new Error(`vehicle ${v.id} crossed a red at ${sim.timeS} s with ${last.v} m/s`);
          }
          before.set(v.id, { link: v.link, x: v.positionM, v: v.speedMps });
        });
      }
      expect(crossings).toBeGreaterThan(50);
    }
  });

  it('the first vehicle stops about a metre before the bar and does not creep', () => {
    const sim = createSimulator({ map: approachMap({ lengthM: BAR_M }), stepS: 0.5, vehicles: [one(0)], emergencies: [] });
    run(sim, 120);
    expect(frontM(sim)).toBeGreaterThan(BAR_M - 2.5);
    expect(frontM(sim)).toBeLessThanOrEqual(BAR_M);
    const at = frontM(sim);
    run(sim, 600);
    expect(frontM(sim)).toBe(at);
  });

  it('the ambulance stops like everyone else, and goes on at green', () => {
    const emergencies = [{ vehicle: 'AMB', departS: 0, route: ['in', 'out'], speedFactor: 1.25 }];
    const sim = createSimulator({ map: approachMap({ lengthM: BAR_M }), stepS: 0.5, vehicles: [], emergencies });
    run(sim, 100);
    expect(sim.emergencies()[0]).toMatchObject({ phase: 'driving', routeIndex: 0, speedMps: 0 });
    expect(sim.emergencies()[0]?.positionM).toBeLessThanOrEqual(BAR_M);
    sim.setAspect(0, Aspect.green);
    run(sim, 200);
    expect(sim.emergencies()[0]).toMatchObject({ phase: 'arrived', routeIndex: 1 });
  });
});

describe('at yellow', () => {
  const atYellow = (distanceM: number): { crossed: boolean } => {
    const sim = createSimulator({ map: approachMap({ lengthM: BAR_M }), stepS: 0.1, vehicles: [one(0)], emergencies: [] });
    sim.setAspect(0, Aspect.green);
    while (!(BAR_M - frontM(sim) <= distanceM)) sim.step();
    sim.setAspect(0, Aspect.yellow);
    run(sim, sim.timeS + 3);
    sim.setAspect(0, Aspect.red);
    run(sim, sim.timeS + 10);
    return { crossed: !(frontM(sim) <= BAR_M) };
  };

  it('a driver who can stop with 3 m/s² stops, a nearer one goes on', () => {
    const stoppingM = URBAN_LIMIT_MPS ** 2 / (2 * COMFORTABLE_BRAKING);
    expect(atYellow(stoppingM + 3).crossed).toBe(false);
    expect(atYellow(stoppingM - 5).crossed).toBe(true);
  });
});

describe('at green', () => {
  it('the first driver starts after a reaction of 0.5-1 s, the same at any step length', () => {
    const started = [0.1, 0.25, 0.5, 1].map((stepS) => {
      const sim = createSimulator({ map: approachMap({ lengthM: BAR_M }), stepS, vehicles: [one(0)], emergencies: [] });
      run(sim, 100);
      const restM = frontM(sim);
      sim.setAspect(0, Aspect.green);
      run(sim, 104);
      // From rest with (nearly) constant acceleration: travelled = a (t - reaction)^2 / 2
      return 4 - Math.sqrt((2 * (frontM(sim) - restM)) / ACCELERATION);
    });
    for (const reactionS of started) {
      expect(reactionS).toBeGreaterThan(0.45);
      expect(reactionS).toBeLessThan(1.15);
      expect(Math.abs(reactionS - (started[0] ?? 0))).toBeLessThan(0.1);
    }
  });

  it('nobody enters the node while there is no room beyond it, and all go on once there is', () => {
    // Given a short link between two signals, the second one red, and a street that crosses at the first
    const lanes = [0];
    const map = sketchMap(
      [
        { id: 'in', from: 'A', to: 'J', lengthM: BAR_M, lanes },
        { id: 'short', from: 'J', to: 'K', lengthM: 60, lanes },
        { id: 'out', from: 'K', to: 'B', lengthM: 300, lanes },
        { id: 'side', from: 'C', to: 'J', lengthM: 100, lanes },
        { id: 'across', from: 'J', to: 'D', lengthM: 100, lanes },
      ],
      [
        { from: 'in', to: 'short', lanes: [[0, 0]] },
        { from: 'short', to: 'out', lanes: [[0, 0]] },
        { from: 'side', to: 'across', lanes: [[0, 0]], yieldsTo: ['in>short'] },
      ],
    );
    const vehicles = approachTraffic(30, 2, 3).map((plan) => ({ ...plan, route: ['in', 'short', 'out'] }));
    const sim = createSimulator({ map, stepS: 0.5, vehicles, emergencies: [] });
    sim.setAspect(0, Aspect.green);
    const stored = (): { inNode: number; onShort: number } => {
      const count = { inNode: 0, onShort: 0 };
      sim.visit((v) => {
        if (v.link === 0 && v.positionM > BAR_M) count.inNode++;
        if (v.link === 1 && v.positionM - v.lengthM < 0) count.inNode++;
        if (v.link === 1) count.onShort++;
      });
      return count;
    };
    // When the queue has filled the short link
    run(sim, 120);
    // Then it is full, the box is empty and the others wait before it, although their light is green
    expect(stored()).toEqual({ inNode: 0, onShort: 8 });
    expect(sim.laneCount(0, 0).queueVeh).toBe(22);
    sim.setAspect(1, Aspect.green);
    run(sim, 300);
    expect(sim.totals().left).toBe(30);
  });
});
