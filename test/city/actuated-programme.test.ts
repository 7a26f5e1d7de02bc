import { beforeEach, describe, expect, it } from 'vitest';
import type { Programme } from '../../src/signal/programme.ts';
import { JunctionRun } from '../support/junction-run.ts';
import { fourLegs, fourLegsProgramme, longWalk, longWalkProgramme } from '../support/junctions.ts';
import { TestStreet } from '../support/test-street.ts';

/** Stages A, B, C, D of at most 35, 10, 25 and 10 s, at least 12, 6, 10 and 6 s; intergreens of 5 s. Walk 7 s, clearance 10 or 12 s. */
const programme: Programme = {
  ...fourLegsProgramme,
  actuated: { minGreenS: [12, 6, 10, 6], gapS: 3, detectorM: 40 },
};

let street: TestStreet;
let run: JunctionRun;
/** Seconds at which the stage shown changed, with the stage. */
let stages: string[];

/** Begins with stage A green since second 0. */
beforeEach(() => {
  street = new TestStreet(fourLegs);
  run = new JunctionRun(fourLegs, programme, { street });
  stages = [];
});

function until(second: number): void {
  run.until(second, (at) => {
    const stage = run.state().stage ?? '-';
    if (stage !== stages.at(-1)?.split(' ')[1] && !(stages.length === 0 && stage === 'A')) stages.push(`${at} ${stage}`);
  });
}

function walks(group: string, toSecond: number): number[] {
  const begun: number[] = [];
  let before = run.controller.lamp(group);
  run.until(toSecond, (second) => {
    const lamp = run.controller.lamp(group);
    if (lamp === 'green' && before !== 'green') begun.push(second);
    before = lamp;
  });
  return begun;
}

describe('an actuated junction', () => {
  it('Given nobody calls another stage, then it rests where it is', () => {
    street.flowing.add('NBT');
    until(400);
    expect(stages).toEqual([]);
    expect(run.state()).toMatchObject({ mode: 'programme', stage: 'A' });
    expect(run.controller.inProgramme(run.nowMs)).toBe(true);
  });

  it('Given a vehicle waits and the green has a gap, then the stage ends at its minimum and the called one follows', () => {
    street.waiting.add('EBT');
    until(30);
    expect(stages).toEqual(['12 -', '17 C']);
    expect(run.rules.broken).toEqual([]);
  });

  it('Given vehicles keep coming, then the green ends when its maximum has passed', () => {
    street.flowing.add('NBT');
    street.waiting.add('EBT');
    until(45);
    expect(stages[0]).toMatch(/^35(\.5)? -$/);
  });

  it('Given a gap after the minimum, then the green ends with it', () => {
    street.flowing.add('SBT');
    street.waiting.add('EBT');
    until(20);
    expect(stages).toEqual([]);
    street.flowing.clear();
    until(21);
    expect(stages).toEqual(['20.5 -']);
  });

  it('Given the stage had rested, then its maximum counts from the first call', () => {
    street.flowing.add('NBT');
    until(100);
    street.waiting.add('WBL');
    until(150);
    expect(stages[0]).toMatch(/^135\.5 -$/);
    expect(stages[1]).toMatch(/^140\.5 D$/);
  });

  it('keeps the order of its stages and skips those that nobody calls', () => {
    for (const group of ['NBT', 'EBT', 'EBL']) street.waiting.add(group);
    until(80);
    expect(stages.map((stage) => stage.split(' ')[1]).filter((stage) => stage !== '-')).toEqual(['C', 'D', 'A', 'C', 'D']);
  });

  it('a call that has gone is not served', () => {
    street.waiting.add('EBT');
    until(11);
    street.waiting.clear();
    until(60);
    expect(stages).toEqual([]);
  });

  it('begins at its place in the longest cycle', () => {
    const late = new JunctionRun(fourLegs, programme, { street, startMs: 60_000 });
    expect(late.state()).toMatchObject({ stage: 'C', mode: 'programme' });
    const between = new JunctionRun(fourLegs, programme, { street, startMs: 52_000 });
    between.until(56);
    expect(between.state()).toMatchObject({ stage: 'C', mode: 'programme' });
    expect(between.rules.broken).toEqual([]);
  });
});

describe('what an actuated junction says of its lamps', () => {
  const ends = (group: string): readonly (number | undefined)[] => {
    const { minEndMs, likelyEndMs } = run.state().groups.find((state) => state.group === group)!;
    return [minEndMs, likelyEndMs].map((ms) => (ms === undefined ? undefined : ms / 1000));
  };

  it('Given it rests, then it knows no likely end', () => {
    until(4);
    expect(ends('NBT')).toEqual([10, undefined]);
    expect(ends('EBT')[1]).toBeUndefined();
  });

  it('Given another stage is called, then the likely end of green is the maximum', () => {
    street.waiting.add('EBT');
    until(4);
    expect(ends('NBT')).toEqual([10, 35.5]);
    expect(ends('EBT')[1]).toBeUndefined();
  });

  it('Given the change is under way, then it knows when the next green begins', () => {
    street.waiting.add('EBT');
    until(13);
    expect(run.state()).toMatchObject({ nextStage: 'C' });
    expect(ends('EBT')).toEqual([17, 17]);
  });
});

