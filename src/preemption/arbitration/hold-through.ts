import type { StageId } from '../../kernel/ids.ts';
import type { Junction } from '../../roadnet/map.ts';
import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { JunctionState } from '../../signal/junction-state.ts';
import { exitStage } from '../recovery/exit-stage.ts';
import { PRESENCE_RESERVE_S } from '../traffic-constants.ts';
import { stageChanges } from './stage-changes.ts';

/** The queue in front of the next ambulance has to get moving again, and it may come sooner. */
const MARGIN_S = 5;
/** While nobody waits, the green may stay for so long without being of use. */
const IDLE_MOST_S = 30;

/** A junction that is green for an ambulance that has just passed. */
export interface Held {
  readonly index: RoadIndex;
  readonly junction: Junction;
  readonly state: JunctionState;
  readonly stage: StageId;
  readonly nowMs: number;
}

/**
 * True when a green is better kept until the next ambulance has passed, which needs it `neededS` from now and arrives at `arrivalS`:
 * the stage with the most waiting could not be served in between, and the junction can be held for so long.
 */
export function isHeldThrough({ index, junction, state, stage, nowMs }: Held, neededS: number, arrivalS: number): boolean {
  const heldS = state.priorityHeldSinceMs === undefined ? 0 : (nowMs - state.priorityHeldSinceMs) / 1000;
  if (heldS + arrivalS > junction.maxPresenceS - PRESENCE_RESERVE_S) return false;
  const exit = exitStage(index, junction, state, nowMs);
  if (exit === undefined) return neededS <= IDLE_MOST_S;
  const { stages, setupS, leastS } = stageChanges(junction);
  const [from, to] = [stages.indexOf(stage), stages.indexOf(exit.stage)];
  if (from < 0 || to < 0) return false;
  const serviceS = setupS[from]![to]! + Math.max(leastS[to]!, exit.greenS) + setupS[to]![from]!;
  return neededS < serviceS + MARGIN_S;
}
