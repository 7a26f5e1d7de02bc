import { describe, expect, it } from 'vitest';
import { ARTERIAL, CROSS, crossing } from '../support/four-leg-run.ts';

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
