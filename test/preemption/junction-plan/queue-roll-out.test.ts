import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STEP_S, STEPS, stepAt } from '../../../src/preemption/junction-plan/horizon.ts';
import type { GroupTraffic, JunctionTraffic } from '../../../src/preemption/junction-plan/junction-traffic.ts';
import { type JunctionPlan, QueueRollOut } from '../../../src/preemption/junction-plan/queue-roll-out.ts';

const PASSAGE_S = 80;

function group(name: string, queueVeh: number, vehPerHour: number): GroupTraffic {
  const saturationVeh = (2 * STEP_S) / 1.95;
  const arrivalsVeh = (vehPerHour / 3600) * STEP_S;
  const open = {
    storageVeh: 80,
    roomVeh: Number.POSITIVE_INFINITY,
    emptyVeh: Number.POSITIVE_INFINITY,
    drainVeh: 0,
    joiningVeh: 0,
  };
  return { group: name, lanes: 2, queueVeh, arrivalsVeh, saturationVeh, ...open, own: new Uint8Array(STEPS) };
}

/** A main road and a cross street, each with a stage of its own. */
function crossing(mainVeh: number, crossVeh: number): JunctionTraffic {
  return {
    groups: [group('main', mainVeh, 600), group('cross', crossVeh, 300)],
    opens: new Map([
      ['A', Uint8Array.of(1, 0)],
      ['C', Uint8Array.of(0, 1)],
    ]),
    owedS: new Float64Array(STEPS),
  };
}

function run(traffic: JunctionTraffic, plan: JunctionPlan) {
  const rollOut = QueueRollOut.of(traffic, 0);
  rollOut.untilPassage(plan, PASSAGE_S);
  const { laneQueueVeh, joinedVeh } = rollOut.atBar;
  const atBar = { laneQueueVeh: laneQueueVeh.slice(), joinedVeh: joinedVeh.slice() };
  return { lossVehS: rollOut.untilSettled(), atBar };
}

const holdFrom = (beginS: number): JunctionPlan => ({
  ownUntilS: 0,
  stretches: [
    { shows: 'clearing', untilS: beginS },
    { shows: 'A', untilS: PASSAGE_S },
  ],
});

