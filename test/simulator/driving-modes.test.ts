import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/kernel/random.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import { Aspect, type Driving, type EmergencyPlan, type VehiclePlan } from '../../src/simulator/simulator.ts';
import { crossroads } from '../support/crossroads.ts';

const BAR_M = 300;
const PATH_M = 20;
const TWENTY_KMH = 20 / 3.6;
const AMBULANCE_M = 6;

function ambulance(driving: Driving | undefined, departS = 30): EmergencyPlan {
  return { vehicle: 'AMB', departS, route: ['s', 'n'], speedFactor: 1.25, ...(driving && { driving }) };
}

function crossing(count: number, headwayS: number): VehiclePlan[] {
  return Array.from({ length: count }, (_, n) => ({ departS: n * headwayS, route: ['w', 'e'], speedFactor: 1, driverSeed: n }));
}

interface Run {
  readonly driving?: Driving;
  readonly cross?: readonly VehiclePlan[];
  readonly others?: readonly EmergencyPlan[];
  readonly stepS?: number;
  /** Before this the ambulance's light is red and the crossing traffic's green; then the other way round after 5 s. */
  readonly redUntilS?: number;
  readonly untilS?: number;
}

/** Drives and tells how the ambulance came through; throws when two vehicles that cross are inside the node at once. */
function drive({ driving, cross = [], others = [], stepS = 0.5, redUntilS = 1e9, untilS = 400 }: Run) {
  const emergencies = [ambulance(driving), ...others];
  const sim = createSimulator({ map: crossroads(), stepS, vehicles: cross, emergencies });
  const through: { atS: number; speedMps: number; positionM: number }[] = [];
  let stoodS = 0;
  let crossed = 0;
  const passed = new Set<number>();
  while (sim.timeS < untilS) {
    sim.setAspect(0, sim.timeS < redUntilS + 5 ? Aspect.red : Aspect.green);
    sim.setAspect(1, sim.timeS < redUntilS ? Aspect.green : Aspect.red);
    sim.step();
    const inside = { sn: 0, we: 0 };
    sim.visit((v) => {
      const road = v.link <= 1 ? 'sn' : 'we';
      const frontM = v.link % 2 === 0 ? v.positionM : v.positionM + BAR_M + PATH_M;
      // The middle of the node: where the two roads are the same place.
      if (frontM > BAR_M + 0.5 * PATH_M - 1.5 && frontM - v.lengthM < BAR_M + 0.5 * PATH_M + 1.5) inside[road]++;
      if (v.link === 3) passed.add(v.id);
      if (!v.emergency || v.link > 1) return;
      if (v.speedMps < 0.1) stoodS += stepS;
      if (frontM > BAR_M) crossed = crossed || sim.timeS;
      if (frontM > BAR_M && frontM - v.lengthM < BAR_M + PATH_M)
        through.push({ atS: sim.timeS, speedMps: v.speedMps, positionM: frontM });
    });
    if (inside.sn > 0 && inside.we > 0) throw new Error(`${sim.timeS} s: two in one place`);
  }
  const state = sim.emergencies();
  return {
    through,
    stoodS,
    crossedS: crossed,
    states: state,
    arrivedS: state[0]!.arrivedS,
    passed: passed.size,
    left: sim.totals().left,
  };
}

