import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approachMap, approachTraffic } from '../../bench/gates/approach.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import { Aspect, type DetectorPlan, type TrafficSimulator, type VehiclePlan } from '../../src/simulator/simulator.ts';

const LENGTH_M = 400;

function approach(
  vehicles: readonly VehiclePlan[],
  detectors: readonly DetectorPlan[],
  stepS = 0.5,
  lanes = 1,
): TrafficSimulator {
  const map = approachMap({ lengthM: LENGTH_M, outM: 300, lanes });
  const sim = createSimulator({ map, stepS, vehicles, emergencies: [], detectors });
  sim.setAspect(0, Aspect.green);
  return sim;
}

const loop = (upstreamM: number, lengthM = 2, lane = 0): DetectorPlan => ({ link: 'in', lane, upstreamM, lengthM });

function until(sim: TrafficSimulator, timeS: number, each: () => void = () => {}): void {
  while (sim.timeS < timeS) {
    sim.step();
    each();
  }
}

describe('a detector', () => {
  it('reads nothing before the first vehicle', () => {
    const sim = approach([], [loop(40)]);
    until(sim, 10);
    expect(sim.detector(0)).toEqual({ count: 0, occupied: false, gapS: Number.POSITIVE_INFINITY });
  });

  it.each([0.25, 0.5, 1])('counts every vehicle once, wherever it lies, in steps of %d s', (stepS) => {
    const plans = [loop(398), loop(300), loop(40), loop(0, 10)];
    const sim = approach(approachTraffic(60, 2.2, 1), plans, stepS);
    until(sim, 240);
    expect(sim.totals().left).toBe(60);
    expect(plans.map((_, n) => sim.detector(n).count)).toEqual([60, 60, 60, 60]);
  });

  it('counts nobody twice who changes lanes over it, and misses nobody', () => {
    const crossings = fc.record({
      seed: fc.nat(1000),
      stepS: fc.constantFrom(0.5, 1),
      upstreamM: fc.integer({ min: 0, max: 350 }),
    });
    fc.assert(
      fc.property(crossings, ({ seed, stepS, upstreamM }) => {
        const slowAndFast = approachTraffic(40, 1.1, seed).map((plan, n) => ({ ...plan, speedFactor: n % 3 === 0 ? 0.6 : 1.2 }));
        const sim = approach(slowAndFast, [loop(upstreamM, 2, 0), loop(upstreamM, 2, 1)], stepS, 2);
        until(sim, 200);
        expect(sim.totals().left).toBe(40);
        expect(sim.detector(0).count + sim.detector(1).count).toBe(40);
      }),
      { numRuns: 25 },
    );
  });

  it('is occupied while a vehicle overlaps it, and then tells how long it has been free', () => {
    const alone = approachTraffic(1, 1, 1).map((plan) => ({ ...plan, speedFactor: 1 }));
    const sim = approach(alone, [loop(100)]);
    const occupied: number[] = [];
    let rearPastS = 0;
    until(sim, 60, () => {
      sim.visit(({ link, positionM, lengthM, speedMps }) => {
        const past = link === 0 ? positionM - lengthM - (LENGTH_M - 100) : 0;
        const on = link === 0 && positionM > LENGTH_M - 102 && past < 0;
        expect(sim.detector(0).occupied).toBe(on);
        if (on) occupied.push(sim.timeS);
        if (past > 0 && rearPastS === 0) rearPastS = sim.timeS - past / speedMps;
      });
    });
    expect(occupied.length).toBeGreaterThan(0);
    expect(sim.detector(0)).toMatchObject({ count: 1, occupied: false });
    expect(sim.detector(0).gapS).toBeCloseTo(60 - rearPastS, 1);
  });

  it('is not missed by one who drives over it within a step', () => {
    const alone = approachTraffic(1, 1, 1);
    const gaps: number[] = [];
    const sim = approach(alone, [loop(100, 1)], 1);
    until(sim, 40, () => gaps.push(sim.detector(0).gapS));
    const first = gaps.findIndex(Number.isFinite);
    expect(gaps[first]).toBeLessThan(1);
    expect(gaps[first + 5]! - gaps[first]!).toBeCloseTo(5);
  });

  it('at the stop bar sees who waits at red, and that the bar is free once all have gone', () => {
    const sim = approach(approachTraffic(3, 2, 1), [loop(0, 10)]);
    sim.setAspect(0, Aspect.red);
    until(sim, 60);
    expect(sim.detector(0)).toMatchObject({ occupied: true, gapS: 0 });
    sim.setAspect(0, Aspect.green);
    until(sim, 90);
    expect(sim.detector(0)).toMatchObject({ occupied: false, count: 3 });
    expect(sim.detector(0).gapS).toBeGreaterThan(5);
  });

  it('that the setup does not plan is asked for in vain', () => {
    expect(() => approach([], [loop(40)]).detector(1)).toThrow(/no detector 1/);
    expect(() => approach([], []).detector(0)).toThrow(/no detector 0/);
    expect(() => approach([], [loop(399, 2)])).toThrow(/before the beginning of its lane/);
  });
});
