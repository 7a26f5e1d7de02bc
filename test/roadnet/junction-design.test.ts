import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Junction } from '../../src/roadnet/map.ts';
import { decodeMap } from '../../src/roadnet/map-schema.ts';
import { type Arm, CROSSING, starMap } from './star-map.ts';

function designed(arms: readonly Arm[]): Junction {
  return starMap(arms).junctions[0]!;
}

function stageGroups(junction: Junction): Record<string, string> {
  return Object.fromEntries(junction.stages.map((stage) => [stage.id, stage.groups.join(' ')]));
}

function conflictsOf(junction: Junction, group: string): readonly string[] {
  return junction.conflicts
    .filter((pair) => pair.includes(group))
    .map(([a, b]) => (a === group ? b : a))
    .sort();
}

/** Four approaches of one lane; left turns share it. */
const ONE_LANE: readonly Arm[] = CROSSING.map((arm) => ({ ...arm, lanesIn: 1, lanesOut: 1 }));

describe('junction design', () => {
  it('Given a plain crossing, then through and left of each axis have a stage, pedestrians walk with the through traffic beside them', () => {
    expect(stageGroups(designed(CROSSING))).toEqual({
      A: 'NBT SBT P-W P-E',
      B: 'NBL SBL',
      C: 'EBT WBT P-S P-N',
      D: 'EBL WBL',
      NB: 'NBT NBL',
      SB: 'SBT SBL',
      EB: 'EBT EBL',
      WB: 'WBT WBL',
    });
  });

  it('Given a plain crossing, then exactly the movements that cross or merge are in conflict', () => {
    const junction = designed(CROSSING);
    expect(conflictsOf(junction, 'NBT')).toEqual(['EBL', 'EBT', 'P-N', 'P-S', 'SBL', 'WBL', 'WBT'].sort());
    expect(conflictsOf(junction, 'NBL')).toEqual(['EBL', 'EBT', 'P-S', 'P-W', 'SBT', 'WBL', 'WBT'].sort());
    expect(conflictsOf(junction, 'P-E')).toEqual(['EBT', 'SBL', 'WBL', 'WBT'].sort());
  });

  it('Given any pair in conflict, then the intergreen is yellow and all-red for vehicles, and longer than nothing for pedestrians', () => {
    const junction = designed(CROSSING);
    for (const { from, seconds } of junction.intergreens) expect(seconds).toBe(from.startsWith('P-') ? 2 : 5);
    expect(junction.intergreens.length).toBe(2 * junction.conflicts.length);
  });

  it('Given the east-west road is the more important one, then it has stages A and B', () => {
    const arms = CROSSING.map((arm) => ({ ...arm, weight: arm.bearingDeg % 180 === 90 ? 2 : 1 }));
    expect(stageGroups(designed(arms))).toMatchObject({ A: 'EBT WBT P-S P-N', C: 'NBT SBT P-W P-E' });
  });

  it('Given a T with its stem to the east, then the through approach beside the left turn stays green with it', () => {
    const tee = CROSSING.filter((arm) => arm.bearingDeg !== 270);
    expect(stageGroups(designed(tee))).toEqual({
      A: 'NBT SBT P-E',
      B: 'SBT SBL',
      C: 'WBL P-N',
      NB: 'NBT',
      SB: 'SBT SBL',
      WB: 'WBL',
    });
  });

  it('Given left turns that share the only lane, then each approach runs by itself', () => {
    const junction = designed(ONE_LANE);
    expect(junction.groups.filter((group) => group.kind === 'vehicle').map((group) => group.id)).toEqual([
      'NBT',
      'SBT',
      'EBT',
      'WBT',
    ]);
    expect(junction.stages.map((stage) => stage.id)).toEqual(['NB', 'SB', 'EB', 'WB']);
  });

  it('Given five arms, then there is one group and one stage per approach', () => {
    const arms = [0, 70, 140, 215, 290].map((bearingDeg) => ({ bearingDeg, lanesIn: 2, lanesOut: 2 }));
    const junction = designed(arms);
    expect(junction.stages.map((stage) => stage.id)).toEqual(['A1', 'A2', 'A3', 'A4', 'A5']);
    expect(junction.stages.every((stage) => stage.groups.filter((group) => !group.startsWith('P-')).length === 1)).toBe(true);
  });

  it('Given a wide road with a refuge, then pedestrians clear one half at a time', () => {
    const wide = CROSSING.map((arm) => (arm.bearingDeg === 0 ? { ...arm, lanesIn: 4, lanesOut: 3 } : arm));
    const clearance = (junction: Junction, id: string): number | undefined => {
      const group = junction.groups.find((candidate) => candidate.id === id);
      return group?.kind === 'pedestrian' ? group.clearanceS : undefined;
    };
    expect(clearance(designed(wide), 'P-N')).toBe(12);
    expect(clearance(designed(CROSSING), 'P-N')).toBe(15);
  });

  it('Whatever three to six arms meet, signalised or not, the map has no fault', () => {
    const lanes = fc.integer({ min: 1, max: 4 });
    const arm = fc.record({
      gapDeg: fc.integer({ min: 20, max: 100 }),
      lanesIn: lanes,
      lanesOut: lanes,
      oneWay: fc.integer({ min: 0, max: 9 }),
    });
    const star = fc.tuple(fc.integer({ min: 0, max: 359 }), fc.array(arm, { minLength: 3, maxLength: 6 }), fc.boolean());
    fc.assert(
      fc.property(star, ([turnDeg, shapes, signalised]) => {
        const wholeDeg = shapes.reduce((sum, shape) => sum + shape.gapDeg, 0);
        let atDeg = turnDeg;
        const arms = shapes.map(({ gapDeg, lanesIn, lanesOut, oneWay }) => {
          atDeg += (gapDeg * 360) / wholeDeg;
          return { bearingDeg: atDeg % 360, lanesIn: oneWay === 1 ? 0 : lanesIn, lanesOut: oneWay === 2 ? 0 : lanesOut };
        });
        const map = starMap(arms, signalised);
        if (map.movements.length === 0) return;
        expect(decodeMap('star', map)).toEqual(map);
      }),
      { numRuns: 150 },
    );
  });
});

describe('right of way without signals', () => {
  it('Given a side street, then it gives way to the main road, and left turns to oncoming traffic', () => {
    const arms = CROSSING.map((arm) => ({ ...arm, weight: arm.bearingDeg % 180 === 0 ? 2 : 1 }));
    const yieldsTo = new Map(starMap(arms, false).movements.map((movement) => [movement.id, movement.yieldsTo]));
    expect(yieldsTo.get('A2-C>C-A0')).toEqual([]);
    expect(yieldsTo.get('A2-C>C-A3')).toEqual(['A0-C>C-A2', 'A0-C>C-A3']);
    expect(yieldsTo.get('A1-C>C-A3')).toEqual(expect.arrayContaining(['A0-C>C-A2', 'A2-C>C-A0', 'A0-C>C-A3', 'A2-C>C-A3']));
  });

  it('Given four equal arms, then nobody waits in a ring: who yields forms an order', () => {
    const movements = starMap(CROSSING, false).movements;
    const done = new Set<string>();
    for (let round = 0; round < movements.length; round++) {
      for (const movement of movements) if (movement.yieldsTo.every((id) => done.has(id))) done.add(movement.id);
    }
    expect(done.size).toBe(movements.length);
  });
});
