import type { Matched } from '../location/matched.ts';
import { CLOSED_COST_S, type LiveConditions } from '../roadnet/live-conditions.ts';
import { type Route, routeOf } from '../routing/route.ts';
import { closedOn, linkIndexOf, tellClosedAhead } from './closed-ahead.ts';
import { withCrossed } from './crossed-leaving.ts';
import { restS, routeAnyhow } from './destination.ts';
import { isOpen, type MissionView } from './state.ts';
import { takeRoute } from './take-route.ts';
import type { Turn } from './turn.ts';

/** Another way must be better by both, or drivers and junctions are disturbed for nothing. */
export const BETTER_S = 15;
export const BETTER_SHARE = 0.08;
/** Junctions ahead that stay as they are: they have been asked, and the driver is in lane for them. */
export const SETTLED_STOPS = 2;

/**
 * The roads have changed under a mission. With a closed link or turn ahead it is led round it at once, as far as closures can be avoided, and the operator is
 * told of those that cannot; without one to avoid it goes another way only where that is worth it.
 */
export function keepOrReroute(turn: Turn, mission: MissionView, live: LiveConditions): MissionView {
  const { at, route } = mission;
  if (!isOpen(mission) || at === undefined || route === undefined || mission.progress === undefined) return mission;
  const onIndex = linkIndexOf(mission);
  const closures = closedOn(turn.index, route, onIndex, live).length;
  const round = closures === 0 ? undefined : routeVia(turn, mission, route, onIndex, onIndex, live);
  if (round !== undefined && closedOn(turn.index, round, 0, live).length < closures)
    return tellClosedAhead(turn, takeAtOnce(turn, mission, round, at, 'closed-road'), live);
  const better = betterRoute(turn, mission, route, closures, live);
  return tellClosedAhead(turn, better === undefined ? mission : takeAtOnce(turn, mission, better, at, 'faster-way'), live);
}

/** Dispatch is told with the next tick. */
export function takeAtOnce(
  turn: Turn,
  mission: MissionView,
  route: Route,
  at: Matched,
  reason: 'closed-road' | 'faster-way' | 'quicker-under-plan',
): MissionView {
  const taken = withCrossed(turn.index, mission, takeRoute(turn, mission, route, at, reason));
  return { ...taken, statusMs: Number.NEGATIVE_INFINITY };
}

function betterRoute(turn: Turn, mission: MissionView, route: Route, closures: number, live: LiveConditions): Route | undefined {
  const { alongM, passedStops } = mission.progress!;
  const { index } = turn;
  const onIndex = linkIndexOf(mission);
  const settled = route.stops.slice(passedStops, passedStops + SETTLED_STOPS).at(-1);
  const other = routeVia(turn, mission, route, onIndex, Math.max(onIndex, (settled?.linkIndex ?? -1) + 1), live);
  if (other === undefined) return undefined;
  const drivenS = (alongM - route.startsM[onIndex]!) / index.link(route.links[onIndex]!).speedLimitMps;
  const leftS = restS(index, route, onIndex, live) - drivenS;
  const gainS = leftS - (restS(index, other, 0, live) - drivenS);
  const openS = leftS - closures * CLOSED_COST_S;
  return gainS > Math.max(BETTER_S, BETTER_SHARE * openS) ? other : undefined;
}

/** The present route from the link that the vehicle is on to another of its links, and from there the fastest way. */
export function routeVia(
  turn: Turn,
  { destination, progress }: MissionView,
  route: Route,
  onIndex: number,
  viaIndex: number,
  live: LiveConditions,
): Route | undefined {
  const alongM = viaIndex === onIndex ? progress!.alongM : 0;
  const offsetM = Math.max(0, alongM - route.startsM[viaIndex]!);
  const rest = routeAnyhow(
    turn.index,
    { link: route.links[viaIndex]!, offsetM, speedMps: progress!.speedMps },
    destination,
    live,
  );
  if (rest === undefined) return undefined;
  const whole = routeOf(turn.index, [...route.links.slice(onIndex, viaIndex), ...rest.links]);
  return { ...whole, lengthM: whole.startsM.at(-1)! + rest.lengthM - rest.startsM.at(-1)! };
}
