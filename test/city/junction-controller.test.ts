import { describe, expect, it } from 'vitest';
import { JunctionController } from '../../src/city/junction-controller.ts';
import { InputFaults } from '../../src/kernel/faults.ts';
import { JunctionRun } from '../support/junction-run.ts';
import { fourLegs, fourLegsProgramme, tJunction, tProgramme } from '../support/junctions.ts';

const ARTERIAL = ['NBT', 'SBT', 'P-E', 'P-W'];
const CROSS = ['EBT', 'WBT', 'P-N', 'P-S'];

/** The four-leg junction, whose cycle of 100 s begins at second 0: A 0-35, B 40-50, C 55-80, D 85-95. */
const crossing = (startS = 0): JunctionRun => new JunctionRun(fourLegs, fourLegsProgramme, { startMs: 1000 * startS });

describe('without commands', () => {
  it('a junction begins at its place in the cycle', () => {
    expect(crossing(0).green()).toEqual(ARTERIAL);
    expect(crossing(30).controller.lamp('P-E')).toBe('flashing');
    expect(crossing(36).controller.lamp('NBT')).toBe('yellow');
    expect(crossing(39).green()).toEqual([]);
    const late = crossing(60);
    expect(late.green()).toEqual(CROSS);
    expect(late.state().groups.find((group) => group.group === 'EBT')).toMatchObject({ sinceMs: 55_000, likelyEndMs: 80_000 });
  });

  it('it shows greens, walks and clearances to the second, cycle after cycle', () => {
    const run = crossing();
    const changes: string[] = [];
    let shown = 'A';
    run.until(205, (second) => {
      const now = `${run.state().stage ?? ''} ${run.controller.lamp('P-N')} ${run.controller.lamp('NBT')}`;
      if (now !== shown) changes.push(`${second} ${now}`);
      shown = now;
    });
    expect(changes.slice(1, 12)).toEqual([
      '35  red yellow',
      '38  red red',
      '40 B red red',
      '50  red red',
      '55 C green red',
      '68 C flashing red',
      '80  red red',
      '85 D red red',
      '95  red red',
      '100 A red green',
      '135  red yellow',
    ]);
    expect(run.state().mode).toBe('programme');
    expect(run.rules.broken).toEqual([]);
  });

  it('a group in two stages that follow each other stays green between them', () => {
    const run = new JunctionRun(tJunction, tProgramme, { startMs: 17_000 });
    run.until(17 + 40);
    expect(run.green()).toEqual(['WBT', 'WBL']);
    expect(run.state()).toMatchObject({ stage: 'west', mode: 'programme' });
    expect(run.state().groups.find((group) => group.group === 'WBT')?.sinceMs).toBe(17_000);
  });

  it('a programme that cannot run there is refused with all its faults', () => {
    expect(() => new JunctionController(fourLegs, { ...fourLegsProgramme, cycleS: 99 }, 0)).toThrow(InputFaults);
  });

  it('it tells when each lamp will end', () => {
    const run = crossing();
    run.until(60);
    const ends = Object.fromEntries(
      run.state().groups.map((g) => [g.group, [(g.minEndMs ?? 0) / 1000, (g.likelyEndMs ?? 0) / 1000]]),
    );
    expect(ends.EBT).toEqual([63, 80]);
    expect(ends['P-N']).toEqual([62, 68]);
    expect(ends.EBL).toEqual([62 + 12 + 2, 85]);
    expect(ends.NBT).toEqual([76, 100]);
  });
});

