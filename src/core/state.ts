import type { CommandId, JunctionId, LinkId, MissionId, RequestId, SignalGroupId, StageId, VehicleId } from '../kernel/ids.ts';
import type { Matched } from '../location/matched.ts';
import type { MatchState } from '../location/matcher.ts';
import type { VehicleClock } from '../location/vehicle-clock.ts';
import type { StandingOrder } from '../preemption/arbitration/standing-order.ts';
import type { CorridorPlan } from '../preemption/corridor/corridor-plan.ts';
import type { GroupCycle } from '../preemption/group-cycle.ts';
import type { Destination, IncidentId, MissionPhase, OrderAnswer, Urgency } from '../preemption/mission.ts';
import type { PlanPurpose } from '../preemption/proposal.ts';
import type { ProgrammeClock } from '../preemption/recovery/programme-clock.ts';
import type { Leg } from '../preemption/recovery/way-back.ts';
import type { PriorityRequest } from '../preemption/request.ts';
import type { UnaidedTrip } from '../preemption/unaided-trip.ts';
import { FREE_FLOW, type LiveConditions } from '../roadnet/live-conditions.ts';
import type { RouteKeeping } from '../routing/off-route.ts';
import type { Progress } from '../routing/progress.ts';
import type { Route } from '../routing/route.ts';
import type { InterlockRefusal } from '../signal/interlock-refusal.ts';
import type { JunctionState } from '../signal/junction-state.ts';
import type { TrafficState } from '../traffic/traffic-state.ts';
import type { Trust } from '../trust/trust.ts';
import type { TrustReason } from '../trust/trust-reason.ts';
import type { CoreConfig } from './config.ts';

/** Everything the controller knows. Plain data; every step makes a new one and leaves the old as it was. */
export interface CoreState {
  readonly config: CoreConfig;
  /** Number of the next record: inputs and events count together. */
  readonly nextN: number;
  readonly missions: ReadonlyMap<MissionId, MissionView>;
  /** Missions of which dispatch was told a last status and which are none of these: since when. */
  readonly left: ReadonlyMap<MissionId, number>;
  readonly junctions: ReadonlyMap<JunctionId, JunctionView>;
  /** What is believed to stand and drive before the signals; absent before the first tick. */
  readonly traffic?: TrafficState;
  /** Vehicles without a mission that sent positions, and when the operator was told. */
  readonly strangers: ReadonlyMap<VehicleId, number>;
  /** When the operator was told that there are more of them than are kept in mind. */
  readonly strangersFullMs?: number;
  /** What every route is searched under, and the date of the report that said so; the same value for as long as it holds. */
  readonly live: LiveConditions;
  readonly liveMs: number;
  /** An invariant has broken: only releases leave. */
  readonly failed: boolean;
}

export interface MissionView {
  readonly mission: MissionId;
  readonly vehicle: VehicleId;
  readonly incident?: IncidentId;
  /** Its crew drives the route that the status shows. */
  readonly guided?: true;
  readonly urgency: Urgency;
  readonly destination: Destination;
  /** Date of the last order that opened or changed it. */
  readonly orderedMs: number;
  readonly lastOrder?: OrderAnswer;
  readonly phase: MissionPhase;
  readonly reason?: string;
  readonly match?: MatchState;
  readonly clock?: VehicleClock;
  /** Where the last usable fix put it. */
  readonly at?: Matched;
  /** Record of the last match, the cause of what is decided from it. */
  readonly matchedN: number;
  readonly lastFixMs: number;
  /** Last sign of life: any timely position, whether it could be used or not. */
  readonly heardMs: number;
  readonly positionLost: boolean;
  /** Least way left so far to the present destination, and as the crow flies, since it was last led round a closed or slow road. */
  readonly nearest?: { readonly leftM: number; readonly airM: number };
  /** What speaks against its positions; carried over from the vehicle's mission before. */
  readonly trust?: Trust;
  /** When the operator was last told that they are not believed, and why. */
  readonly doubted?: { readonly reason: TrustReason; readonly atMs: number };
  /** Whether it still follows the route. */
  readonly keeping?: RouteKeeping;
  readonly route?: Route;
  /** The way it was on when the controller before ended; gone on with from the first position that is on it. */
  readonly interrupted?: InterruptedWay;
  /** Which link the route begins on is not sure yet. */
  readonly uncertainStart?: true;
  /** Matches from where no way to the destination was found, since the mission was opened. */
  readonly noRoute?: { readonly matches: number; readonly sinceMs: number };
  readonly progress?: Progress;
  /** It is surely beside its route, on roads from where no way leads to its destination: nothing is asked for it. */
  readonly astray?: true;
  /** When a better route was last looked for. */
  readonly reviewedMs?: number;
  /** Closed links and turns ahead on the route, as the operator was told, since every way leads over some. */
  readonly closedAhead?: readonly string[];
  /** Driven on this mission before the present route began; negative where it begins behind the vehicle. */
  readonly routedM: number;
  /** Its free speed over the limit, as far as it was seen to drive freely; absent before. */
  readonly freeFactor?: number;
  /** For the junctions ahead, where they are planned together. */
  /** Queues decide when it comes to some stop bar ahead. */
  readonly isJammed?: true;
  readonly plan?: CorridorPlan;
  /** The present route as it would go without priority; `unknown` once it could not be estimated. */
  readonly unaided?: UnaidedTrip | 'unknown';
  /** Saved on routes before the present one, and up to the stop bar last passed. */
  readonly savedBeforeS: number;
  readonly savedS?: number;
  readonly requests: readonly PriorityRequest[];
  /** Absent when there are none. */
  readonly crossed?: readonly CrossedLeaving[];
  /** Requests made so far, for their ids. */
  readonly serial: number;
  readonly statusMs: number;
}

