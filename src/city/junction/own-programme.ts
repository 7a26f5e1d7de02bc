import type { StageMembers } from '../../signal/clearance-table.ts';
import type { LampForecast } from './lamp-forecast.ts';

/** What a junction does with its lamps when no command and no fault interferes. Times are epoch milliseconds. */
export interface OwnProgramme extends LampForecast {
  /** Moves the lamps in a step in which the programme is in force. */
  run(nowMs: number): void;
  /** Command or fault is over: finds the way back from what the lamps show now. */
  resume(nowMs: number): void;
  /** Moves the lamps in a step on that way; true once the programme is in force. */
  recover(nowMs: number): boolean;
  /** True when the programme runs as if nothing had disturbed it. */
  inStep(nowMs: number): boolean;
  /** The stage that it shows or makes for. */
  stage(nowMs: number): StageMembers;
  /** Before this instant `run` has nothing to do; not after `nowMs` when that is not known. */
  quietUntilMs(nowMs: number): number;
}