describe('a wish for a stage', () => {
  it('Given the cross street has just begun, when the arterial is asked for, then walk and clearance run out, vehicles go on meanwhile, and the arterial follows at once', () => {
    const run = crossing();
    run.until(57);
    expect(run.serve('NB', 15)).toMatchObject({ outcome: 'accepted', command: 'c1', atMs: 57_000 });
    const closed: Record<string, number> = {};
    run.until(78, (second) => {
      run.serve('NB', 15);
      for (const group of ['EBT', 'P-N', 'P-S']) if (run.controller.lamp(group) === 'red') closed[group] ??= second;
      if (run.green().join() === 'NBT,NBL') closed.NB ??= second;
    });
    expect(closed).toEqual({ 'P-N': 74, 'P-S': 74, EBT: 74, NB: 76 });
    expect(run.state()).toMatchObject({ mode: 'priority', stage: 'NB' });
    expect(run.rules.broken).toEqual([]);
  });

  it('Given the stage is green already, when it is asked for, then it is held beyond its programmed end without a change of lamp', () => {
    const run = crossing();
    run.until(32);
    run.hold('A', 60, { request: 'r7' });
    expect(run.green()).toEqual(['NBT', 'SBT']);
    expect(run.state().groups.find((group) => group.group === 'NBT')?.sinceMs).toBeLessThanOrEqual(0);
    expect(run.answers()).toEqual(['c1 served']);
  });

  it('Given pedestrians walk in the held stage, when it is held, then they clear once and rest red', () => {
    const run = crossing();
    run.until(10);
    run.serve('A', 15);
    const walks: string[] = [];
    run.until(25, () => walks.push(run.controller.lamp('P-E')));
    run.hold('A', 60);
    expect(walks[0]).toBe('flashing');
    expect(run.controller.lamp('P-E')).toBe('red');
  });

  it('Given the stage begins newly, then its pedestrians get walk and clearance once', () => {
    const run = crossing(86);
    const shown = new Set<string>();
    let walks = 0;
    let before = 'red';
    for (let second = 87; second < 160; second++) {
      run.serve('A', 10);
      run.until(second);
      const lamp = run.controller.lamp('P-E');
      if (lamp === 'green' && before === 'red') walks++;
      before = lamp;
      shown.add(lamp);
    }
    expect(walks).toBe(1);
    expect([...shown]).toEqual(['red', 'green', 'flashing']);
    expect(run.rules.broken).toEqual([]);
  });

  it('groups green in both stages stay green', () => {
    const run = crossing();
    run.until(34);
    run.serve('NB');
    run.until(40);
    expect(run.green()).toEqual(['NBT', 'NBL']);
    expect(run.state().groups.find((group) => group.group === 'NBT')?.sinceMs).toBe(0);
  });

  it('Given an intergreen, when another stage is wished before the next has opened, then the next is skipped', () => {
    const run = crossing();
    run.until(37);
    run.serve('C', 15);
    const opened = new Set<string>();
    run.until(50, () => {
      for (const group of run.green()) opened.add(group);
    });
    expect([...opened]).toEqual(CROSS);
  });

  it('Given a stage has just begun, when another is wished, then what has begun keeps its minimum green', () => {
    const run = crossing();
    run.until(41);
    run.serve('C', 15);
    run.until(45.5);
    expect(run.green()).toEqual(['NBL', 'SBL']);
    run.until(51);
    expect(run.green()).toEqual(CROSS);
    expect(run.rules.broken).toEqual([]);
  });

  it.each([
    { who: 'vehicles', stage: 'A', group: 'NBT', leavesS: 36, wishedS: 37.5, shown: ['36.5 yellow', '38 red', '38.5 green'] },
    { who: 'pedestrians', stage: 'C', group: 'P-N', leavesS: 66, wishedS: 78, shown: ['66.5 flashing', '78.5 red', '79 green'] },
  ])('Given $who are clearing for another stage, when their own is wished again, then they show red before green', (given) => {
    const run = crossing();
    run.until(given.leavesS);
    const shown: string[] = [];
    let before = 'green';
    const note = (second: number): void => {
      const lamp = run.controller.lamp(given.group);
      if (lamp !== before) shown.push(`${second} ${lamp}`);
      before = lamp;
    };
    run.serve('D', 15);
    run.until(given.wishedS, note);
    run.serve(given.stage, 15);
    run.until(given.wishedS + 5, note);
    expect(shown).toEqual(given.shown);
    expect(run.rules.broken).toEqual([]);
  });

  it('another wish replaces it: the first request is released, the second served', () => {
    const run = crossing();
    run.until(34);
    run.serve('A', 10, { request: 'r1' });
    run.until(36);
    run.serve('C', 15, { request: 'r2' });
    run.until(50);
    expect(run.answers()).toEqual(['c1 served', 'c1 released', 'c2 served']);
    expect(run.state()).toMatchObject({ mode: 'priority', stage: 'C', command: 'c2' });
  });

  it('the same stage wished by another request changes no lamp, and each request gets its own end', () => {
    const run = crossing();
    run.until(34);
    run.serve('A', 10, { request: 'r1' });
    run.until(38);
    run.serve('A', 10, { request: 'r2' });
    run.until(49);
    expect(run.answers()).toEqual(['c1 served', 'c1 released', 'c2 served', 'c2 expired']);
    expect(run.state().groups.find((group) => group.group === 'NBT')?.sinceMs).toBe(0);
  });

  it.each([
    ['unknown-stage', { kind: 'serve', stage: 'Z', leaseUntilMs: 10_000 }, 1],
    ['lease-too-long', { kind: 'serve', stage: 'A', leaseUntilMs: 15_001 }, 1],
    ['lease-too-long', { kind: 'serve', stage: 'A', leaseUntilMs: Number.POSITIVE_INFINITY }, 1],
    ['lease-in-the-past', { kind: 'serve', stage: 'A', leaseUntilMs: 0 }, 1],
    ['lease-in-the-past', { kind: 'serve', stage: 'A', leaseUntilMs: Number.NaN }, 1],
    ['stale-sequence', { kind: 'serve', stage: 'A', leaseUntilMs: 10_000 }, 0],
    ['stale-sequence', { kind: 'release' }, 0],
    ['stale-sequence', { kind: 'serve', stage: 'A', leaseUntilMs: 10_000 }, Number.NaN],
  ] as const)('is rejected as %s: %o, sequence %d', (reason, wish, sequence) => {
    const run = crossing();
    run.send({ kind: 'release' }, { sequence: 0 });
    expect(run.send(wish, { sequence })).toMatchObject({ outcome: 'rejected', reason });
    run.until(40);
    expect(run.state()).toMatchObject({ mode: 'programme', stage: 'B' });
  });

  it.each([
    ['sequence', { sequence: Number.MAX_SAFE_INTEGER }],
    ['sequence', { sequence: 90_001 }],
    ['time of issue', { issuedAtMs: 90_001 }],
    ['time of issue', { issuedAtMs: Number.NaN }],
  ])('Given a command whose %s is more than a minute ahead, then it is rejected and locks nobody out: %o', (_, ahead) => {
    const run = crossing();
    run.until(30);
    run.serve('A', 10);
    expect(run.send({ kind: 'release' }, ahead)).toMatchObject({ outcome: 'rejected', reason: 'future-dated' });
    expect(run.serve('A', 10)).toMatchObject({ outcome: 'accepted' });
    run.until(35);
    expect(run.state()).toMatchObject({ mode: 'priority', stage: 'A' });
    expect(run.leases.violations).toEqual([]);
  });

  it('a clock that is a minute ahead is borne with', () => {
    const run = crossing();
    expect(run.serve('A', 10, { sequence: 60_000, issuedAtMs: 60_000 })).toMatchObject({ outcome: 'accepted' });
  });
});