describe('an emergency vehicle before a red light', () => {
  it('stops and waits for the green when it drives legally', () => {
    const run = drive({ driving: 'legal', redUntilS: 100 });
    expect(run.stoodS).toBeGreaterThan(40);
    expect(run.crossedS).toBeGreaterThan(105);
    expect(drive({ redUntilS: 100 })).toEqual(run);
  });

  it('goes through at no more than 20 km/h when nobody crosses and it drives cautiously', () => {
    const run = drive({ driving: 'cautious-red' });
    expect(run.stoodS).toBe(0);
    expect(Math.max(...run.through.map(({ speedMps }) => speedMps))).toBeLessThanOrEqual(TWENTY_KMH + 0.1);
    // Until its rear has left the node it keeps to that, and beyond it drives on.
    expect(run.through.at(-1)!.positionM).toBeGreaterThan(BAR_M + PATH_M);
    expect(run.through.at(-1)!.positionM).toBeLessThanOrEqual(BAR_M + PATH_M + AMBULANCE_M);
    expect(run.arrivedS - 30).toBeLessThan(70);
  });

  it('drives through on green as fast as a legal one', () => {
    const green = (driving: Driving) => drive({ driving, redUntilS: 0 }).arrivedS;
    expect(green('cautious-red')).toBe(green('legal'));
    expect(green('escorted')).toBe(green('legal'));
  });

  it('waits for a gap of 4 s in the crossing traffic when it drives cautiously, and takes the first', () => {
    // Given a platoon with 3 s between vehicles until about 135 s at the node, and the ambulance there at about 60 s
    const run = drive({ driving: 'cautious-red', cross: crossing(38, 3) });
    expect(run.stoodS).toBeGreaterThan(40);
    expect(run.crossedS).toBeGreaterThan(130);
    expect(run.crossedS).toBeLessThan(150);
    // Given 5 s from front to front, less than 4 s are left once each has come out of the way
    expect(drive({ driving: 'cautious-red', cross: crossing(22, 5) }).crossedS).toBeGreaterThan(125);
    // Given 8 s between them there is a gap at once
    const loose = drive({ driving: 'cautious-red', cross: crossing(14, 8) });
    expect(loose.crossedS).toBeLessThan(75);
    expect(loose.passed).toBe(14);
  });

  it('goes through at speed behind its escort, which holds the crossing traffic and lets it go again', () => {
    const run = drive({ driving: 'escorted', cross: crossing(38, 3) });
    expect(run.stoodS).toBe(0);
    expect(Math.min(...run.through.map(({ speedMps }) => speedMps))).toBeGreaterThan(10);
    expect(run.arrivedS - 30).toBeLessThan(50);
    expect(run.passed).toBe(38);
  });
});

describe('two emergency vehicles that cross', () => {
  it.each(['cautious-red', 'escorted'] as const)('come through one after the other: %s', (driving) => {
    const other: EmergencyPlan = { vehicle: 'B', departS: 30, route: ['w', 'e'], speedFactor: 1.25, driving };
    for (let shiftS = 0; shiftS < 4; shiftS += 0.5) {
      const run = drive({ driving, others: [{ ...other, departS: 30 + shiftS }], untilS: 150 });
      expect(run.states.map(({ phase }) => phase)).toEqual(['arrived', 'arrived']);
    }
  });
});

describe('whatever the crossing traffic, the mode and the step', () => {
  it('nobody drives through anybody, everybody arrives', () => {
    const runs = fc.record({
      seed: fc.integer({ min: 0, max: 1e6 }),
      driving: fc.constantFrom<Driving>('legal', 'cautious-red', 'escorted'),
      stepS: fc.constantFrom(0.1, 0.25, 0.5, 1),
      redUntilS: fc.integer({ min: 40, max: 140 }),
    });
    fc.assert(
      fc.property(runs, ({ seed, driving, stepS, redUntilS }) => {
        const stream = randomStream(seed, 'cross');
        const cross: VehiclePlan[] = [];
        for (let departS = 0; departS < 120; departS += stream.uniform(1.5, 9)) {
          const plan = { departS, route: ['w', 'e'], speedFactor: stream.uniform(0.7, 1.2), driverSeed: stream.uniform(0, 1e9) };
          cross.push(plan);
        }
        const others = [{ ...ambulance(driving, 30 + stream.uniform(0, 40)), vehicle: 'B', route: ['w', 'e'] }];
        const run = drive({ driving, cross, others, stepS, redUntilS, untilS: redUntilS });
        if (run.through.length > 0 && run.crossedS < redUntilS && driving === 'legal') throw new Error('crossed on red');
      }),
      { numRuns: 60 },
    );
  });
});
