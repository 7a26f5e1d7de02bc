import type { StageId } from '../kernel/ids.ts';
import type { Junction } from '../roadnet/map.ts';
import type { JunctionState } from '../signal/junction-state.ts';
import { crossServiceRound } from './cross-service.ts';

/**
 * For how long a junction will not listen because it serves those whom a hold has starved, one after the other, until `wave` can be green
 * again, seconds; 0 where it does not.
 */
export function starvedServiceLeftS(junction: Junction, state: JunctionState, wave: StageId, nowMs: number): number {
  if (state.mode !== 'starved-service') return 0;
  return crossServiceRound(junction, state, wave, nowMs)?.durationS ?? 0;
}
