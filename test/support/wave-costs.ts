import type { StageChanges } from '../../src/preemption/arbitration/stage-changes.ts';
import type { Job } from '../../src/preemption/arbitration/wave-schedule.ts';

/** After the waves so far: what they cost, when the last one is through, and the stage that it leaves. */
interface Served {
  readonly cost: number;
  readonly freeS: number;
  readonly shown?: number;
}

const NOBODY_YET: Served = { cost: 0, freeS: 0 };

/** The same model written a second time; undefined where no stage serves the whole wave. */
function serve(changes: StageChanges, wave: readonly Job[], waitingVeh: number, before: Served): Served | undefined {
  const mask = wave.reduce((common, one) => common & one.mask, -1);
  if (mask === 0) return undefined;
  const { freeS, shown } = before;
  const stage = changes.stages.findIndex((_, i) => (mask & (1 << i)) !== 0);
  const setupS = shown === undefined ? Math.max(...wave.map((one) => one.transitionS)) : changes.setupS[shown]![stage]!;
  let cost = before.cost + setupS * waitingVeh;
  let endS = setupS > 0 ? freeS + setupS + changes.leastS[stage]! : freeS;
  for (const one of wave) {
    const greenS = shown === undefined ? one.transitionS : freeS + setupS;
    cost += one.rate * Math.max(0, greenS - one.dueS);
    endS = Math.max(endS, Math.max(greenS, one.neededS) + one.clearS + 2);
  }
  return { cost, freeS: endS, shown: stage };
}

/** Without a search: the least that any order of any waves costs. */
export function leastCost(changes: StageChanges, jobs: readonly Job[], waitingVeh: number, before = NOBODY_YET): number {
  if (jobs.length === 0) return before.cost;
  let least = Number.POSITIVE_INFINITY;
  for (let subset = 1; subset < 1 << jobs.length; subset++) {
    const wave = jobs.filter((_, i) => (subset & (1 << i)) !== 0);
    const served = serve(changes, wave, waitingVeh, before);
    if (served === undefined) continue;
    const rest = jobs.filter((one) => !wave.includes(one));
    least = Math.min(least, leastCost(changes, rest, waitingVeh, served));
  }
  return least;
}

/** What these waves cost one after the other. */
export function costOf(changes: StageChanges, waves: readonly (readonly Job[])[], waitingVeh: number): number {
  return waves.reduce((before, wave) => serve(changes, wave, waitingVeh, before)!, NOBODY_YET).cost;
}