/** A junction that the vehicle crossed as it left the route on which it was asked for: dispatch sees it as passed, nothing is decided by it. */
export interface CrossedLeaving {
  readonly request: PriorityRequest;
  /** So many requests were passed before. */
  readonly behind: number;
}

export interface InterruptedWay {
  readonly route: Route;
  readonly progress: Progress;
  /** Links of it where the vehicle may be by now. */
  readonly ahead: readonly LinkId[];
}

export interface JunctionView {
  readonly state?: JunctionState;
  readonly receivedMs: number;
  /** Sequence of the last command. */
  readonly sequence: number;
  readonly asking?: Asking;
  /** Why the last wish was withheld, so that a lasting refusal is reported once. */
  readonly withheld?: InterlockRefusal;
  readonly silentAlerted: boolean;
  /** How long waves have held it, whichever request asked. */
  readonly hold?: Hold;
  /** Who is served when, where several want it. */
  readonly order?: StandingOrder;
  /** Commands turned down in a row. */
  readonly rejections: number;
  /** How its own programme has switched each group, as far as it was seen. */
  readonly cycles: ReadonlyMap<SignalGroupId, GroupCycle>;
  /** Of its own programme, if that goes by one. */
  readonly clock?: ProgrammeClock;
}

/** Commands for one signal group, or for the same stage, none further than a lease from the next, count as one hold. */
export interface Hold {
  readonly group: SignalGroupId;
  readonly sinceMs: number;
  readonly lastMs: number;
}

/** What a junction is being asked for. */
export interface Asking {
  readonly request: RequestId;
  readonly stage: StageId;
  readonly purpose: PlanPurpose;
  /** Record of the plan behind it. */
  readonly planN: number;
  readonly command: CommandId;
  /** When this stage was first asked for, and when the last command for it left. */
  readonly sinceMs: number;
  readonly issuedMs: number;
  readonly confirmed: boolean;
  readonly unconfirmedAlerted: boolean;
  readonly greenSeen: boolean;
  /** What the ambulance had driven on its mission when the wave began to hold the junction for it. */
  readonly heldFromM: number;
  /** Recovery only: the stages still to be shown, this one first. */
  readonly way?: readonly Leg[];
}

export const UNKNOWN_JUNCTION: JunctionView = {
  receivedMs: Number.NEGATIVE_INFINITY,
  sequence: 0,
  silentAlerted: false,
  rejections: 0,
  cycles: new Map(),
};

export function initialState(config: CoreConfig): CoreState {
  return {
    config,
    nextN: 1,
    missions: new Map(),
    left: new Map(),
    junctions: new Map(),
    strangers: new Map(),
    live: FREE_FLOW,
    liveMs: Number.NEGATIVE_INFINITY,
    failed: false,
  };
}

/** A mission whose vehicle is followed. */
export function isOpen(mission: MissionView): boolean {
  return mission.phase === 'waiting-for-position' || mission.phase === 'under-way';
}

/** What the vehicle has driven on its mission, metres, over all its routes. */
export function drivenM(mission: MissionView): number {
  return mission.routedM + (mission.progress?.alongM ?? 0);
}

/** A copy of a map with one entry set. */
export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value);
}
