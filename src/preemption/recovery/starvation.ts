import type { Junction } from '../../roadnet/map.ts';
import type { JunctionState } from '../../signal/junction-state.ts';
import type { Approach } from './approach.ts';
import type { Transition } from './transition.ts';

/** A junction acts a little late, and lamps change a little earlier than is reckoned. */
const MARGIN_S = 3;
/** Where fewer come while a light is red as long as it may be, nobody waits. */
const SOMEBODY_VEH = 1;

/**
 * True where a transition keeps somebody at red, counted from when priority came, for the maximum presence before it is over: the junction
 * would break it off there and serve everybody who has starved. Never of one that lets the junction go at once: nothing of it is commanded.
 */
export function starvesSomebody(
  junction: Junction,
  state: JunctionState,
  approaches: readonly Approach[],
  { steps, shown }: Transition,
  nowMs: number,
): boolean {
  const releasedS = steps.at(-1)?.untilS;
  if (releasedS === undefined) return false;
  const mostS = junction.maxPresenceS - MARGIN_S;
  return approaches.some(({ group, queueVeh, arrivalsVehPerS }) => {
    if (group.kind === 'vehicle' && queueVeh + arrivalsVehPerS * mostS < SOMEBODY_VEH) return false;
    let closedS = countedFromS(state, group.id, nowMs);
    for (const { stage, fromS, toS } of shown) {
      if (!stage.groups.includes(group.id)) continue;
      if (closedS + mostS < Math.min(fromS, releasedS)) return true;
      closedS = toS;
    }
    return closedS + mostS < releasedS;
  });
}

/** When the junction began to count a group's wait, seconds from now: as it closed, or as priority came. */
function countedFromS({ groups, priorityHeldSinceMs }: JunctionState, id: string, nowMs: number): number {
  const shown = groups.find(({ group }) => group === id);
  if (shown === undefined || shown.lamp === 'green' || priorityHeldSinceMs === undefined) return 0;
  return (Math.max(shown.sinceMs, priorityHeldSinceMs) - nowMs) / 1000;
}