describe('the way back', () => {
  it('Given a held stage, when the lease runs out, then the junction returns to its programme by itself', () => {
    const run = crossing();
    run.until(30);
    run.hold('NB', 60);
    expect(run.answers()).toEqual(['c2 served']);
    run.step();
    expect(run.answers().at(-1)).toBe('c8 expired');
    expect(run.state()).toMatchObject({ mode: 'recovery', nextStage: 'C' });
    run.until(70);
    expect(run.green()).toEqual(['EBT', 'WBT']);
    run.until(85);
    expect(run.state()).toMatchObject({ mode: 'programme', stage: 'D' });
    expect(run.controller.inProgramme(run.nowMs)).toBe(true);
    expect(run.rules.broken).toEqual([]);
  });

  it('a release ends it before the lease does', () => {
    const run = crossing();
    run.until(30);
    run.serve('A', 15);
    run.until(38);
    expect(run.send({ kind: 'release' })).toMatchObject({ outcome: 'accepted', command: 'c2' });
    run.step();
    expect(run.answers()).toEqual(['c1 served', 'c1 released']);
    expect(run.state().mode).toBe('recovery');
    expect(run.state().command).toBeUndefined();
  });

  it('Given the stage asked for by the clock has too little green left, then the junction stays where it is and goes to the one after', () => {
    const run = crossing();
    run.until(30);
    run.hold('NB', 71);
    run.until(79.5);
    expect(run.green()).toEqual(['NBT', 'NBL']);
    expect(run.state()).toMatchObject({ mode: 'recovery', stage: 'NB', nextStage: 'D' });
    run.until(84.5);
    expect(run.green()).toEqual([]);
    run.until(85);
    expect(run.green()).toEqual(['EBL', 'WBL']);
    expect(run.state().mode).toBe('programme');
  });

  it('a clearance later than programmed is not yet the programme, though the lamps agree for a moment', () => {
    const run = crossing(84);
    run.hold('D', 97);
    run.step();
    expect(run.controller.lamp('EBL')).toBe('yellow');
    expect(run.controller.inProgramme(run.nowMs)).toBe(false);
    expect(run.state()).toMatchObject({ mode: 'recovery', nextStage: 'A' });
    run.until(102.5);
    expect(run.green()).toEqual(ARTERIAL);
    expect(run.state().mode).toBe('programme');
  });

  it('Given the stage of a wish is still green while the junction waits, when it is wished again, then pedestrians do not walk anew', () => {
    const run = crossing();
    run.until(30);
    run.hold('A', 73);
    run.until(75);
    expect(run.state()).toMatchObject({ mode: 'recovery', stage: 'A', nextStage: 'D' });
    run.serve('A');
    run.until(84, () => expect(run.green()).toEqual(['NBT', 'SBT']));
  });

  it('Given the junction was not run for a while on its way back, then it goes by the clock of now', () => {
    const run = crossing();
    run.until(30);
    run.hold('NB', 71);
    run.until(79.5);
    expect(run.state().nextStage).toBe('D');
    run.nowMs = 139_500;
    const opened = new Set<string>();
    run.until(160, () => {
      for (const group of run.green()) opened.add(group);
    });
    expect([...opened]).toEqual(['NBT', 'NBL', ...CROSS]);
  });

  it('pedestrians do not begin a walk that would outlast their stage', () => {
    const run = crossing();
    run.until(30);
    run.hold('NB', 58);
    run.until(79, () => expect(run.controller.lamp('P-N')).toBe('red'));
    expect(run.green()).toEqual(['EBT', 'WBT']);
  });
});

describe('a fault of the junction', () => {
  it('closes every group by the rules, rejects commands, and ends in the programme', () => {
    const run = crossing();
    run.until(56);
    run.serve('C');
    run.until(57);
    run.controller.setFault(true);
    expect(run.serve('A')).toMatchObject({ outcome: 'rejected', reason: 'junction-fault' });
    run.until(57.5);
    expect(run.answers().at(-1)).toBe('c1 released/junction-fault');
    expect(run.state().mode).toBe('fault');
    run.until(75);
    expect(fourLegs.groups.every((group) => run.controller.lamp(group.id) === 'red')).toBe(true);
    run.until(120);
    run.controller.setFault(false);
    run.until(121);
    expect(run.state().mode).toBe('recovery');
    run.until(200);
    expect(run.state()).toMatchObject({ mode: 'programme', stage: 'A' });
    expect(run.rules.broken).toEqual([]);
  });
});
