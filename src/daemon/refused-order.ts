import type { CoreInput } from '../core/input.ts';
import type { CoreEvent } from '../evidence/event.ts';
import type { MissionStatus } from '../preemption/mission.ts';

/**
 * The status that tells dispatch of an order turned down, of which the core has no mission to tell. A duplicate gets none: an
 * order that arrives twice must not overwrite the status of the mission that it opened.
 */
export function statusOfRefusal(input: CoreInput, event: CoreEvent): MissionStatus | undefined {
  if (input.kind !== 'order' || input.order.kind !== 'open') return undefined;
  if (event.kind !== 'refused' || event.refusal.stage !== 'mission' || event.refusal.reason === 'duplicate-mission') {
    return undefined;
  }
  const { mission, vehicle, incident, urgency, destination, atMs } = input.order;
  const reason = event.refusal.reason;
  return {
    mission,
    vehicle,
    ...(incident === undefined ? {} : { incident }),
    atMs: input.receivedMs,
    phase: 'refused',
    urgency,
    destination,
    reason,
    lastOrder: { kind: 'open', atMs, refused: reason },
    route: [],
    junctions: [],
  };
}
