import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inConflict, intergreenS, leastStageS, stageIntergreenS, transitionS } from '../../src/signal/clearance.ts';
import { compileClearance } from '../../src/signal/clearance-table.ts';
import { JunctionRun } from '../support/junction-run.ts';
import { fourLegs, fourLegsProgramme, tJunction, tProgramme } from '../support/junctions.ts';

describe('conflicts and intergreens', () => {
  it('a conflict counts whichever group is named first', () => {
    expect(inConflict(fourLegs, 'NBT', 'SBL')).toBe(true);
    expect(inConflict(fourLegs, 'SBL', 'NBT')).toBe(true);
    expect(inConflict(fourLegs, 'NBT', 'SBT')).toBe(false);
  });

  it('an intergreen depends on the order, and groups without conflict have none', () => {
    expect(intergreenS(fourLegs, 'NBT', 'P-N')).toBe(5);
    expect(intergreenS(fourLegs, 'P-N', 'NBT')).toBe(2);
    expect(intergreenS(fourLegs, 'NBT', 'NBL')).toBeUndefined();
  });

  it('an intergreen shorter than the yellow counts as the yellow, so that nothing opens against a yellow', () => {
    const hasty = { ...tJunction, intergreens: tJunction.intergreens.map((i) => ({ ...i, seconds: 1 })) };
    expect(intergreenS(hasty, 'EBT', 'NB')).toBe(3);
    expect(intergreenS(hasty, 'P-S', 'NB')).toBe(1);
  });

  it('a conflict without an intergreen, or a stage with a conflict in it, is refused', () => {
    const gap = { ...tJunction, intergreens: tJunction.intergreens.filter((i) => !(i.from === 'NB' && i.to === 'P-S')) };
    expect(() => compileClearance(gap)).toThrow('conflict NB / P-S has no intergreen from NB');
    const clash = { ...tJunction, stages: [{ id: 'bad', name: '', groups: ['EBT', 'NB'] }] };
    expect(() => compileClearance(clash)).toThrow('EBT and NB, which conflict');
  });

  it('the longest clearance rules between stages, and groups in both do not count', () => {
    expect(stageIntergreenS(fourLegs, 'A', 'C')).toBe(5);
    expect(stageIntergreenS(tJunction, 'side', 'main')).toBe(7);
    expect(stageIntergreenS(tJunction, 'west', 'west')).toBe(0);
    expect(stageIntergreenS(fourLegs, 'NB', 'A')).toBe(5);
  });

  it('a stage takes the longest minimum green of its vehicles, or walk and clearance of those on foot', () => {
    const stage = fourLegs.stages.find(({ id }) => id === 'A')!;
    const cars = { groups: stage.groups.filter((id) => fourLegs.groups.find((group) => group.id === id)?.kind === 'vehicle') };
    expect([stage, cars].map((one) => leastStageS(fourLegs, one))).toEqual([17, 10]);
  });
});

describe('transitionS: what a junction still owes', () => {
  it('Given pedestrians who have just begun to walk, when the other street is asked for, then walk, clearance and intergreen are counted', () => {
    const run = new JunctionRun(fourLegs, fourLegsProgramme);
    run.until(56);
    expect(run.green()).toEqual(['EBT', 'WBT', 'P-N', 'P-S']);
    expect(transitionS(fourLegs, run.state(), 'A', run.nowMs)).toBe(6 + 12 + 2);
    expect(transitionS(fourLegs, run.state(), 'C', run.nowMs)).toBe(0);
  });

  it('Given a yellow, when its own stage is asked for again, then it ends first', () => {
    const run = new JunctionRun(fourLegs, fourLegsProgramme);
    run.until(36);
    expect(transitionS(fourLegs, run.state(), 'A', run.nowMs)).toBe(2);
  });

  it('a group that the state leaves out counts as just turned green, a dark one as never clear', () => {
    const run = new JunctionRun(fourLegs, fourLegsProgramme);
    run.until(54);
    const state = run.state();
    const silent = { ...state, groups: state.groups.filter((shown) => shown.group !== 'NBT') };
    expect(transitionS(fourLegs, silent, 'C', run.nowMs)).toBe(10 + 5);
    const dark = {
      ...state,
      groups: state.groups.map((shown) => (shown.group === 'NBT' ? { ...shown, lamp: 'dark' as const } : shown)),
    };
    expect(transitionS(fourLegs, dark, 'C', run.nowMs)).toBe(Number.POSITIVE_INFINITY);
  });

  it('a junction is never slower than it says by more than its steps, and never faster', () => {
    const layouts = [
      { junction: fourLegs, programme: fourLegsProgramme },
      { junction: tJunction, programme: tProgramme },
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...layouts),
        fc.integer({ min: 0, max: 400 }),
        fc.nat(7),
        fc.nat(7),
        fc.integer({ min: 0, max: 30 }),
        ({ junction, programme }, halfSeconds, first, second, apartS) => {
          const stages = junction.stages.map((stage) => stage.id);
          const run = new JunctionRun(junction, programme);
          run.until(halfSeconds / 2);
          if (apartS > 0) run.hold(stages[first % stages.length] as string, halfSeconds / 2 + apartS);
          const stage = stages[second % stages.length] as string;
          const startMs = run.nowMs;
          const promisedS = transitionS(junction, run.state(), stage, startMs);
          while (run.state().stage !== stage && run.nowMs < startMs + 60_000) {
            run.serve(stage);
            run.step();
          }
          const tookS = (run.nowMs - startMs) / 1000;
          expect(tookS).toBeLessThanOrEqual(promisedS + 1);
          if (tookS > 0.5) expect(tookS).toBeGreaterThanOrEqual(promisedS - 0.5);
        },
      ),
      { numRuns: 150 },
    );
  });
});
