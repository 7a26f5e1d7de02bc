import { describe, expect, it } from 'vitest';
import { inProcessLink } from '../../src/experiment/in-process-link.ts';
import { runArm } from '../../src/experiment/run.ts';
import type { AmbulanceRun } from '../../src/experiment/run-result.ts';
import { Session } from '../../src/journal/session.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { lockingScenario, signalledBlock } from '../support/locking-block.ts';

const map = signalledBlock();
const index = indexMap(map);
const END_S = 600;
const SIDES = ['side0', 'side1', 'side2', 'side3'];
const ROUTE_M = 200 + 20 + 60 + 20 + 200;

function runFrom(departS: number, armName: string): Promise<AmbulanceRun> {
  const scenario = lockingScenario({ departS, endS: END_S });
  const arm = scenario.arms.find(({ name }) => name === armName)!;
  const session = new Session(index, { city: map.name, strategy: arm.strategy });
  return runArm({
    scenario,
    index,
    arm,
    seed: 1,
    link: inProcessLink(session),
    refusals: () => session.refusals,
    preemptions: () => session.preemptions,
  });
}

describe('a block that locks', () => {
  it('given an ambulance on a side of it, then the result says that it stands in the ring, where and since when', async () => {
    const { drive, gridlock, limitS, trace } = await runFrom(20, 'none');
    expect([...(gridlock?.links ?? [])].sort()).toEqual(SIDES);
    const place = { phase: 'driving', link: 'side0', ring: 'inside', junctionsPassed: 1, routeLengthM: ROUTE_M };
    expect(drive).toMatchObject({ kind: 'not-arrived', ...place });
    expect(limitS).toBe(END_S - 20);
    if (drive.kind === 'arrived') return;
    expect(drive.alongM).toBeCloseTo(220 + drive.positionM, 6);
    const cameS = trace.path.find(([, alongM]) => alongM > drive.alongM - 0.1)![0];
    expect(Math.abs(drive.standsSinceS! - cameS)).toBeLessThan(3);
  });

  it('given an ambulance in the queue behind it, then the ring lies ahead on its way', async () => {
    const { drive, junctionsOnGreen, recoveryS } = await runFrom(60, 'none');
    expect(drive).toMatchObject({ kind: 'not-arrived', link: 'in0', ring: 'ahead', junctionsPassed: 0 });
    expect(drive).toHaveProperty('standsSinceS', expect.any(Number));
    expect(junctionsOnGreen).toBe(0);
    expect(recoveryS).toBeNull();
  });

  it.each(['none', 'clearway'])(
    'given an ambulance that finds the street full, then under %s it stands since then',
    async (arm) => {
      const { drive, stoppedS } = await runFrom(300, arm);
      expect(drive).toMatchObject({
        kind: 'not-arrived',
        phase: 'waiting-to-enter',
        alongM: 0,
        ring: 'ahead',
        standsSinceS: 300,
      });
      expect(Math.abs(stoppedS - (END_S - 300))).toBeLessThanOrEqual(0.5);
    },
  );

  it('given priority, then an ambulance may get through before it locks: that is an arrival like any other', async () => {
    const { drive, gridlock } = await runFrom(20, 'clearway');
    expect(drive.kind).toBe('arrived');
    expect(gridlock).not.toBeNull();
  });

  it.each(['none', 'clearway'])(
    'takes nobody out of the traffic, and under %s no rule of lamps or leases is broken',
    async (arm) => {
      const { traffic, violations } = await runFrom(300, arm);
      expect(violations).toEqual([]);
      expect(traffic.unfinishedTrips).toBeGreaterThan(500);
    },
  );
});
