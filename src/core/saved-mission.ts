import type { LinkId, MissionId, VehicleId } from '../kernel/ids.ts';
import type { Destination, IncidentId, OrderAnswer, Urgency } from '../preemption/mission.ts';
import type { PriorityRequest } from '../preemption/request.ts';
import type { TrustReason } from '../trust/trust-reason.ts';
import type { EndedMission } from './ended-missions.ts';
import { type CoreState, drivenM, isOpen, type MissionView } from './state.ts';

/**
 * What is kept of an open mission so that it survives the end of the controller: what dispatch ordered, which stop bars are behind
 * the vehicle, which way it was on, and whether it is believed. What junctions were asked for ran out with their leases.
 */
export interface SavedMission {
  readonly mission: MissionId;
  readonly vehicle: VehicleId;
  readonly incident?: IncidentId;
  readonly guided?: true;
  readonly urgency: Urgency;
  readonly destination: Destination;
  readonly orderedMs: number;
  readonly lastOrder?: OrderAnswer;
  readonly drivenM: number;
  /** Requests made so far, for their ids. */
  readonly serial: number;
  readonly passed: readonly PriorityRequest[];
  /** Present when its positions were not believed. */
  readonly suspect?: { readonly reason: TrustReason; readonly sinceMs: number };
  /** Added to the times of a vehicle whose clock is wrong. */
  readonly clockCorrectionMs?: number;
  /** Requests for stop bars ahead that were held while the vehicle stood; absent when there are none. */
  readonly stood?: readonly StoodRequest[];
  /** Absent while it had no route, or was not sure to be on it. */
  readonly way?: SavedWay;
}

/** What a controller leaves to the next one. */
export interface KeptMissions {
  readonly missions: readonly SavedMission[];
  readonly ended: readonly EndedMission[];
}

/** What is kept of a request, so that a vehicle which stands is not asked for once more after every restart. */
export type StoodRequest = Pick<
  PriorityRequest,
  'id' | 'mission' | 'junction' | 'stop' | 'sinceMs' | 'heldInVain' | 'againBeyondM' | 'commanded'
>;

/** A route, and how far along it the vehicle was. */
export interface SavedWay {
  readonly links: readonly LinkId[];
  readonly lengthM: number;
  readonly alongM: number;
  /**
   * Of the last match, which may be much older than the book, and how far it can have driven unplaced up to then. Absent in books
   * that did not keep them, the latter also before it was placed.
   */
  readonly atMs?: number;
  readonly unplacedM?: number;
  readonly passedStops: number;
}

/** The open missions of a state, in the order in which they were opened. */
export function savedMissions(state: CoreState): readonly SavedMission[] {
  return [...state.missions.values()].filter(isOpen).map(saved);
}

function saved(view: MissionView): SavedMission {
  const { mission, vehicle, incident, guided, urgency, destination, orderedMs, lastOrder, serial, requests, trust, clock } = view;
  const suspect = trust?.suspect;
  const correctionMs = clock?.correctionMs ?? 0;
  return {
    mission,
    vehicle,
    ...(incident === undefined ? {} : { incident }),
    ...(guided === undefined ? {} : { guided }),
    urgency,
    destination,
    orderedMs,
    ...(lastOrder === undefined ? {} : { lastOrder }),
    drivenM: drivenM(view),
    serial,
    passed: requests.filter((r) => r.passed && r.offRoute === undefined),
    ...(suspect === undefined ? {} : { suspect: { reason: suspect.reason, sinceMs: suspect.sinceMs } }),
    ...(correctionMs === 0 ? {} : { clockCorrectionMs: correctionMs }),
    ...stoodOf(requests),
    ...wayOf(view),
  };
}

function stoodOf(requests: readonly PriorityRequest[]): { readonly stood?: readonly StoodRequest[] } {
  const stood = requests.flatMap(({ id, mission, junction, stop, sinceMs, ...rest }): StoodRequest[] => {
    const { heldInVain, againBeyondM, commanded, passed, offRoute } = rest;
    if ((passed && offRoute === undefined) || (heldInVain ?? againBeyondM ?? commanded) === undefined) return [];
    const held = {
      ...(heldInVain === undefined ? {} : { heldInVain }),
      ...(againBeyondM === undefined ? {} : { againBeyondM }),
      ...(commanded === undefined ? {} : { commanded }),
    };
    return [{ id, mission, junction, stop, sinceMs, ...held }];
  });
  return stood.length === 0 ? {} : { stood };
}

function wayOf({ route, progress, uncertainStart, interrupted }: MissionView): { readonly way?: SavedWay } {
  const on = route === undefined ? interrupted : { route, progress };
  if (on?.progress === undefined || uncertainStart === true) return {};
  const { links, lengthM } = on.route;
  const { alongM, atMs, unplacedM, passedStops } = on.progress;
  return { way: { links, lengthM, alongM, atMs, ...(unplacedM === undefined ? {} : { unplacedM }), passedStops } };
}
