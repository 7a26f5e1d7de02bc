import type { CommandId, JunctionId, RequestId, StageId } from '../kernel/ids.ts';

/** What the controller may ask of a junction: a wish, never a lamp. The junction keeps every clearance and drops it when the lease ends. */
export interface JunctionCommand {
  readonly junction: JunctionId;
  /** Unique; a renewal of the same wish has a new id. */
  readonly command: CommandId;
  /**
   * Time of issue in epoch milliseconds, or the next number if that is taken: strictly grows per junction, across restarts of the
   * controller too, and is never below `issuedAtMs`. A junction rejects what is not newer than its last or from the future.
   */
  readonly sequence: number;
  readonly request: RequestId;
  readonly issuedAtMs: number;
  readonly wish: Wish;
}

export type Wish =
  | {
      readonly kind: 'serve';
      readonly stage: StageId /** The wish ends at this instant unless renewed. */;
      readonly leaseUntilMs: number;
    }
  | { readonly kind: 'release' };

export type ConfirmationOutcome = 'accepted' | 'served' | 'released' | 'expired' | 'rejected';

/** Closed list of why a junction turns a command down or lets go of it. */
export type JunctionRefusal =
  | 'unknown-stage'
  | 'stale-sequence'
  | 'future-dated'
  | 'lease-too-long'
  | 'lease-in-the-past'
  | 'junction-fault'
  | 'max-presence'
  | 'starved-service';

/** A junction's answer to a command: accepted or rejected once, then served, and released or expired at its end. */
export interface Confirmation {
  readonly junction: JunctionId;
  readonly command: CommandId;
  readonly atMs: number;
  readonly outcome: ConfirmationOutcome;
  readonly reason?: JunctionRefusal;
}
