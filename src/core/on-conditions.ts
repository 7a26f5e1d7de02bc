import type { LinkId } from '../kernel/ids.ts';
import type { LiveConditions, RoadConditions } from '../roadnet/live-conditions.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { turnName } from './closed-ahead.ts';
import { keepOrReroute } from './reroute.ts';
import { type CoreState, withEntry } from './state.ts';
import type { Turn } from './turn.ts';

/** As for junctions: one dated farther ahead would turn all later ones away. */
const FUTURE_MS = 2_000;
/** Links and turns named in one refusal; the rest are counted. */
const NAMED_MOST = 20;

/** Operators say what the roads are like now. What the map knows of it holds for every route from here on, those under way included. */
export function onConditions(turn: Turn, state: CoreState, conditions: RoadConditions): CoreState {
  const reason = refusalOf(turn, state, conditions);
  if (reason !== undefined) {
    turn.refuse({ stage: 'ingest', reason }, {}, `road conditions of ${conditions.atMs}`);
    return state;
  }
  refuseUnknown(turn, conditions);
  const live = liveOf(turn.index, conditions);
  let next: CoreState = { ...state, live, liveMs: conditions.atMs };
  for (const [id, mission] of state.missions) {
    const after = keepOrReroute(turn, mission, live);
    if (after !== mission) next = { ...next, missions: withEntry(next.missions, id, after) };
  }
  return next;
}

/** However old: they hold until the next. */
function refusalOf(
  turn: Turn,
  { liveMs }: CoreState,
  { atMs }: RoadConditions,
): 'future-dated' | 'duplicate' | 'out-of-order' | undefined {
  if (atMs > turn.nowMs + FUTURE_MS) return 'future-dated';
  if (atMs === liveMs) return 'duplicate';
  return atMs < liveMs ? 'out-of-order' : undefined;
}

function refuseUnknown(turn: Turn, { closed, closedTurns = [], delays }: RoadConditions): void {
  const named = [...closed, ...delays.map(({ link }) => link)];
  const turns = closedTurns.filter(({ from, to }) => turn.index.findMovement(from, to) === undefined).map(turnName);
  const unknown = [...new Set([...named.filter((link) => turn.index.findLink(link) === undefined), ...turns])];
  if (unknown.length === 0) return;
  const more = unknown.length > NAMED_MOST ? ` and ${unknown.length - NAMED_MOST} more` : '';
  const detail = `${unknown.slice(0, NAMED_MOST).join(', ')}${more}`;
  turn.refuse({ stage: 'ingest', reason: 'unknown-link' }, {}, detail);
}

function liveOf(index: RoadIndex, { closed, closedTurns = [], delays }: RoadConditions): LiveConditions {
  const isKnown = (link: LinkId): boolean => index.findLink(link) !== undefined;
  return {
    closedLinks: closed.filter(isKnown),
    closedMovements: closedTurns.flatMap(({ from, to }) => index.findMovement(from, to)?.id ?? []),
    delays: delays.filter(({ link }) => isKnown(link)).map(({ link, delayS }) => ({ link, seconds: delayS })),
  };
}
