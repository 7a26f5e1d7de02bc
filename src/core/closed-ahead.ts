import type { LinkId } from '../kernel/ids.ts';
import type { LiveConditions } from '../roadnet/live-conditions.ts';
import { endM } from '../routing/route.ts';
import { isOpen, type MissionView } from './state.ts';
import type { Turn } from './turn.ts';

/** Position in its route of the link that the vehicle is on. */
export function linkIndexOf({ route, progress }: MissionView): number {
  if (route === undefined || progress === undefined) return 0;
  const index = route.links.findIndex((_, i) => endM(route, i) > progress.alongM);
  return index < 0 ? route.links.length - 1 : index;
}

/** The first closed link of its route that the vehicle has yet to drive into. */
export function closedAhead(mission: MissionView, { closedLinks }: LiveConditions): LinkId | undefined {
  if (closedLinks.length === 0 || mission.route === undefined) return undefined;
  const closed = new Set(closedLinks);
  return mission.route.links.slice(linkIndexOf(mission) + 1).find((link) => closed.has(link));
}

/** Calls the operator, once per link, for a mission that is led over a closed road because no other way is left. */
export function tellClosedAhead(turn: Turn, mission: MissionView, live: LiveConditions): MissionView {
  const link = isOpen(mission) ? closedAhead(mission, live) : undefined;
  if (link === mission.closedAhead) return mission;
  const { closedAhead: _, ...rest } = mission;
  if (link === undefined) return rest;
  const where = typeof mission.destination === 'string' ? mission.destination : 'its destination';
  turn.alert({
    code: 'road-closed',
    vehicle: mission.vehicle,
    text: `Every way of ${mission.vehicle} to ${where} is closed; it is led over ${link} all the same.`,
  });
  return { ...rest, closedAhead: link };
}
