import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stageChanges } from '../../../src/preemption/arbitration/stage-changes.ts';
import type { Job } from '../../../src/preemption/arbitration/wave-schedule.ts';
import { searchWaves } from '../../../src/preemption/arbitration/wave-search.ts';
import { fourLegs } from '../../support/junctions.ts';

const changes = stageChanges(fourLegs);
const GROUPS = ['NBT', 'NBL', 'SBT', 'SBL', 'EBT', 'EBL', 'WBT', 'WBL'] as const;

const job = fc
  .record({
    group: fc.constantFrom(...GROUPS),
    neededS: fc.integer({ min: 0, max: 90 }),
    clearS: fc.integer({ min: 0, max: 40 }),
    transitionS: fc.integer({ min: 0, max: 20 }),
    slackS: fc.constantFrom(0, 0, 15),
    rate: fc.constantFrom(60, 200, 600),
  })
  .map(
    ({ group, slackS, ...times }): Job => ({
      mask: changes.maskOf.get(group)!,
      latestS: Number.POSITIVE_INFINITY,
      after: 0,
      dueS: times.neededS + slackS,
      ...times,
    }),
  );

const JOB = { neededS: 0, dueS: 0, clearS: 0, transitionS: 0, rate: 600, latestS: Number.POSITIVE_INFINITY, after: 0 };

/** The same model written a second time, without a search: the least that any order of any waves costs. */
function leastCost(jobs: readonly Job[], waitingVeh: number, freeS = 0, shown?: number): number {
  if (jobs.length === 0) return 0;
  let least = Number.POSITIVE_INFINITY;
  for (let subset = 1; subset < 1 << jobs.length; subset++) {
    const wave = jobs.filter((_, i) => (subset & (1 << i)) !== 0);
    const mask = wave.reduce((common, one) => common & one.mask, -1);
    if (mask === 0) continue;
    const stage = changes.stages.findIndex((_, i) => (mask & (1 << i)) !== 0);
    const setupS = shown === undefined ? Math.max(...wave.map((one) => one.transitionS)) : changes.setupS[shown]![stage]!;
    let cost = setupS * waitingVeh;
    let endS = setupS > 0 ? freeS + setupS + changes.leastS[stage]! : freeS;
    for (const one of wave) {
      const greenS = shown === undefined ? one.transitionS : freeS + setupS;
      cost += one.rate * Math.max(0, greenS - one.dueS);
      endS = Math.max(endS, Math.max(greenS, one.neededS) + one.clearS + 2);
    }
    const rest = jobs.filter((one) => !wave.includes(one));
    least = Math.min(least, cost + leastCost(rest, waitingVeh, endS, stage));
  }
  return least;
}

describe('the order of ambulances at a junction', () => {
  it('costs as little as the best of all orders', () => {
    fc.assert(
      fc.property(fc.array(job, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 60 }), (jobs, waitingVeh) => {
        const found = searchWaves({ changes, jobs, waitingVeh })!;
        expect(found.cost).toBeCloseTo(leastCost(jobs, waitingVeh), 6);
        expect(found.bound).toBe(found.cost);
      }),
      { numRuns: 150 },
    );
  });

  it('says by how much it may be dearer than the best where it gives up before it is sure', () => {
    fc.assert(
      fc.property(fc.array(job, { minLength: 5, maxLength: 6 }), (jobs) => {
        const best = searchWaves({ changes, jobs, waitingVeh: 10 })!;
        const hasty = searchWaves({ changes, jobs, waitingVeh: 10 }, 6)!;
        expect(hasty.cost).toBeGreaterThanOrEqual(best.cost - 1e-6);
        expect(hasty.bound).toBeLessThanOrEqual(best.cost + 1e-6);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the latest time of each job, or finds none', () => {
    const late = { mask: changes.maskOf.get('NBT')!, neededS: 0, dueS: 0, clearS: 10, transitionS: 5, rate: 600, after: 0 };
    const first: Job = { ...late, latestS: 5 };
    const other: Job = { ...late, mask: changes.maskOf.get('EBT')!, clearS: 1, latestS: Number.POSITIVE_INFINITY };
    const kept = searchWaves({ changes, jobs: [other, first], waitingVeh: 0 })!;
    expect(kept.waves.map(({ members }) => members)).toEqual([[1], [0]]);
    expect(searchWaves({ changes, jobs: [first, { ...other, latestS: 5 }], waitingVeh: 0 })).toBeUndefined();
  });

  it('keeps a latest time that only a green of its own behind the first one keeps', () => {
    const through: Job = { ...JOB, mask: changes.maskOf.get('NBT')! };
    const second: Job = { ...through, transitionS: 3, latestS: 2 };
    const found = searchWaves({ changes, jobs: [through, second], waitingVeh: 0 })!;
    expect(found.waves.map(({ members }) => members)).toEqual([[0], [1]]);
  });
});