describe('queues at a junction, rolled forward', () => {
  it('grow by their arrivals on red and discharge at the saturation headway on green', () => {
    const { atBar } = run(crossing(20, 0), holdFrom(20));
    const at = (seconds: number) => atBar.laneQueueVeh[stepAt(seconds)]!;
    expect(at(18)).toBeCloseTo(10 + (20 * 600) / 3600 / 2, 5);
    // 2 s of start-up, then one vehicle per lane every 1.95 s, less those who come.
    expect(at(28) - at(38)).toBeCloseTo(10 / 1.95 - (10 * 600) / 3600 / 2, 5);
    expect(at(78)).toBe(0);
  });

  it('are never negative, and a longer red of the main road never shortens its queue', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fc.nat(30), (mainVeh, sooner, by) => {
        const early = run(crossing(mainVeh, 4), holdFrom(sooner)).atBar.laneQueueVeh.slice(0, stepAt(PASSAGE_S));
        const late = run(crossing(mainVeh, 4), holdFrom(sooner + by)).atBar.laneQueueVeh;
        early.forEach((veh, step) => {
          expect(veh).toBeGreaterThanOrEqual(0);
          expect(late[step]!).toBeGreaterThanOrEqual(veh - 1e-9);
        });
      }),
    );
  });

  it('cost more, the more vehicles wait for the cross street through the same hold', () => {
    const losses = [0, 5, 10].map((crossVeh) => run(crossing(0, crossVeh), holdFrom(0)).lossVehS);
    expect(losses[1]).toBeGreaterThan(losses[0]!);
    expect(losses[2]).toBeGreaterThan(losses[1]!);
  });

  it('cost on after the passage: those whom the hold has kept wait for their green and for those in front of them', () => {
    const tenMoreVehS = run(crossing(0, 10), holdFrom(0)).lossVehS - run(crossing(0, 0), holdFrom(0)).lossVehS;
    // Ten through the hold, then 5 s of clearing, then two lanes of five at the saturation headway.
    expect(tenMoreVehS).toBeGreaterThan(10 * (PASSAGE_S + 5 + (5 * 1.95) / 2));
  });

  it('given a cross street served first, then it costs less than a hold that finds it full', () => {
    const served: JunctionPlan = {
      ownUntilS: 0,
      stretches: [
        { shows: 'C', untilS: 19 },
        { shows: 'clearing', untilS: 24 },
        { shows: 'A', untilS: PASSAGE_S },
      ],
    };
    expect(run(crossing(0, 10), served).lossVehS).toBeLessThan(run(crossing(0, 10), holdFrom(0)).lossVehS);
  });

  it('given a full road behind, then a green lets go no more than leaves that road at its other end', () => {
    const free = crossing(20, 0);
    const [main, cross] = free.groups as [GroupTraffic, GroupTraffic];
    const full = { ...free, groups: [{ ...main, roomVeh: 3, emptyVeh: 80, drainVeh: 0.5 }, cross] };
    const left = run(full, holdFrom(0)).atBar.laneQueueVeh[stepAt(40)]!;
    // In the first step nobody gets going.
    const steps = stepAt(40) + 1;
    expect(2 * left).toBeCloseTo(20 + steps * (600 / 3600) * STEP_S - 3 - steps * 0.5, 5);
    expect(left).toBeGreaterThan(run(free, holdFrom(0)).atBar.laneQueueVeh[stepAt(40)]!);
  });

  it('given a full road behind, then a hold that waits until it has emptied clears its queue sooner once it is green', () => {
    const [main, cross] = crossing(20, 0).groups as [GroupTraffic, GroupTraffic];
    const full = { ...main, arrivalsVeh: 0, roomVeh: 0, emptyVeh: 40, drainVeh: 0.8 };
    const leftAfter20S = (beginS: number): number =>
      run({ ...crossing(20, 0), groups: [full, cross] }, holdFrom(beginS)).atBar.laneQueueVeh[stepAt(beginS + 20)]!;
    expect(leftAfter20S(50)).toBeLessThan(leftAfter20S(0) - 4);
  });

  it('given a queue that reaches back over the junction behind it, then those beyond the end of the lane cost twice', () => {
    const long = crossing(0, 30);
    const [main, cross] = long.groups as [GroupTraffic, GroupTraffic];
    const short = { ...long, groups: [main, { ...cross, storageVeh: 20 }] };
    expect(run(short, holdFrom(0)).lossVehS).toBeGreaterThan(run(long, holdFrom(0)).lossVehS + 10 * PASSAGE_S);
  });

  it('given a cross street that turns into the road behind, then the nearer before the passage it is let in, the more of it is still there', () => {
    const traffic = crossing(0, 8);
    const [main, cross] = traffic.groups as [GroupTraffic, GroupTraffic];
    const joining = { ...traffic, groups: [main, { ...cross, joiningVeh: 0.25 }] };
    const joinedAfter = (beginS: number): number => {
      const served: JunctionPlan = {
        ownUntilS: 0,
        stretches: [
          { shows: 'A', untilS: beginS },
          { shows: 'C', untilS: beginS + 20 },
          { shows: 'A', untilS: PASSAGE_S },
        ],
      };
      return run(joining, served).atBar.joinedVeh[stepAt(PASSAGE_S - STEP_S)]!;
    };
    expect(joinedAfter(10)).toBeGreaterThan(0);
    expect(joinedAfter(50)).toBeGreaterThan(2 * joinedAfter(10));
    expect(run(joining, holdFrom(0)).atBar.joinedVeh[stepAt(PASSAGE_S - STEP_S)]).toBe(0);
  });
});
