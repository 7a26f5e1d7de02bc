import type { PositionFix } from '../location/fix.ts';
import type { MissionOrder } from '../preemption/mission.ts';
import type { RoadConditions } from '../roadnet/live-conditions.ts';
import type { Confirmation, JunctionCommand } from '../signal/command.ts';
import type { JunctionState } from '../signal/junction-state.ts';

/** What a city sends to whoever controls it. */
export type CityMessage =
  | { readonly kind: 'fix'; readonly fix: PositionFix }
  | { readonly kind: 'order'; readonly order: MissionOrder }
  | { readonly kind: 'junction'; readonly state: JunctionState }
  | { readonly kind: 'confirmation'; readonly confirmation: Confirmation }
  /** The simulated city says none; operators of a real one do. */
  | { readonly kind: 'conditions'; readonly conditions: RoadConditions };

/** How a city talks to a controller in lockstep: everything of one second across, the commands of that second back. */
export interface ControllerLink {
  /** `atMs` is the city's time; messages are in the order in which they happened. */
  exchange(atMs: number, messages: readonly CityMessage[]): Promise<readonly JunctionCommand[]>;
  /** Ends the session; returns the SHA-256 of the controller's event log. */
  close(): Promise<string>;
}
