import { describe, expect, it } from 'vitest';
import { ClockShown } from '../../../src/preemption/recovery/clock-shown.ts';
import { type ProgrammeClock, seeClock, stageClock } from '../../../src/preemption/recovery/programme-clock.ts';
import { wayBack } from '../../../src/preemption/recovery/way-back.ts';
import { transitionS } from '../../../src/signal/clearance.ts';
import type { JunctionState, LaneCount } from '../../../src/signal/junction-state.ts';
import { JunctionRun } from '../../support/junction-run.ts';
import { J01_PROGRAMME, smallIndex } from '../../support/small-corridor.ts';

const index = smallIndex(1, 300);
const junction = index.junction('J01');

/** A queue on a lane of an approach of J01. */
const queue = (link: string, lane: number, queueVeh: number): LaneCount => ({ link, lane, queueVeh, vehicles: queueVeh });
const CROSS_QUEUES = ['J01W-J01', 'J01E-J01'].flatMap((link) => [queue(link, 0, 14), queue(link, 1, 14), queue(link, 2, 6)]);

/** The junction in its programme until 205 s, then held in stage A until `untilS`; with the clock that its reports told. */
function held(untilS: number, at = junction): { run: JunctionRun; clock: ProgrammeClock } {
  const run = new JunctionRun(at, J01_PROGRAMME);
  let clock: ProgrammeClock | undefined;
  run.until(205, (second) => {
    if (Number.isInteger(second)) clock = seeClock(clock, at, run.state());
  });
  run.hold('A', untilS);
  return { run, clock: clock! };
}

function wayFrom(run: JunctionRun, clock: ProgrammeClock, lanes: readonly LaneCount[], at = { index, junction }) {
  return wayBack(at.index, at.junction, new Map(), { ...run.state(), lanes }, clock, run.nowMs);
}

/** Shows the legs as the core does, and releases; returns when the junction is in its programme for good, and how long each crossing waited at most. */
function follow(
  run: JunctionRun,
  legs: readonly { stage: string; untilMs: number }[],
  see: (state: JunctionState) => void = () => undefined,
): { backS: number; longestRedS: number } {
  let backS = Number.NaN;
  let longestRedS = 0;
  const untilS = run.nowMs / 1000 + 400;
  let released = false;
  while (run.nowMs / 1000 < untilS) {
    const leg = legs.find(({ untilMs }) => run.nowMs < untilMs);
    if (leg !== undefined) run.serve(leg.stage);
    else if (!released) run.send({ kind: 'release' });
    released = leg === undefined;
    run.until(run.nowMs / 1000 + 1);
    const { mode, groups } = run.state();
    see(run.state());
    if (mode !== 'programme' || !run.controller.inProgramme(run.nowMs)) backS = Number.NaN;
    else if (Number.isNaN(backS)) backS = run.nowMs / 1000;
    for (const { group, lamp, sinceMs } of groups) {
      if (group.startsWith('P-') && lamp === 'red') longestRedS = Math.max(longestRedS, (run.nowMs - sinceMs) / 1000);
    }
  }
  return { backS, longestRedS };
}

