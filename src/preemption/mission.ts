import type { JunctionId, LinkId, MissionId, NodeId, RequestId, VehicleId } from '../kernel/ids.ts';

/** The dial from fast to cheap: how much of others' time a second of the ambulance is worth. */
export type Urgency = 'life-threat' | 'urgent' | 'routine';

/** What dispatch asks for. */
export type MissionOrder =
  | {
      readonly kind: 'open';
      readonly mission: MissionId;
      readonly vehicle: VehicleId;
      readonly atMs: number;
      readonly destination: NodeId;
      readonly urgency: Urgency;
    }
  | { readonly kind: 'cancel'; readonly mission: MissionId; readonly vehicle: VehicleId; readonly atMs: number };

export type MissionPhase = 'waiting-for-position' | 'under-way' | 'done' | 'cancelled' | 'refused';

/** What dispatch sees, retained: where the vehicle is, when it arrives, and every junction ahead. */
export interface MissionStatus {
  readonly mission: MissionId;
  readonly vehicle: VehicleId;
  readonly atMs: number;
  readonly phase: MissionPhase;
  readonly urgency: Urgency;
  readonly destination: NodeId;
  readonly reason?: string;
  readonly etaMs?: number;
  readonly remainingM?: number;
  readonly route: readonly LinkId[];
  readonly junctions: readonly JunctionOutlook[];
}

/** RSMP S0033 request states, of which `completed`, `rejected`, `timeout`, `cooldown` and `stale` are final. */
export type RequestState = 'received' | 'queued' | 'activated' | 'completed' | 'rejected' | 'timeout' | 'cooldown' | 'stale';

export interface JunctionOutlook {
  readonly junction: JunctionId;
  readonly request: RequestId;
  readonly state: RequestState;
  readonly distanceM: number;
  readonly etaMs: number;
  /** Ambulance's signal group shows green now. */
  readonly green: boolean;
  readonly passed: boolean;
  /** Why it is not green yet, in a closed word. */
  readonly reason?: string;
}
