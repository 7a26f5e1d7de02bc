import type { ClosedTurn, LiveConditions } from '../roadnet/live-conditions.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { endM, type Route } from '../routing/route.ts';
import { isOpen, type MissionView } from './state.ts';
import type { Turn } from './turn.ts';

/** Position in its route of the link that the vehicle is on. */
export function linkIndexOf({ route, progress }: MissionView): number {
  if (route === undefined || progress === undefined) return 0;
  const index = route.links.findIndex((_, i) => endM(route, i) > progress.alongM);
  return index < 0 ? route.links.length - 1 : index;
}

/** How a turn is named to people. */
export function turnName({ from, to }: ClosedTurn): string {
  return `the turn from ${from} into ${to}`;
}

/** The closed turns and links of a route that are driven into from one of its links on, by name and in driving order. */
export function closedOn(index: RoadIndex, { links }: Route, onIndex: number, live: LiveConditions): readonly string[] {
  if (live.closedLinks.length + live.closedMovements.length === 0) return [];
  const [closedLinks, closedMovements] = [new Set(live.closedLinks), new Set(live.closedMovements)];
  return links.slice(onIndex + 1).flatMap((to, i) => {
    const from = links[onIndex + i]!;
    const isTurnClosed = closedMovements.has(index.findMovement(from, to)?.id ?? '');
    return [...(isTurnClosed ? [turnName({ from, to })] : []), ...(closedLinks.has(to) ? [to] : [])];
  });
}

/** Calls the operator, once per closure, for a mission that is led over closed roads because every way there is closed. */
export function tellClosedAhead(turn: Turn, mission: MissionView, live: LiveConditions): MissionView {
  const { closedAhead: told = [], ...rest } = mission;
  const { route } = rest;
  const ahead = isOpen(mission) && route !== undefined ? closedOn(turn.index, route, linkIndexOf(mission), live) : [];
  if (ahead.length === 0) return told.length === 0 ? mission : rest;
  const isTold = ahead.every((closure) => told.includes(closure));
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
