import { describe, expect, it } from 'vitest';
import type { Programme } from '../../src/signal/programme.ts';
import { checkProgramme } from '../../src/signal/programme-check.ts';
import { fourLegs, fourLegsProgramme, tJunction, tProgramme } from '../support/junctions.ts';

describe('checkProgramme', () => {
  const faults = (change: Partial<Programme>) => checkProgramme(fourLegs, { ...fourLegsProgramme, ...change });
  const greens = (a: number, b: number, c: number, d: number) =>
    (['A', 'B', 'C', 'D'] as const).map((stage, i) => ({ stage, greenS: [a, b, c, d][i] as number }));

  it('sound programmes have no faults, exact minimums included', () => {
    expect(checkProgramme(fourLegs, fourLegsProgramme)).toEqual([]);
    expect(checkProgramme(tJunction, tProgramme)).toEqual([]);
  });

  it('names unknown stages, the wrong junction and impossible numbers together', () => {
    const found = faults({ junction: 'S09', cycleS: 0, offsetS: Number.NaN, stages: [{ stage: 'Z', greenS: -1 }] });
    expect(found.map((fault) => fault.path)).toEqual(['junction', 'stages[0].stage', 'cycleS', 'offsetS', 'stages[0].greenS']);
    expect(found[1]?.advice).toContain('A, B, C, D, NB');
  });

  it('greens and intergreens must make the cycle exactly', () => {
    expect(faults({ cycleS: 101 })).toMatchObject([
      { path: 'cycleS', value: 101, advice: expect.stringContaining('make 100 s') },
    ]);
  });

  it('a cycle no longer than its clearances is named as such', () => {
    expect(faults({ cycleS: 20 })).toMatchObject([
      { path: 'cycleS', advice: expect.stringContaining('no longer than its clearances (20 s)') },
    ]);
  });

  it('a green below a minimum green, or below walk and clearance, is named with its group', () => {
    const found = faults({ stages: greens(48, 5, 18, 9) });
    expect(found.map(({ path, advice }) => `${path} ${advice}`)).toEqual([
      'stages[1].greenS group NBL needs 6 s (minimum green); lengthen the green',
      'stages[1].greenS group SBL needs 6 s (minimum green); lengthen the green',
      'stages[2].greenS group P-N needs 19 s (walk and clearance); lengthen the green',
      'stages[2].greenS group P-S needs 19 s (walk and clearance); lengthen the green',
    ]);
  });

  it('a group that no stage serves is named', () => {
    const served = faults({ cycleS: 70, stages: greens(35, 0, 25, 0).filter(({ greenS }) => greenS > 0) });
    expect(served.map(({ advice }) => advice.split(';')[0])).toEqual(
      ['NBL', 'SBL', 'EBL', 'WBL'].map((id) => `no stage serves group ${id}`),
    );
  });

  it('a group that stays green over two stages needs its minimum over both together', () => {
    const short = {
      ...tProgramme,
      cycleS: 80,
      stages: tProgramme.stages.map((s) => (s.stage === 'west' ? { ...s, greenS: 7 } : s)),
    };
    expect(checkProgramme(tJunction, short)).toEqual([]);
  });

  it('a clearance longer than the stage between is named', () => {
    const slow = {
      ...tJunction,
      intergreens: tJunction.intergreens.map((i) => (i.from === 'EBT' && i.to === 'NB' ? { ...i, seconds: 30 } : i)),
    };
    expect(checkProgramme(slow, tProgramme)).toMatchObject([
      { path: 'stages', advice: expect.stringContaining('NB opens 22 s after EBT') },
    ]);
  });

  it('least greens of an actuated programme hold the minimum greens of their groups, over several stages together', () => {
    const actuated = { minGreenS: [9, 6, 7, 5], gapS: 3, detectorM: 40 };
    expect(faults({ actuated }).map(({ path, value, advice }) => `${path} ${value} ${advice}`)).toEqual([
      'actuated.minGreenS[0] 9 group NBT may not close before 10 s (its minimum green); lengthen the least green',
      'actuated.minGreenS[0] 9 group SBT may not close before 10 s (its minimum green); lengthen the least green',
      'actuated.minGreenS[2] 7 group EBT may not close before 8 s (its minimum green); lengthen the least green',
      'actuated.minGreenS[2] 7 group WBT may not close before 8 s (its minimum green); lengthen the least green',
    ]);
    // Westbound needs 9 s and stays green over the first two stages and the 5 s between them.
    const groups = tJunction.groups.map((group) => (group.id === 'EBT' ? { ...group, minGreenS: 5 } : group));
    const through = { minGreenS: [5, 5, 7], gapS: 3, detectorM: 40 };
    expect(checkProgramme({ ...tJunction, groups }, { ...tProgramme, actuated: through })).toEqual([]);
  });

  it('an actuated programme is checked with its stages at their longest, and each of its own numbers', () => {
    const actuated = { minGreenS: [10, 6, 10, 6], gapS: 3, detectorM: 40 };
    expect(faults({ actuated })).toEqual([]);
    expect(faults({ actuated, cycleS: 101 })).toMatchObject([{ path: 'cycleS' }]);
    const found = faults({ actuated: { minGreenS: [10, 11, 0], gapS: 0, detectorM: -1 } });
    expect(found.map(({ path, advice }) => `${path}: ${advice}`)).toEqual([
      'actuated.minGreenS: give one least green for each of the 4 stages',
      "actuated.minGreenS[1]: write a least green above 0 s and no longer than the stage's longest, 10 s",
      "actuated.minGreenS[2]: write a least green above 0 s and no longer than the stage's longest, 25 s",
      'actuated.gapS: write a gap above 0 s',
      'actuated.detectorM: write a distance of 0 m or more',
    ]);
  });
});
