import type { LinkId, MovementId } from '../../kernel/ids.ts';
import { type NodePath, pathsMeet } from '../junction-legs.ts';
import type { Turn } from '../map.ts';
import type { SignalledWay } from './sumo-signalled-way.ts';
import { isWayGreen, letterAt, type TimedPhase, type Timeline } from './sumo-timeline.ts';
import { areFoes, givesWay } from './sumo-ways.ts';
import type { Tally } from './tally.ts';

/** A way with how the map draws it. */
export interface DrawnWay extends SignalledWay {
  readonly drawn: NodePath;
}

/** Do two ways cross or merge, by the file or by the drawing of the map? */
export function meet(a: DrawnWay, b: DrawnWay): boolean {
  return areFoes(a.way, b.way) || pathsMeet(a.drawn, b.drawn);
}

/**
 * Whom each movement gives way to, of those that it meets and that the signals do not keep apart. SUMO's right of way counts
 * where it says something; at a signal a "g" gives way to a "G", and of two "G", which SUMO lets go at once, the one that turns.
 * Two that meet without an order (SUMO leaves some to the moment) get one: the major road first, then through before right
 * before left.
 */
export function rightOfWay(
  ways: readonly DrawnWay[],
  apart: (a: DrawnWay, b: DrawnWay) => boolean,
  timeline: Timeline | undefined,
  tally: Tally,
): ReadonlyMap<MovementId, readonly LinkId[]> {
  const yieldsTo = new Map<MovementId, MovementId[]>(ways.map(({ way }) => [way.id, []]));
  ways.forEach((a, i) => {
    for (const b of ways.slice(i + 1)) {
      if (apart(a, b) || !meet(a, b)) continue;
      const [aYields, bYields] = orderOf(a, b, timeline, tally);
      if (aYields) yieldsTo.get(a.way.id)!.push(b.way.id);
      if (bYields) yieldsTo.get(b.way.id)!.push(a.way.id);
    }
  });
  return yieldsTo;
}

type Order = readonly [boolean, boolean];

function orderOf(a: DrawnWay, b: DrawnWay, timeline: Timeline | undefined, tally: Tally): Order {
  if (!areFoes(a.way, b.way)) {
    tally.add('pairs of movements that meet by the drawing but not in SUMO: one of the two gives way');
    return byRank(a, b);
  }
  const lights = timeline === undefined ? NO_ORDER : byLights(a, b, timeline);
  if (lights[0] || lights[1]) return lights;
  const rows: Order = [givesWay(a.way, b.way), givesWay(b.way, a.way)];
  if (a.openings !== undefined && b.openings !== undefined && TURN_RANK[a.way.turn] !== TURN_RANK[b.way.turn]) {
    const order = byTurn(a, b);
    if (rows[0] === rows[1] || rows[0] !== order[0]) {
      tally.add('pairs of movements that SUMO lets go at once though they meet: the one that turns gives way');
    }
    return order;
  }
  if (rows[0] || rows[1]) return rows;
  if (a.way.from === b.way.from) return NO_ORDER;
  tally.add('pairs of movements that meet without an order in SUMO: one of the two gives way');
  return byRank(a, b);
}

const NO_ORDER: Order = [false, false];

/** While both are green: does one show "g" and the other "G"? */
function byLights(a: DrawnWay, b: DrawnWay, timeline: Timeline): Order {
  if (a.openings === undefined || b.openings === undefined) return NO_ORDER;
  const shared = timeline.phases.filter((phase) => isWayGreen(phase, a.way) && isWayGreen(phase, b.way));
  return [
    shared.some((phase) => isMinor(phase, a) && !isMinor(phase, b)),
    shared.some((phase) => isMinor(phase, b) && !isMinor(phase, a)),
  ];
}

function isMinor(phase: TimedPhase, { way }: DrawnWay): boolean {
  return way.ties.some((tie) => 'go'.includes(letterAt(phase, tie)));
}

const TURN_RANK: Readonly<Record<Turn, number>> = { through: 0, right: 1, left: 2, uturn: 3 };

/** Which road is the major one matters only while the signals are off. */
function byTurn(a: DrawnWay, b: DrawnWay): Order {
  return TURN_RANK[a.way.turn] > TURN_RANK[b.way.turn] ? [true, false] : [false, true];
}

/** Exactly one of the two gives way. */
function byRank(a: DrawnWay, b: DrawnWay): Order {
  const difference =
    Number(isMinorRoad(a)) - Number(isMinorRoad(b)) ||
    TURN_RANK[a.way.turn] - TURN_RANK[b.way.turn] ||
    a.way.ties[0]!.index - b.way.ties[0]!.index;
  return difference > 0 ? [true, false] : [false, true];
}

function isMinorRoad({ way }: DrawnWay): boolean {
  return way.ties.some(({ connection }) => connection.state === connection.state.toLowerCase());
}
