import type { LinkId } from '../kernel/ids.ts';
import type { LiveConditions } from '../roadnet/live-conditions.ts';
import { endM, type Route } from '../routing/route.ts';
import { isOpen, type MissionView } from './state.ts';
import type { Turn } from './turn.ts';

/** Position in its route of the link that the vehicle is on. */
export function linkIndexOf({ route, progress }: MissionView): number {
  if (route === undefined || progress === undefined) return 0;
  const index = route.links.findIndex((_, i) => endM(route, i) > progress.alongM);
  return index < 0 ? route.links.length - 1 : index;
}

/** The closed links of a route that are driven into from one of its links on, in driving order. */
export function closedOn({ links }: Route, onIndex: number, { closedLinks }: LiveConditions): readonly LinkId[] {
  if (closedLinks.length === 0) return [];
  const closed = new Set(closedLinks);
  return links.slice(onIndex + 1).filter((link) => closed.has(link));
}

/** Calls the operator, once per link, for a mission that is led over closed roads because every way there is closed. */
export function tellClosedAhead(turn: Turn, mission: MissionView, live: LiveConditions): MissionView {
  const { closedAhead: told = [], ...rest } = mission;
  const { route } = rest;
  const ahead = isOpen(mission) && route !== undefined ? closedOn(route, linkIndexOf(mission), live) : [];
  if (ahead.length === 0) return told.length === 0 ? mission : rest;
  const isTold = ahead.every((link) => told.includes(link));
  if (isTold && ahead.length === told.length) return mission;
  if (!isTold) {
    const where = typeof mission.destination === 'string' ? mission.destination : 'its destination';
    turn.alert({
      code: 'road-closed',
      vehicle: mission.vehicle,
      text: `Every way of ${mission.vehicle} to ${where} leads over closed roads; it is led over ${ahead.join(', ')} all the same.`,
    });
  }
  return { ...mission, closedAhead: ahead };
}