describe('the way back', () => {
  it.each([230, 255, 270, 285, 300, 330])(
    'Given a hold until %i s of a cycle of 100 s, then the junction is back in step within 3 cycles, and nobody on foot waits for longer than two cycles more',
    (untilS) => {
      const { run, clock } = held(untilS);
      const { legs } = wayFrom(run, clock, CROSS_QUEUES);
      expect(legs.length).toBeGreaterThan(0);
      const { backS, longestRedS } = follow(run, legs);
      expect(backS - untilS).toBeLessThanOrEqual(300);
      expect(longestRedS).toBeLessThanOrEqual(untilS - 205 + 200);
      expect(run.rules.broken).toEqual([]);
      expect(run.leases.violations).toEqual([]);
    },
  );

  it('Given a junction that may be held for 120 s only, then nobody is kept waiting on the way back until it breaks that off', () => {
    const shortIndex = smallIndex(1, 120);
    const short = { index: shortIndex, junction: shortIndex.junction('J01') };
    const approaches = shortIndex.linksInto(short.junction.node);
    const everywhere = approaches.flatMap(({ id, lanes }) => lanes.map((_, lane) => queue(id, lane, 8)));
    for (let untilS = 240; untilS <= 310; untilS += 5) {
      const { run, clock } = held(untilS, short.junction);
      const { legs } = wayFrom(run, clock, everywhere, short);
      follow(run, legs, ({ mode }) => expect(mode, `held until ${untilS} s`).not.toBe('starved-service'));
    }
  });

  it.each([318, 321, 324])(
    'Given a hold that has all but reached the maximum of 120 s, until %i s, then the junction is let go at once: nothing more fits',
    (untilS) => {
      const shortIndex = smallIndex(1, 120);
      const short = { index: shortIndex, junction: shortIndex.junction('J01') };
      const { run, clock } = held(untilS, short.junction);
      const { legs } = wayFrom(run, clock, CROSS_QUEUES, short);
      const lastS = Math.max(0, ...legs.map(({ untilMs }) => untilMs - run.nowMs)) / 1000;
      expect(lastS).toBeLessThanOrEqual(325.5 - untilS);
    },
  );

  it('Given queues on the cross street only, then it comes first, and for longer than its programme gives it', () => {
    const { run, clock } = held(300);
    const { legs } = wayFrom(run, clock, CROSS_QUEUES);
    const [first] = legs;
    expect(first?.stage).toBe('C');
    const readyMs = run.nowMs + 1000 * transitionS(junction, run.state(), 'C', run.nowMs);
    expect(first!.untilMs - readyMs).toBeGreaterThan(24_000);
  });

  it('Given nobody waits and the clock is about to call the cross street, then the junction is let go at once', () => {
    const { run, clock } = held(348);
    expect(wayFrom(run, clock, [])).toEqual({ method: 'return', legs: [] });
  });

  it.each([260, 270, 280, 290])(
    'Given a few vehicles on the cross street and a hold until %i s, then it is served and the junction let go, not kept out of step for cycles',
    (untilS) => {
      const { run, clock } = held(untilS);
      const few = ['J01W-J01', 'J01E-J01'].flatMap((link) => [queue(link, 0, 3), queue(link, 1, 3)]);
      const { legs } = wayFrom(run, clock, few);
      expect(legs.map(({ stage }) => stage)).toEqual(['C']);
      expect(legs[0]!.untilMs - run.nowMs).toBeLessThanOrEqual(40_000);
    },
  );

  it('Given a programme that is not known, then the stage with the largest queue x wait is all that is asked for', () => {
    const { run } = held(300);
    const state = { ...run.state(), lanes: CROSS_QUEUES };
    const way = wayBack(index, junction, new Map(), state, undefined, run.nowMs);
    expect(way).toMatchObject({ method: 'exit', legs: [{ stage: 'C' }] });
    expect(way.legs).toHaveLength(1);
  });

  it('foretells what the junction does by itself after a release', () => {
    for (const untilS of [240, 253, 266, 279, 292]) {
      const { run, clock } = held(untilS);
      const shown = new ClockShown(junction, stageClock(clock, junction)!, run.nowMs);
      const stage = junction.stages.find(({ id }) => id === 'A')!;
      const foretold = shown.returned(stage, 0, 150);
      run.send({ kind: 'release' });
      run.until(untilS + 150, (second) => {
        const due = foretold.find(({ fromS, toS }) => second - untilS > fromS + 1.5 && second - untilS < toS - 1.5);
        if (due !== undefined && second - untilS > 1) expect([second, run.state().stage]).toEqual([second, due.stage.id]);
      });
    }
  });
});
