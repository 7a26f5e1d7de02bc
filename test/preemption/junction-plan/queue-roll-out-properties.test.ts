import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STEP_S, STEPS } from '../../../src/preemption/junction-plan/horizon.ts';
import type { GroupTraffic, JunctionTraffic } from '../../../src/preemption/junction-plan/junction-traffic.ts';
import { type JunctionPlan, QueueRollOut } from '../../../src/preemption/junction-plan/queue-roll-out.ts';
import { plainRollOut } from '../../support/plain-roll-out.ts';

const STAGES = ['A', 'B', 'C'];

/** Up to `most`, in parts that no two sums have in common: neither two queues nor a need and a whole step are ever the same by chance. */
function upTo(most: number): fc.Arbitrary<number> {
  return fc.nat(9_999).map((n) => (n * most * Math.SQRT1_2) / 7_071);
}

/** Green and red in turn. */
const ownLamps = fc
  .tuple(fc.boolean(), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 12, maxLength: 12 }))
  .map(([isGreen, lengths]): Uint8Array => {
    const shown = lengths.flatMap((steps, i) => Array<number>(steps).fill((i % 2 === 0) === isGreen ? 1 : 0));
    return Uint8Array.from({ length: STEPS }, (_, step) => shown[step % shown.length]!);
  });

/** The road behind is endless, or has room for so many, a part of it now, and empties at its other end. */
const roadBehind = fc.oneof(
  fc.constant({ roomVeh: Number.POSITIVE_INFINITY, emptyVeh: Number.POSITIVE_INFINITY, drainVeh: 0 }),
  fc.record({ emptyVeh: upTo(60), part: upTo(1), drainVeh: upTo(2) }).map(({ emptyVeh, part, drainVeh }) => {
    return { roomVeh: emptyVeh * Math.min(1, part), emptyVeh, drainVeh };
  }),
);

const oneGroup = fc
  .record({
    lanes: fc.integer({ min: 1, max: 3 }),
    queueVeh: upTo(40),
    arrivalsVeh: upTo(1.2),
    storageVeh: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), upTo(50)),
    behind: roadBehind,
    joiningVeh: upTo(1),
    own: ownLamps,
  })
  .map(({ behind, ...group }) => ({ ...group, ...behind, saturationVeh: (group.lanes * STEP_S) / 1.95 }));

/** A junction with so many groups, any of which turn into the ambulance's road, or none. */
function junctionOf(groups: number): fc.Arbitrary<JunctionTraffic> {
  const row = fc.array(fc.nat(1), { minLength: groups, maxLength: groups });
  return fc
    .record({
      drawn: fc.array(oneGroup, { minLength: groups, maxLength: groups }),
      rows: fc.array(row, { minLength: STAGES.length, maxLength: STAGES.length }),
      isJoined: fc.boolean(),
    })
    .map(({ drawn, rows, isJoined }) => ({
      groups: drawn.map(
        (one, g): GroupTraffic => ({ ...one, group: `g${g}`, joiningVeh: isJoined && g % 2 === 0 ? one.joiningVeh : 0 }),
      ),
      opens: new Map(STAGES.map((stage, i) => [stage, Uint8Array.from(rows[i]!)])),
      owedS: new Float64Array(STEPS),
    }));
}

interface Weighed {
  readonly plan: JunctionPlan;
  readonly passageS: number;
}

/** The own programme for a while, and then stretches up to the passage. */
const weighed = fc
  .record({
    passageS: fc.integer({ min: 1, max: 400 }),
    ownUntilS: fc.nat(150),
    stretches: fc.array(fc.record({ shows: fc.constantFrom(...STAGES, 'clearing'), lastsS: fc.integer({ min: 1, max: 60 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
  })
  .map(({ passageS, ownUntilS, stretches }): Weighed => {
    let untilS = ownUntilS;
    const until = stretches.map(({ shows, lastsS }, i) => {
      untilS = i === stretches.length - 1 ? Math.max(untilS, passageS) : untilS + lastsS;
      return { shows, untilS };
    });
    return { plan: { ownUntilS, stretches: until }, passageS };
  });

const junctions = fc.integer({ min: 1, max: 5 }).chain((groups) =>
  fc.array(
    fc.record({
      traffic: junctionOf(groups),
      ambulances: fc.nat(groups - 1),
      plans: fc.array(weighed, { minLength: 2, maxLength: 5 }),
    }),
    { minLength: 2, maxLength: 3 },
  ),
);

/** As a share, where there is anything to share. */
function differenceOf(a: number, b: number): number {
  return Math.abs(a - b) / (1 + Math.abs(b));
}

function largestDifference(a: ArrayLike<number>, b: readonly number[]): number {
  return b.reduce((most, value, i) => Math.max(most, Math.abs(a[i]! - value)), 0);
}

describe('queues of junctions with as many groups each, weighed one after the other', () => {
  it('under every plan are what they become where each step is reckoned anew, as if no junction and no plan had come before', () => {
    fc.assert(
      fc.property(junctions, (inTurn) => {
        for (const { traffic, ambulances, plans } of inTurn) {
          const rollOut = QueueRollOut.of(traffic, ambulances);
          for (const { plan, passageS } of plans) {
            const plain = plainRollOut(traffic, ambulances, plan, passageS);
            const untilPassageVehS = rollOut.untilPassage(plan, passageS);
            expect(differenceOf(untilPassageVehS, plain.untilPassageVehS)).toBeLessThan(1e-9);
            expect(largestDifference(rollOut.atBar.laneQueueVeh, plain.laneQueueVeh)).toBeLessThan(1e-7);
            expect(largestDifference(rollOut.atBar.green, plain.green)).toBe(0);
            expect(largestDifference(rollOut.atBar.joinedVeh, plain.joinedVeh)).toBeLessThan(1e-7);
            expect(differenceOf(rollOut.untilSettled(), plain.untilSettledVehS)).toBeLessThan(1e-9);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
