import { describe, expect, it } from 'vitest';
import { CROSS, crossing } from '../support/four-leg-run.ts';

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
