import { describe, expect, it } from 'vitest';
import { type ProgrammeClock, seeClock, stageClock } from '../../../src/preemption/recovery/programme-clock.ts';
import type { Programme } from '../../../src/signal/programme.ts';
import { JunctionRun } from '../../support/junction-run.ts';
import { fourLegs, fourLegsProgramme, tJunction, tProgramme } from '../../support/junctions.ts';
import { TestStreet } from '../../support/test-street.ts';

/** What a listener knows after that many seconds of reports, one a second. */
function heard(run: JunctionRun, junction: typeof fourLegs, untilS: number, before?: ProgrammeClock): ProgrammeClock | undefined {
  let clock = before;
  run.until(untilS, (second) => {
    if (Number.isInteger(second)) clock = seeClock(clock, junction, run.state());
  });
  return clock;
}

describe('the clock of a programme', () => {
  it('is known once each group has announced a green and the cycle has come round, and is the programme', () => {
    const run = new JunctionRun(fourLegs, fourLegsProgramme, { startMs: 0 });
    expect(stageClock(heard(run, fourLegs, 30)!, fourLegs)).toBeUndefined();
    const clock = stageClock(heard(run, fourLegs, 115)!, fourLegs);
    expect(clock?.cycleMs).toBe(100_000);
    expect(clock?.stages.map(({ stage, startMs, endMs }) => [stage.id, startMs / 1000, endMs / 1000])).toEqual([
      ['A', 0, 35],
      ['B', 40, 50],
      ['C', 55, 80],
      ['D', 85, 95],
    ]);
  });

  it('given a group that stays green over two stages, then both are known', () => {
    const clock = stageClock(heard(new JunctionRun(tJunction, tProgramme), tJunction, 200)!, tJunction);
    expect(clock?.stages.map(({ stage }) => stage.id).toSorted()).toEqual(['main', 'side', 'west']);
    expect(clock?.stages.map(({ startMs, endMs }) => endMs - startMs).toSorted((a, b) => a - b)).toEqual([12e3, 21e3, 35e3]);
  });

  it('keeps through a hold, in which the junction announces other things', () => {
    const run = new JunctionRun(fourLegs, fourLegsProgramme);
    const before = heard(run, fourLegs, 130)!;
    run.hold('C', 190);
    expect(stageClock(heard(run, fourLegs, 400, before)!, fourLegs)).toEqual(stageClock(before, fourLegs));
  });

  it('given another cycle from some day on, then the new one is learned', () => {
    const clock = heard(new JunctionRun(fourLegs, fourLegsProgramme), fourLegs, 250)!;
    const longer: Programme = {
      ...fourLegsProgramme,
      cycleS: 120,
      stages: [{ stage: 'A', greenS: 55 }, ...fourLegsProgramme.stages.slice(1)],
    };
    const run = new JunctionRun(fourLegs, longer, { startMs: 250_000 });
    expect(heard(run, fourLegs, 620, clock)?.cycleMs).toBe(120_000);
  });

  it('an actuated programme, which goes by its detectors, has none', () => {
    const actuated: Programme = { ...fourLegsProgramme, actuated: { minGreenS: [12, 6, 10, 6], gapS: 3, detectorM: 40 } };
    const street = new TestStreet(fourLegs);
    for (const group of ['NBT', 'NBL', 'EBT', 'EBL']) street.flowing.add(group);
    const clock = heard(new JunctionRun(fourLegs, actuated, { street }), fourLegs, 300);
    expect(clock === undefined ? undefined : stageClock(clock, fourLegs)).toBeUndefined();
  });
});
