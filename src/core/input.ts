import type { IngestRefusal, RefusalSubject } from '../evidence/event.ts';
import type { PositionFix } from '../location/fix.ts';
import type { MissionOrder } from '../preemption/mission.ts';
import type { RoadConditions } from '../roadnet/live-conditions.ts';
import type { Confirmation } from '../signal/command.ts';
import type { JunctionState } from '../signal/junction-state.ts';
import type { EndedMission } from './ended-missions.ts';
import type { SavedMission } from './saved-mission.ts';

/**
 * Everything the core can be told, one at a time and in one order. `receivedMs` is the shell's clock when it arrived; only
 * `tick` lets the core plan and command.
 */
export type CoreInput =
  | { readonly kind: 'fix'; readonly receivedMs: number; readonly fix: PositionFix }
  | { readonly kind: 'order'; readonly receivedMs: number; readonly order: MissionOrder }
  | { readonly kind: 'junction'; readonly receivedMs: number; readonly state: JunctionState }
  | { readonly kind: 'confirmation'; readonly receivedMs: number; readonly confirmation: Confirmation }
  | { readonly kind: 'conditions'; readonly receivedMs: number; readonly conditions: RoadConditions }
  /** A message that the edge turned away, so that it is counted with the rest. */
  | {
      readonly kind: 'turned-away';
      readonly receivedMs: number;
      readonly reason: IngestRefusal;
      readonly subject: RefusalSubject;
      readonly detail: string;
    }
  /** What the controller before had open when it ended, `savedMs` by its clock; the first input of those that continue it. */
  | {
      readonly kind: 'resumed';
      readonly receivedMs: number;
      readonly savedMs: number;
      readonly missions: readonly SavedMission[];
      /** Absent in what earlier versions kept. */
      readonly ended?: readonly EndedMission[];
    }
  /** The shell is about to stop: every junction is let go; missions stay open, for whoever takes over. */
  | { readonly kind: 'stopping'; readonly receivedMs: number }
  | { readonly kind: 'tick'; readonly receivedMs: number };
