import type { JunctionId, LinkId, MissionId, NodeId, RequestId, VehicleId } from '../kernel/ids.ts';
import type { LatLon } from '../roadnet/geometry.ts';
import type { RouteLine } from '../roadnet/route-line.ts';

/** The dial from fast to cheap: how much of others' time a second of the ambulance is worth. */
export type Urgency = 'life-threat' | 'urgent' | 'routine';

/** Where a vehicle is sent: a node of the map, or a place beside one of its roads. */
export type Destination = NodeId | LatLon;

/** Several vehicles that are sent to the same thing carry the same incident; each has a mission of its own. */
export type IncidentId = string;

interface OrderHead {
  readonly mission: MissionId;
  readonly vehicle: VehicleId;
  readonly atMs: number;
}

/** What dispatch asks for. */
export type MissionOrder =
  | (OrderHead & {
      readonly kind: 'open';
      readonly destination: Destination;
      readonly urgency: Urgency;
      readonly incident?: IncidentId;
      /** The crew drives the route that the mission's status shows, so that it may be led another way; absent: it may not. */
      readonly guided?: boolean;
    })
  /** A new destination (another hospital), another urgency, or both. */
  | (OrderHead & { readonly kind: 'update'; readonly destination?: Destination; readonly urgency?: Urgency })
  | (OrderHead & { readonly kind: 'cancel' })
  /** The vehicle has done what it was sent for, wherever it is. */
  | (OrderHead & { readonly kind: 'complete' });

export type MissionPhase = 'waiting-for-position' | 'under-way' | 'done' | 'cancelled' | 'refused';

/** What dispatch sees, retained: where the vehicle is, when it arrives, and every junction ahead. */
export interface MissionStatus {
  readonly mission: MissionId;
  readonly vehicle: VehicleId;
  readonly incident?: IncidentId;
  readonly atMs: number;
  readonly phase: MissionPhase;
  readonly urgency: Urgency;
  readonly destination: Destination;
  readonly reason?: string;
  readonly lastOrder?: OrderAnswer;
  readonly position?: VehiclePlace;
  /** Which link the route begins on is not sure yet: the vehicle stands, or has hardly been seen. */
  readonly uncertainStart?: true;
  /** Expected arrival (median); nine of ten arrivals lie between `etaEarlyMs` and `etaLateMs`. */
  readonly etaMs?: number;
  readonly etaEarlyMs?: number;
  readonly etaLateMs?: number;
  readonly remainingM?: number;
  /** Time saved at the stop bar last passed, against an estimate of the trip without priority; see `preemption/unaided-trip.ts`. */
  readonly savedEstimateS?: number;
  readonly route: readonly LinkId[];
  /** The crew drives this route. */
  readonly guided?: true;
  /** The whole route as drawn, simplified. */
  readonly geometry?: RouteLine;
  readonly junctions: readonly JunctionOutlook[];
}

/** What became of the order that dispatch gave last. */
export interface OrderAnswer {
  readonly kind: MissionOrder['kind'];
  readonly atMs: number;
  /** Why it was not obeyed, in a closed word; absent when it was. */
  readonly refused?: string;
}

/** Where the vehicle was at its last usable fix, `atMs`; unheard for some seconds, where it has probably come since. */
export interface VehiclePlace extends LatLon {
  readonly link: LinkId;
  readonly offsetM: number;
  /** One-sigma error of `offsetM`. */
  readonly sigmaM: number;
  readonly atMs: number;
  /** Its positions contradict each other, and it gets no green until they do not. */
  readonly suspect?: string;
}

/** RSMP S0033 request states, of which `completed`, `rejected`, `timeout`, `cooldown` and `stale` are final. */
export type RequestState = 'received' | 'queued' | 'activated' | 'completed' | 'rejected' | 'timeout' | 'cooldown' | 'stale';

export interface JunctionOutlook {
  readonly junction: JunctionId;
  readonly request: RequestId;
  readonly state: RequestState;
  readonly distanceM: number;
  /** Expected crossing of the stop bar (median), and the times between which nine of ten lie; a passed one has no band. */
  readonly etaMs: number;
  readonly etaEarlyMs?: number;
  readonly etaLateMs?: number;
  /** Ambulance's signal group shows green now. */
  readonly green: boolean;
  /** When it is expected to show green; absent where it is not going to be asked as things stand. */
  readonly greenMs?: number;
  /** The vehicle has crossed the stop bar, by whichever turn. */
  readonly passed: boolean;
  /** It is on the way no more, and shown for some seconds, while it is given back; never passed. */
  readonly left?: true;
  /** Why it is not green yet, in a closed word. */
  readonly reason?: string;
  /** Held by another request: which one is served first. `greenMs` is then after it. */
  readonly heldBy?: RequestId;
}
