import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ambulanceDelayS } from '../../../src/preemption/junction-plan/ambulance-delay.ts';
import { bestPlan } from '../../../src/preemption/junction-plan/best-plan.ts';
import type { FirstMove } from '../../../src/preemption/junction-plan/candidates.ts';
import { STEP_S } from '../../../src/preemption/junction-plan/horizon.ts';
import { junctionTraffic } from '../../../src/preemption/junction-plan/junction-traffic.ts';
import { QueueRollOut } from '../../../src/preemption/junction-plan/queue-roll-out.ts';
import { cycleOf, type Scene, sceneIndex, situation } from '../../support/junction-scene.ts';

const REMAINING_M = 3000;

function plan(scene: Scene, othersPerS = 4000, sigmaS = 5) {
  return bestPlan(sceneIndex, situation(scene), undefined, cycleOf, { othersPerS, sigmaS, remainingM: REMAINING_M })!;
}

function first(scene: Scene, othersPerS = 4000, sigmaS = 5) {
  return plan(scene, othersPerS, sigmaS).first;
}

/** Seconds before the passage at which the junction is first taken out of its programme, the cycle going on meanwhile. */
function takenBeforeS(scene: Omit<Scene, 'passageS' | 'atS'>, phaseS: number, othersPerS: number, sigmaS = 5): number {
  for (let passageS = 150; passageS > 0; passageS--) {
    const atS = (phaseS + 150 - passageS) % 100;
    if (first({ ...scene, atS, passageS }, othersPerS, sigmaS).kind !== 'wait') return passageS;
  }
  return 0;
}

describe('what one junction is asked for before an ambulance comes', () => {
  it('given that the cross street has waited for long and there is time, then it is served before the hold', () => {
    // Late in the main road's green; the cross street would be next but one.
    expect(first({ atS: 40, passageS: 80, crossVeh: 8 }, 600)).toEqual({ kind: 'serve-others', stage: 'C' });
  });

  it('given that the same cross street has just been served, then the hold begins without it', () => {
    expect(first({ atS: 83, passageS: 40, mainVeh: 8 }).kind).toBe('hold');
  });

  it('given no time left to serve others, then the hold begins, however long they have waited', () => {
    fc.assert(
      fc.property(fc.nat(10), fc.nat(12), (mainVeh, crossVeh) => {
        // Between the cross street's green and its left turns', when no minimum is owed to anybody.
        expect(first({ atS: 84, passageS: 14, mainVeh, crossVeh }).kind).toBe('hold');
      }),
      { numRuns: 30 },
    );
  });

  it('tells what was weighed: another beginning costs no less, and the bar is free before the passage if a hold pays', () => {
    for (const atS of [2, 40, 60, 84]) {
      for (const passageS of [14, 40, 80]) {
        const {
          costVehS,
          delayS,
          first: chosen,
          instead,
          freeFromS,
          waveFromS,
        } = plan({ atS, passageS, mainVeh: 4, crossVeh: 6 })!;
        expect(instead?.first).not.toEqual(chosen);
        expect(instead?.costVehS).toBeGreaterThanOrEqual(costVehS);
        expect(costVehS).toBeGreaterThanOrEqual(4000 * delayS);
        if (freeFromS === undefined) continue;
        expect(freeFromS).toBeLessThan(passageS);
        if (chosen.kind === 'hold') expect(freeFromS + 2).toBeGreaterThanOrEqual(waveFromS);
      }
    }
  });

  it('tells the delay of an arrival of which it is certain, and else the mean of an early, an expected and a late one, each for its share', () => {
    for (const passageS of [14, 40, 80]) {
      const scene = { atS: 40, passageS, mainVeh: 4, crossVeh: 6 };
      for (const sigmaS of [0, 8]) {
        const { plan: chosen, waveFromS, delayS } = plan(scene, 4000, sigmaS);
        const at = situation(scene);
        const traffic = junctionTraffic(sceneIndex, at, undefined, cycleOf);
        const rollOut = QueueRollOut.of(
          traffic,
          traffic.groups.findIndex(({ group }) => group === at.group),
        );
        rollOut.untilPassage(chosen, passageS);
        const delayAt = (atS: number): number =>
          ambulanceDelayS(rollOut.atBar, atS, { passageS, remainingM: REMAINING_M, waveFromS });
        const [early, expected, late] = [-sigmaS, 0, sigmaS].map((s) => delayAt(passageS + s)) as [number, number, number];
        expect(delayS).toBeCloseTo(sigmaS === 0 ? expected : 0.3 * early + 0.4 * expected + 0.3 * late, 6);
      }
    }
  });

  it('given that its own programme is green when the ambulance comes, with nobody in front, then it waits', () => {
    expect(first({ atS: 2, passageS: 18 }, 200, 2)).toEqual({ kind: 'wait' });
  });

  it('given that its stage is being asked for, then others are served instead only where that saves much', () => {
    const weighing = { othersPerS: 600, sigmaS: 5, remainingM: REMAINING_M };
    const served = { 'saves much': 0, 'saves little': 0 };
    for (let passageS = 30; passageS <= 100; passageS++) {
      for (const atS of [30, 40, 50]) {
        const held = { ...situation({ atS, passageS, crossVeh: 6 }), doing: 'serving-others' } as const;
        const plan = (asked?: FirstMove) =>
          bestPlan(sceneIndex, { ...held, ...(asked === undefined ? {} : { asked }) }, undefined, cycleOf, weighing)!;
        const free = plan();
        const instead = free.instead?.first.kind === 'hold' ? free.instead : undefined;
        if (free.first.kind !== 'serve-others' || instead === undefined) continue;
        const savesMuch = instead.costVehS - free.costVehS > 150;
        expect(plan({ kind: 'hold' }).first.kind).toBe(savesMuch ? 'serve-others' : 'hold');
        served[savesMuch ? 'saves much' : 'saves little']++;
      }
    }
    expect(Math.min(...Object.values(served))).toBeGreaterThan(0);
  });

  it('given more at stake, then the junction is taken no later, to a step, wherever it is in its cycle', () => {
    for (const phaseS of [0, 20, 45, 60, 85]) {
      const cheap = takenBeforeS({ mainVeh: 6, crossVeh: 4 }, phaseS, 60);
      const dear = takenBeforeS({ mainVeh: 6, crossVeh: 4 }, phaseS, 5000);
      expect(dear, `phase ${phaseS} s`).toBeGreaterThan(cheap - STEP_S);
    }
  });

  it('given an arrival that is less certain, then the junction is taken no later on average', () => {
    const phases = [0, 20, 40, 60, 80];
    const mean = (sigmaS: number) =>
      phases.reduce((sum, p) => sum + takenBeforeS({ mainVeh: 5 }, p, 800, sigmaS), 0) / phases.length;
    expect(mean(15)).toBeGreaterThanOrEqual(mean(3));
  });
});
