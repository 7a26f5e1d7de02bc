import type { MissionRefusal } from '../preemption/refusal.ts';
import type { PriorityRequest } from '../preemption/request.ts';
import { NEW_TRUST } from '../trust/trust.ts';
import { unreachable } from './destination.ts';
import { endMission } from './end-mission.ts';
import { interruptedWay } from './interrupted-way.ts';
import type { SavedMission, StoodRequest } from './saved-mission.ts';
import { type CoreState, isOpen, type MissionView, withEntry } from './state.ts';
import type { Turn } from './turn.ts';

/** Down for longer than this, the vehicles have long been where they were going. */
const RESUMED_WITHIN_MS = 600_000;

/**
 * Missions of a controller that ended with them open. Each waits for a position and goes on along its way from there, or on another if it is
 * not on it any more; stop bars behind it stay passed, and a suspect has to behave for the usual time from now on. Those that cannot go on end, so that dispatch is told.
 */
export function onResumed(turn: Turn, before: CoreState, savedMs: number, missions: readonly SavedMission[]): CoreState {
  let state = before;
  for (const saved of missions) {
    if (state.missions.has(saved.mission)) continue;
    const view = resumed(turn, saved, savedMs);
    const reason = refusalOf(turn, state, savedMs, saved);
    if (reason === undefined) {
      const { mission, vehicle } = saved;
      turn.emit({ kind: 'mission', mission, vehicle, phase: 'waiting-for-position', cause: turn.inputN });
      if (saved.suspect !== undefined)
        turn.emit({ kind: 'trust', mission, vehicle, cause: turn.inputN, suspect: saved.suspect.reason });
    } else {
      const { mission, vehicle } = saved;
      turn.refuse({ stage: 'mission', reason }, { mission, vehicle }, `in the mission book of ${savedMs}`);
    }
    const next = reason === undefined ? view : endMission(turn, view, 'cancelled', reason);
    state = { ...state, missions: withEntry(state.missions, saved.mission, next) };
  }
  return state;
}

function refusalOf(turn: Turn, state: CoreState, savedMs: number, saved: SavedMission): MissionRefusal | undefined {
  if (turn.nowMs - savedMs > RESUMED_WITHIN_MS) return 'resumed-too-late';
  if ([...state.missions.values()].some((m) => isOpen(m) && m.vehicle === saved.vehicle)) return 'vehicle-busy';
  return unreachable(turn.index, saved.destination);
}

function resumed(turn: Turn, mission: SavedMission, savedMs: number): MissionView {
  const { drivenM, passed, suspect, clockCorrectionMs, stood = [], way, ...saved } = mission;
  const interrupted = way === undefined ? undefined : interruptedWay(turn.index, way, savedMs);
  return {
    ...saved,
    ...(interrupted === undefined ? {} : { interrupted }),
    ...(suspect === undefined ? {} : { trust: { ...NEW_TRUST, suspect: { ...suspect, calmMs: 0 } } }),
    ...(clockCorrectionMs === undefined ? {} : { clock: { correctionMs: clockCorrectionMs, fittedMs: turn.nowMs } }),
    phase: 'waiting-for-position',
    matchedN: turn.inputN,
    lastFixMs: turn.nowMs,
    heardMs: turn.nowMs,
    positionLost: false,
    routedM: drivenM,
    // How the trip would have gone without priority was not kept, and cannot be told from its middle.
    unaided: 'unknown',
    savedBeforeS: 0,
    // The map may be another one now.
    requests: [...passed, ...stood.map(asLeft)].filter(({ junction }) => turn.index.findJunction(junction) !== undefined),
    statusMs: Number.NEGATIVE_INFINITY,
  };
}

/** Over with the controller before; one that takes its place goes on with what it counted. */
function asLeft(stood: StoodRequest): PriorityRequest {
  return { ...stood, state: 'timeout', passed: true, offRoute: true };
}