describe('pedestrians at an actuated junction', () => {
  it('do not walk unless they have called', () => {
    for (const group of ['NBT', 'EBT']) street.waiting.add(group);
    expect(walks('P-N', 200)).toEqual([]);
  });

  it('call their stage when no vehicle does, and are across before it ends', () => {
    street.waiting.add('P-N');
    expect(walks('P-N', 18)).toEqual([17]);
    street.waiting.clear();
    street.waiting.add('NBT');
    const closed: number[] = [];
    run.until(50, (second) => {
      if (run.controller.lamp('EBT') !== 'green') closed.push(second);
    });
    expect(closed[0]).toBe(17 + 7 + 12);
    expect(run.rules.broken).toEqual([]);
  });

  it('walk at once in a stage that rests', () => {
    until(50);
    street.waiting.add('P-E');
    expect(walks('P-E', 52)).toEqual([50.5]);
  });

  it('walk later in a green only as long as they are across by its maximum', () => {
    street.flowing.add('NBT');
    street.waiting.add('EBT');
    until(18);
    street.waiting.add('P-E');
    expect(walks('P-E', 18.5)).toEqual([18.5]);
    street.waiting.add('P-W');
    expect(walks('P-W', 50)).toEqual([]);
    expect(walks('P-W', 60)).toEqual([55.5]);
  });

  it('who cross through several stages walk in one from which they get across', () => {
    const own = new TestStreet(longWalk);
    run = new JunctionRun(
      longWalk,
      { ...longWalkProgramme, actuated: { minGreenS: [5, 5, 5, 5], gapS: 3, detectorM: 0 } },
      { street: own, startMs: 56_000 },
    );
    own.waiting.add('P');
    own.waiting.add('d');
    const begun = walks('P', 66);
    expect(begun).toHaveLength(1);
    own.waiting.delete('P');
    const last = run.state().stage;
    expect(last).toBe('a');
    run.until(begun[0]! + 46.5, () => expect(run.green()).not.toContain('d'));
    run.until(begun[0]! + 70);
    expect(run.green()).toContain('d');
    expect(run.rules.broken).toEqual([]);
  });
});

describe('priority at an actuated junction', () => {
  it('Given a held stage of its programme, when it is let go, then it goes on from there by its own logic', () => {
    until(5);
    run.hold('A', 60);
    street.waiting.add('EBT');
    run.until(62);
    expect(run.state().mode).toBe('programme');
    until(70);
    expect(run.state()).toMatchObject({ stage: 'C', mode: 'programme' });
    expect(run.leases.violations).toEqual([]);
  });

  it('Given a stage foreign to its programme, when it is let go, then the next that is called comes', () => {
    street.waiting.add('WBL');
    run.hold('NB', 60);
    run.step();
    expect(run.state()).toMatchObject({ mode: 'recovery', nextStage: 'D' });
    until(70);
    expect(run.state()).toMatchObject({ mode: 'programme', stage: 'D' });
    expect(run.rules.broken).toEqual([]);
  });

  it('Given nobody calls then, it comes to rest in the stage that keeps a green', () => {
    run.hold('SB', 60);
    until(75);
    expect(run.state()).toMatchObject({ mode: 'programme', stage: 'A' });
    expect(run.state().groups.find(({ group }) => group === 'SBT')!.sinceMs).toBeLessThan(1000);
  });

  it('Given nobody waits, then a hold is not ended for those who are not there', () => {
    until(400);
    run.hold('A', 700);
    expect(run.answers().filter((answer) => answer.includes('max-presence'))).toEqual([]);
    expect(run.leases.violations).toEqual([]);
  });

  it('Given somebody comes to wait in the hold, then it ends at the maximum presence from then on', () => {
    until(400);
    run.hold('A', 500);
    street.waiting.add('EBL');
    run.hold('A', 619);
    expect(run.state().mode).toBe('priority');
    run.hold('A', 622);
    expect(run.state().mode).toBe('starved-service');
    run.until(640);
    expect(run.rules.broken).toEqual([]);
    expect(run.leases.violations).toEqual([]);
  });

  it('Given people wait at a crossing of the held stage, then they too are served in the end, and the green stays', () => {
    until(400);
    run.hold('A', 420);
    street.waiting.add('P-E');
    run.serve('A', 15);
    let atS = 0;
    while (atS === 0 && run.nowMs < 600_000) {
      run.hold('A', run.nowMs / 1000 + 1);
      if (run.controller.lamp('P-E') === 'green') atS = run.nowMs / 1000;
    }
    expect(atS).toBeGreaterThan(535);
    expect(atS).toBeLessThan(545);
    expect(run.green()).toContain('NBT');
  });
});
