import type { LiveConditions } from '../roadnet/live-conditions.ts';
import { tellClosedAhead } from './closed-ahead.ts';
import { withCrossed } from './crossed-leaving.ts';
import type { LikelyStart } from './likely-start.ts';
import type { MissionView } from './state.ts';
import { takeRoute } from './take-route.ts';
import type { Turn } from './turn.ts';

/** Sets a mission on a route from where its vehicle probably is; whether that is sure is told with it. */
export function setOut(
  turn: Turn,
  mission: MissionView,
  { route, at, match, isUncertain }: LikelyStart,
  live: LiveConditions,
): MissionView {
  const { noRoute: _, uncertainStart: __, interrupted: ___, astray: ____, ...rest } = mission;
  const located: MissionView = { ...rest, match, at, ...(isUncertain ? { uncertainStart: true } : {}) };
  return tellClosedAhead(turn, withCrossed(turn.index, mission, takeRoute(turn, located, route, at)), live);
}
