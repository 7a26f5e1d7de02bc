import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type StageChanges, stageChanges } from '../../../src/preemption/arbitration/stage-changes.ts';
import type { Job } from '../../../src/preemption/arbitration/wave-schedule.ts';
import { searchWaves } from '../../../src/preemption/arbitration/wave-search.ts';
import { fourLegs } from '../../support/junctions.ts';
import { leastCost } from '../../support/wave-costs.ts';

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

/** So many stages that have no group in common, 5 s from each to any other. */
function strangers(n: number): StageChanges {
  const each = Array.from({ length: n }, (_, i) => i);
  const setupS = each.map((from) => each.map((to) => (from === to ? 0 : 5)));
  return { stages: each.map(String), maskOf: new Map(), setupS, leastS: each.map(() => 10) };
}

const JOB = { neededS: 0, dueS: 0, clearS: 0, transitionS: 0, rate: 600, latestS: Number.POSITIVE_INFINITY, after: 0 };

describe('the order of ambulances at a junction', () => {
  it('costs as little as the best of all orders', () => {
    fc.assert(
      fc.property(fc.array(job, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 60 }), (jobs, waitingVeh) => {
        const found = searchWaves({ changes, jobs, waitingVeh })!;
        expect(found.cost).toBeCloseTo(leastCost(changes, jobs, waitingVeh), 6);
        expect(found.bound).toBe(found.cost);
      }),
      { numRuns: 150 },
    );
  });

  it('says what no order costs less than where it gives up before it is sure', () => {
    const cases = [
      fc.array(job, { minLength: 4, maxLength: 6 }),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 6, max: 200 }),
    ] as const;
    fc.assert(
      fc.property(...cases, (jobs, waitingVeh, nodesMost) => {
        const least = leastCost(changes, jobs, waitingVeh);
        const hasty = searchWaves({ changes, jobs, waitingVeh }, nodesMost)!;
        expect(hasty.cost).toBeGreaterThanOrEqual(least - 1e-6);
        expect(hasty.bound).toBeLessThanOrEqual(least + 1e-6);
      }),
      { numRuns: 200 },
    );
  });

  it('where it gives up at once, still reckons with what the lamps cannot show sooner', () => {
    const jobs = GROUPS.slice(0, 6).map(
      (group, i): Job => ({ ...JOB, mask: changes.maskOf.get(group)!, clearS: 30 - i, transitionS: 8 }),
    );
    const { cost, bound } = searchWaves({ changes, jobs, waitingVeh: 10 }, 6)!;
    expect(bound).toBeGreaterThanOrEqual(6 * 8 * JOB.rate + 8 * 10);
    expect(bound).toBeLessThan(cost);
  });

  it('is shown to be the best for seven that no stage serves together, whenever they come; for eight not always', () => {
    const each = fc.record({ neededS: fc.integer({ min: 0, max: 90 }), clearS: fc.integer({ min: 0, max: 40 }) });
    const unlike = (times: readonly { readonly neededS: number; readonly clearS: number }[]) =>
      searchWaves({
        changes: strangers(times.length),
        jobs: times.map((one, i) => ({ ...JOB, ...one, mask: 1 << i, dueS: one.neededS })),
        waitingVeh: 10,
      })!;
    fc.assert(
      fc.property(fc.array(each, { minLength: 7, maxLength: 7 }), (times) => {
        const { cost, bound } = unlike(times);
        expect(bound).toBe(cost);
      }),
      { numRuns: 100 },
    );
    const { cost, bound } = unlike([40, 38, 36, 34, 32, 30, 28, 26].map((clearS, i) => ({ neededS: i, clearS })));
    expect(bound).toBeGreaterThan(0);
    expect(bound).toBeLessThan(cost);
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
