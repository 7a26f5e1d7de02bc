import type { CommandId, JunctionId, LinkId, StageId } from '../kernel/ids.ts';
import type { GroupState } from './lamp.ts';

/**
 * Who decides the stage: the junction's own programme; a priority command; the junction serving starved movements after a
 * command held too long; the return to coordination; or a fault (flashing, dark, local control), when commands are ignored.
 */
export type JunctionMode = 'programme' | 'priority' | 'starved-service' | 'recovery' | 'fault';

/** What a junction reports of itself, SPaT-like: lamps with their ends, and the queues it knows. */
export interface JunctionState {
  readonly junction: JunctionId;
  readonly atMs: number;
  readonly mode: JunctionMode;
  /** Stage that is fully green, or absent in transition. */
  readonly stage?: StageId;
  /** Stage that the transition under way leads to. */
  readonly nextStage?: StageId;
  /** The command being obeyed, if any. */
  readonly command?: CommandId;
  /** Since when the group that waits longest has waited for priority, as maximum presence counts; absent outside priority, and when nobody waits. */
  readonly priorityHeldSinceMs?: number;
  readonly groups: readonly GroupState[];
  readonly lanes: readonly LaneCount[];
}

/** Count on one approach lane where detectors or cameras give one. */
export interface LaneCount {
  readonly link: LinkId;
  readonly lane: number;
  /** Vehicles in the queue that reaches back from the stop bar (slower than 2 m/s or closed up behind such). */
  readonly queueVeh: number;
  /** All vehicles on the lane. */
  readonly vehicles: number;
}
