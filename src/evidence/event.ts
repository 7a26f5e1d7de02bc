import type { CommandId, JunctionId, LinkId, MissionId, RequestId, StageId, VehicleId } from '../kernel/ids.ts';
import type { FixRefusal } from '../location/refusal.ts';
import type { OptimalityGap } from '../preemption/arbitration/arbitrate.ts';
import type { Destination, MissionPhase, MissionStatus, RequestState, Urgency } from '../preemption/mission.ts';
import type { PlanBasis } from '../preemption/plan-basis.ts';
import type { PlanPurpose } from '../preemption/proposal.ts';
import type { MissionRefusal, RequestRefusal } from '../preemption/refusal.ts';
import type { ConfirmationOutcome, JunctionCommand, JunctionRefusal } from '../signal/command.ts';
import type { InterlockRefusal } from '../signal/interlock-refusal.ts';
import type { TrustReason } from '../trust/trust-reason.ts';

/** Closed list of why a message never became an input. */
export type IngestRefusal =
  | 'malformed'
  | 'oversized'
  | 'unknown-topic'
  | 'bad-checksum'
  /** The receiver says that it knows no position. */
  | 'no-fix'
  /** A time of day of which the day is not known. */
  | 'no-date'
  /** Speed or heading is not stated, and there is no earlier position to derive it from. */
  | 'no-motion'
  | 'unknown-junction'
  | 'unknown-group'
  | 'unknown-link'
  | 'late'
  | 'future-dated'
  | 'out-of-order'
  | 'duplicate'
  | 'queue-full';
/** The stage of the flow that refused, with that stage's own reasons. */
export type Refusal =
  | { readonly stage: 'ingest'; readonly reason: IngestRefusal }
  | { readonly stage: 'match'; readonly reason: FixRefusal }
  | { readonly stage: 'mission'; readonly reason: MissionRefusal }
  | { readonly stage: 'request'; readonly reason: RequestRefusal }
  | { readonly stage: 'interlock'; readonly reason: InterlockRefusal }
  | { readonly stage: 'junction'; readonly reason: JunctionRefusal };

/** What the refusal is about; as many as apply. */
export interface RefusalSubject {
  readonly vehicle?: VehicleId;
  readonly mission?: MissionId;
  readonly junction?: JunctionId;
  readonly request?: RequestId;
  readonly topic?: string;
}

/**
 * One thing that happened in the core. `cause` numbers point at earlier records of the same log, so that any command can be
 * walked back: command -> plan -> match -> input fix.
 */
export type CoreEvent =
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly subject: RefusalSubject; readonly detail: string }
  | {
      readonly kind: 'matched';
      readonly vehicle: VehicleId;
      /** Record of the fix input. */
      readonly cause: number;
      readonly link: LinkId;
      readonly offsetM: number;
      readonly errorM: number;
      readonly probability: number;
    }
  | {
      readonly kind: 'mission';
      readonly mission: MissionId;
      readonly vehicle: VehicleId;
      readonly phase: MissionPhase;
      readonly cause: number;
    }
  /** The positions of a vehicle are not believed from here on, or are again. */
  | {
      readonly kind: 'trust';
      readonly mission: MissionId;
      readonly vehicle: VehicleId;
      /** Record of the fix, or of the mission book that it was resumed from. */
      readonly cause: number;
      /** Absent: believed again. */
      readonly suspect?: TrustReason;
    }
  /** It ended a while ago, or was never opened: its status is taken out of the broker's store. */
  | { readonly kind: 'forgotten'; readonly mission: MissionId }
  /** Dispatch changed where it goes, or how urgent it is. */
  | {
      readonly kind: 'updated';
      readonly mission: MissionId;
      readonly vehicle: VehicleId;
      readonly destination: Destination;
      readonly urgency: Urgency;
      readonly cause: number;
    }
  | {
      readonly kind: 'routed';
      readonly mission: MissionId;
      readonly cause: number;
      /** Absent: from where the vehicle is to where dispatch wants it. */
      readonly reason?: 'closed-road' | 'faster-way' | 'quicker-under-plan' | 'resumed';
      readonly links: readonly LinkId[];
      readonly junctions: readonly JunctionId[];
      readonly lengthM: number;
      /** Which link the vehicle is on was not sure: it begins on the likeliest that leads there. */
      readonly uncertainStart?: true;
    }
  | {
      readonly kind: 'request';
      readonly request: RequestId;
      readonly mission: MissionId;
      readonly junction: JunctionId;
      readonly from?: RequestState;
      readonly to: RequestState;
      readonly cause: number;
      readonly reason?: RequestRefusal;
    }
  /** Several want one junction: who is served when, from here on. */
  | {
      readonly kind: 'ordered';
      readonly junction: JunctionId;
      readonly order: readonly OrderedRequest[];
      readonly gap: OptimalityGap;
      readonly cause: number;
    }
  | {
      readonly kind: 'planned';
      readonly request: RequestId;
      readonly junction: JunctionId;
      readonly stage: StageId;
      readonly purpose: PlanPurpose;
      /** Record of the match (or input) the plan rests on. */
      readonly cause: number;
      readonly basis: PlanBasis;
    }
  | { readonly kind: 'commanded'; readonly command: JunctionCommand; readonly cause: number }
  | {
      readonly kind: 'confirmed';
      readonly junction: JunctionId;
      readonly command: CommandId;
      readonly outcome: ConfirmationOutcome;
      readonly cause: number;
    }
  | { readonly kind: 'green'; readonly junction: JunctionId; readonly request: RequestId; readonly cause: number }
  | {
      readonly kind: 'passed';
      readonly junction: JunctionId;
      readonly mission: MissionId;
      readonly request: RequestId;
      readonly cause: number;
    }
  | { readonly kind: 'alert'; readonly alert: Alert }
  | { readonly kind: 'status'; readonly status: MissionStatus };

/** A request's place in the order of a junction. */
export interface OrderedRequest {
  readonly request: RequestId;
  /** Those of one wave are served by one green; the first wave is 0. */
  readonly wave: number;
  /** When its green is expected. */
  readonly greenMs: number;
  /** By how much that is later than if nobody else were there. */
  readonly waitS: number;
}

/** Closed list of what an operator is called for. */
export type AlertCode =
  | 'command-not-confirmed'
  | 'command-rejected'
  | 'junction-silent'
  | 'position-lost'
  | 'position-implausible'
  | 'position-without-mission'
  | 'many-without-mission'
  | 'clock-offset'
  | 'max-presence'
  | 'road-closed'
  | 'log-not-written'
  | 'missions-not-saved'
  | 'controller-failed';

export interface Alert {
  readonly code: AlertCode;
  readonly atMs: number;
  readonly junction?: JunctionId;
  readonly vehicle?: VehicleId;
  /** In a closed word, where the code alone does not say it. */
  readonly reason?: string;
  readonly text: string;
}
