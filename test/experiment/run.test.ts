import { beforeAll, describe, expect, it } from 'vitest';
import { URBAN_LIMIT_MPS } from '../../bench/gates/approach.ts';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { arrivedTimeS } from '../../src/experiment/drive.ts';
import { checkAgainstFloor, floorTimeS } from '../../src/experiment/floor.ts';
import { inProcessLink } from '../../src/experiment/in-process-link.ts';
import { runArm } from '../../src/experiment/run.ts';
import type { AmbulanceRun } from '../../src/experiment/run-result.ts';
import { Session } from '../../src/journal/session.ts';
import { InputFaults } from '../../src/kernel/faults.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { departuresOf } from '../../src/scenario/departures.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

const { scenario, map } = loadScenario('scenarios/quick-3.yaml');
const index = indexMap(map);
const SEED = 1;

function run(armName: string, change: Partial<Scenario> = {}): Promise<AmbulanceRun> {
  const arm = scenario.arms.find(({ name }) => name === armName)!;
  const session = new Session(index, { city: map.name, strategy: arm.strategy });
  const link = inProcessLink(session);
  return runArm({
    scenario: { ...scenario, ...change },
    index,
    arm,
    seed: SEED,
    link,
    refusals: () => session.refusals,
    preemptions: () => session.preemptions,
  });
}

describe('a run without priority', () => {
  let none: AmbulanceRun;
  beforeAll(async () => {
    none = await run('none');
  });

  it('has the ambulance arrive, later than alone on green', () => {
    const floorS = floorTimeS(scenario, index, SEED);
    expect(arrivedTimeS(none)).toBeGreaterThan(floorS);
    expect(() => checkAgainstFloor(none, floorS)).not.toThrow();
  });

  it('draws a path that only goes forward, from the start of the route to its end', () => {
    const { path, routeLengthM } = none.trace;
    for (let i = 1; i < path.length; i++) {
      expect(path[i]![0]).toBeGreaterThan(path[i - 1]![0]);
      expect(path[i]![1]).toBeGreaterThanOrEqual(path[i - 1]![1]);
    }
    expect(path.at(-1)![1]).toBeCloseTo(routeLengthM);
  });

  it("takes the ambulance's time from its departure to its arrival, as the path is drawn", () => {
    const { departS } = departuresOf(scenario, index, SEED)[0]!;
    const arrivedS = none.trace.path.at(-1)![0];
    expect(Math.abs(arrivedTimeS(none)! - (arrivedS - departS))).toBeLessThanOrEqual(scenario.stepS);
  });

  it('shows each junction of the route, its lamps as they changed and the queue before it', () => {
    expect(none.trace.junctions.map(({ junction }) => junction)).toEqual(['Q1', 'Q2', 'Q3']);
    for (const { lamps, queue } of none.trace.junctions) {
      for (let i = 1; i < lamps.length; i++) expect(lamps[i]!.lamp).not.toBe(lamps[i - 1]!.lamp);
      expect(queue.length).toBeGreaterThan(5);
    }
    expect(none.junctionsOnGreen).toBe(none.trace.junctions.filter(({ passedOnGreen }) => passedOnGreen).length);
  });

  it('loses time on the cross streets, less than all others lose together, and breaks no rule', () => {
    expect(none.crossLossS).toBeGreaterThan(0);
    expect(none.crossLossS).toBeLessThan(none.othersLossS);
    expect(none.violations).toEqual([]);
    // Looked for once a second: the junctions never left their programmes.
    expect(none.recoveryS).toBeLessThan(1);
  });

  it('gives the same figures and the same log when it is run again', async () => {
    expect(await run('none')).toEqual(none);
  });
});

describe('a run with a fixed trigger of 120 s', () => {
  it('brings the ambulance through sooner on the same traffic, on more greens, and the junctions come back', async () => {
    const [none, eta120] = [await run('none'), await run('eta-120')];
    expect(arrivedTimeS(eta120)).toBeLessThan(arrivedTimeS(none)!);
    expect(eta120.junctionsOnGreen).toBe(3);
    expect(eta120.recoveryS).toBeGreaterThan(0);
    expect(eta120.violations).toEqual([]);
    expect(eta120.logSha256).not.toBe(none.logSha256);
  });
});

describe('a run that ends too early', () => {
  it('before the ambulance arrives, then that is its result: where it is, how far it came, and that it still drives', async () => {
    const { drive, limitS, recoveryS, trace } = await run('none', { endS: 300 });
    expect(drive).toMatchObject({ kind: 'not-arrived', phase: 'driving', standsSinceS: null, ring: 'none' });
    const [[firstS], [lastS, lastM]] = [trace.path[0]!, trace.path.at(-1)!];
    expect(Math.abs(lastS - firstS - limitS)).toBeLessThanOrEqual(2 * scenario.stepS);
    expect(Math.abs((drive.kind === 'arrived' ? 0 : drive.alongM) - lastM)).toBeLessThan(URBAN_LIMIT_MPS * 1.3);
    expect(recoveryS).toBeNull();
  });

  it('before the junctions are back in their programmes, then it arrived, and there is no time of recovery', async () => {
    const whole = await run('eta-120');
    const arrivedS = departuresOf(scenario, index, SEED)[0]!.departS + arrivedTimeS(whole)!;
    const cut = await run('eta-120', { endS: Math.ceil(arrivedS) });
    expect(cut.drive).toEqual(whole.drive);
    expect(cut.recoveryS).toBeNull();
  });
});

describe('the floor', () => {
  it('stops an experiment whose result is faster than is possible at all', async () => {
    const result = { ...(await run('none')), drive: { kind: 'arrived', timeS: 10 } } as const;
    expect(() => checkAgainstFloor(result, floorTimeS(scenario, index, SEED))).toThrow(/beats the ambulance alone on all green/);
  });

  it('is none where even alone on green the ambulance comes too late: that is a fault of the scenario, and the seed is named', () => {
    expect(() => floorTimeS({ ...scenario, endS: 290 }, index, SEED)).toThrow(InputFaults);
    expect(() => floorTimeS({ ...scenario, endS: 290 }, index, SEED)).toThrow(/endS = 290: is too early: .* seed 1/);
  });
});
