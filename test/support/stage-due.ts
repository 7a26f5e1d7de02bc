import type { Junction } from '../../src/roadnet/map.ts';
import { stageIntergreenS } from '../../src/signal/clearance.ts';
import type { Programme } from '../../src/signal/programme.ts';

/** The stage that an undisturbed programme shows; undefined in an intergreen. Counted out anew, apart from the controller's plan. */
export function stageDue(junction: Junction, { cycleS, offsetS, stages }: Programme, atMs: number): string | undefined {
  const cycleMs = 1000 * cycleS;
  let restMs = (((atMs - Math.round(1000 * offsetS)) % cycleMs) + cycleMs) % cycleMs;
  for (const [i, { stage, greenS }] of stages.entries()) {
    if (restMs < 1000 * greenS) return stage;
    const next = stages[(i + 1) % stages.length]?.stage ?? stage;
    restMs -= 1000 * (greenS + stageIntergreenS(junction, stage, next));
    if (restMs < 0) return undefined;
  }
  return undefined;
}
