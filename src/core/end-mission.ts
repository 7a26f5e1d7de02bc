import type { MissionRefusal } from '../preemption/refusal.ts';
import { moveAll } from './requests.ts';
import type { MissionView } from './state.ts';
import type { Turn } from './turn.ts';

/** Ends a mission and with it every request it still has. */
export function endMission(
  turn: Turn,
  mission: MissionView,
  phase: 'done' | 'cancelled' | 'refused',
  reason?: MissionRefusal,
): MissionView {
  turn.emit({ kind: 'mission', mission: mission.mission, vehicle: mission.vehicle, phase, cause: turn.inputN });
  const ended = moveAll(turn, mission, { kind: 'finish' }, () => true);
  return { ...ended, phase, statusMs: Number.NEGATIVE_INFINITY, ...(reason === undefined ? {} : { reason }) };
}
