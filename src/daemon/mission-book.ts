import type { CoreInput } from '../core/input.ts';
import type { CoreEvent } from '../evidence/event.ts';
import type { MissionId, VehicleId } from '../kernel/ids.ts';
import type { MissionOrder, MissionStatus } from '../preemption/mission.ts';

/** Which missions are open, as the events tell it, and what dispatch must hear that the core has no mission to tell it of. */
export class MissionBook {
  readonly #open = new Map<MissionId, VehicleId>();

  note(event: CoreEvent): void {
    if (event.kind !== 'mission') return;
    if (event.phase === 'waiting-for-position' || event.phase === 'under-way') this.#open.set(event.mission, event.vehicle);
    else this.#open.delete(event.mission);
  }

  /** Cancels every open mission: how the daemon leaves, so that each release is reasoned, logged and replayed like any other. */
  cancellations(nowMs: number): readonly MissionOrder[] {
    return [...this.#open].map(([mission, vehicle]) => ({ kind: 'cancel', mission, vehicle, atMs: nowMs }));
  }
}

/**
 * The status that tells dispatch of an order turned down. A duplicate gets none: an order that arrives twice must not overwrite
 * the status of the mission that it opened.
 */
export function statusOfRefusal(input: CoreInput, event: CoreEvent): MissionStatus | undefined {
  if (input.kind !== 'order' || input.order.kind !== 'open') return undefined;
  if (event.kind !== 'refused' || event.refusal.stage !== 'mission' || event.refusal.reason === 'duplicate-mission') {
    return undefined;
  }
  const { mission, vehicle, urgency, destination } = input.order;
  const reason = event.refusal.reason;
  return { mission, vehicle, atMs: input.receivedMs, phase: 'refused', urgency, destination, reason, route: [], junctions: [] };
}
