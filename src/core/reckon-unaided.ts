import { unaidedTrip } from '../preemption/unaided-trip.ts';
import { heardStates } from './heard-states.ts';
import { type CoreState, isOpen, type MissionView } from './state.ts';
import type { Turn } from './turn.ts';

/** A mission with a new route learns how it would go without priority, before any of its junctions is asked. */
export function reckonUnaided(turn: Turn, state: CoreState, mission: MissionView): MissionView {
  const { route, progress, unaided } = mission;
  if (!isOpen(mission) || unaided !== undefined || route === undefined || progress === undefined) return mission;
  const cycleOf = (junction: string, group: string) => state.junctions.get(junction)?.cycles.get(group);
  const states = heardStates(turn.index, state, turn.nowMs);
  const trip = unaidedTrip(turn.index, route, progress.alongM, states, cycleOf, turn.nowMs, state.live);
  return { ...mission, unaided: trip ?? 'unknown' };
}
