import type { StageId } from '../../kernel/ids.ts';
import type { Junction, Stage } from '../../roadnet/map.ts';
import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { JunctionState } from '../../signal/junction-state.ts';
import { SATURATION_HEADWAY_S, STARTUP_LOST_S } from '../traffic-constants.ts';

/** Longest time the exit stage is asked for before the junction is left to its programme. */
export const EXIT_MOST_S = 40;
/** A stage with less waiting than this (vehicle-seconds) needs no help. */
const WAITING_LEAST_VEH_S = 60;

/** The stage a junction leaves priority by, and how long it is wanted for. */
export interface ExitStage {
  readonly stage: StageId;
  readonly greenS: number;
}

/**
 * After the ambulance has passed: the stage whose red groups hold the largest queue x wait is served first, long enough for its
 * queue (at most 40 s); then the junction returns to its programme by itself. Undefined when nobody waits.
 */
export function exitStage(index: RoadIndex, junction: Junction, state: JunctionState, nowMs: number): ExitStage | undefined {
  let best: { stage: Stage; waitingVehS: number; queueVeh: number } | undefined;
  for (const stage of junction.stages) {
    const waiting = waitingOf(index, junction, stage, state, nowMs);
    if (best === undefined || waiting.waitingVehS > best.waitingVehS) best = { stage, ...waiting };
  }
  if (best === undefined || best.waitingVehS < WAITING_LEAST_VEH_S) return undefined;
  return { stage: best.stage.id, greenS: Math.min(EXIT_MOST_S, STARTUP_LOST_S + best.queueVeh * SATURATION_HEADWAY_S) };
}

function waitingOf(
  index: RoadIndex,
  junction: Junction,
  stage: Stage,
  state: JunctionState,
  nowMs: number,
): { waitingVehS: number; queueVeh: number } {
  let waitingVehS = 0;
  let longest = 0;
  for (const id of stage.groups) {
    const group = junction.groups.find((g) => g.id === id);
    const shown = state.groups.find((g) => g.group === id);
    if (group?.kind !== 'vehicle' || shown?.lamp !== 'red') continue;
    const queueVeh = queuesOf(index, state, group.movements);
    longest = Math.max(longest, ...queueVeh);
    waitingVehS += queueVeh.reduce((sum, veh) => sum + veh, 0) * ((nowMs - shown.sinceMs) / 1000);
  }
  return { waitingVehS, queueVeh: longest };
}

/** Queues, vehicles, of the lanes that movements start from, each lane once. */
function queuesOf(index: RoadIndex, state: JunctionState, movements: readonly string[]): readonly number[] {
  const lanes = new Set(
    movements.flatMap((id) => index.movement(id).lanes.map(([lane]) => `${index.movement(id).from} ${lane}`)),
  );
  return state.lanes.filter((count) => lanes.has(`${count.link} ${count.lane}`)).map((count) => count.queueVeh);
}
