import { describe, expect, it } from 'vitest';
import { type Candidate, candidates } from '../../../src/preemption/junction-plan/candidates.ts';
import { junctionTraffic } from '../../../src/preemption/junction-plan/junction-traffic.ts';
import { leastStageS, transitionS } from '../../../src/signal/clearance.ts';
import { cycleOf, junction, type Scene, sceneIndex, situation } from '../../support/junction-scene.ts';

/** When the cross street's green begins in the scene's cycle, and how long it takes to let the people off who walk with it. */
const CROSS_FROM_S = 62;
const CROSS_LEAST_S = leastStageS(junction, junction.stages.find(({ id }) => id === 'C')!);
const MAIN_LEAST_S = leastStageS(junction, junction.stages.find(({ id }) => id === 'A')!);

function plans(scene: Scene): readonly Candidate[] {
  const at = situation(scene);
  return [...candidates(at, junctionTraffic(sceneIndex, at, undefined, cycleOf))];
}

/** From when on its own programme is left to when `stage` is green, in each plan that leaves it after `waitS`, seconds. */
function changesS(scene: Scene, waitS: number, stage: string): readonly number[] {
  return plans(scene).flatMap(({ plan }) => {
    const [clearing, shown] = plan.stretches;
    return plan.ownUntilS === waitS && shown?.shows === stage ? [clearing!.untilS - waitS] : [];
  });
}

describe('the plans that a junction chooses from', () => {
  it('given that the cross street has just turned green when its programme is left, then the hold comes after its minimum green and its walk', () => {
    const scene = { atS: CROSS_FROM_S - 4, passageS: 90 };
    const [changeS] = changesS(scene, 6, 'A');
    expect(changeS).toBeGreaterThanOrEqual(CROSS_LEAST_S - 4);
  });

  it('given that its programme is left between two stages, when nobody is owed anything, then the hold comes after 5 s of clearing', () => {
    expect(changesS({ atS: 83, passageS: 90 }, 2, 'A')).toEqual([5]);
  });

  it('given that the main road has just turned green, then the cross street is not served first before those who walk beside the main road are over', () => {
    const scene = { atS: 2, passageS: 100, crossVeh: 8 };
    const leastS = transitionS(junction, situation(scene).state, 'C', situation(scene).nowMs);
    expect(leastS).toBeGreaterThan(MAIN_LEAST_S - 2);
    const services = plans(scene).filter(({ first }) => first.kind === 'serve-others' && first.stage === 'C');
    expect(services.length).toBeGreaterThan(0);
    for (const { plan } of services) expect(plan.stretches[0]!.untilS).toBe(leastS);
  });

  it('given that the main road turns green before the cross street is served, then that waits for those who walk beside the main road as well', () => {
    const laterS = changesS({ atS: 96, passageS: 100, crossVeh: 8 }, 8, 'C');
    expect(laterS.length).toBeGreaterThan(0);
    for (const changeS of laterS) expect(changeS).toBeGreaterThanOrEqual(MAIN_LEAST_S - 6);
  });
});
