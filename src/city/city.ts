import type { PositionFix } from '../location/fix.ts';
import type { MissionOrder, MissionStatus } from '../preemption/mission.ts';
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

/** What a controller says in one second. */
export interface ControllerAnswer {
  readonly commands: readonly JunctionCommand[];
  /** Of missions whose crews are led. */
  readonly statuses: readonly MissionStatus[];
}

/** How a city talks to a controller in lockstep: everything of one second across, what it says in that second back. */
export interface ControllerLink {
  /** `atMs` is the city's time; messages are in the order in which they happened. */
  exchange(atMs: number, messages: readonly CityMessage[]): Promise<ControllerAnswer>;
  /** Ends the session; returns the SHA-256 of the controller's event log. */
  close(): Promise<string>;
}
