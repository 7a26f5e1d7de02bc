import type { LinkId } from '../kernel/ids.ts';
import { type Leg, type NodePath, pathsMeet, turnsFrom } from './junction-legs.ts';
import type { Movement, Turn } from './map.ts';

/** A movement together with the legs that it joins. */
export interface LegMovement {
  readonly movement: Movement;
  readonly entry: Leg;
  readonly exit: Leg;
}

/** Path inside the node over the sum of the two setbacks: a left turn swings wide, a right turn cuts the corner. */
const PATH_FACTOR: Readonly<Record<Turn, number>> = { through: 1, left: 1.1, right: 0.6, uturn: 1.6 };

/**
 * All ways through a node, U-turns left out. With `signalised` nothing yields, because groups separate what meets; without,
 * each movement gives way to those of `rankOf` before its own that it meets.
 */
export function designMovements(legs: readonly Leg[], signalised: boolean): readonly LegMovement[] {
  const movements = legs.flatMap((entry) => {
    const turns = turnsFrom(entry, legs);
    const exits = legs.filter((exit) => exit !== entry && exit.outbound !== undefined);
    return movementsFrom(
      entry,
      exits.map((leg) => ({ leg, turn: turns.get(leg)!, lengthM: pathLengthM(entry, leg, turns.get(leg)!) })),
    );
  });
  return signalised ? movements : withRightOfWay(movements);
}

/** A leg that can be left by from another one, or from itself by turning back. */
export interface Exit {
  readonly leg: Leg;
  readonly turn: Turn;
  /** Path inside the node. */
  readonly lengthM: number;
}

/** The ways from one leg to each exit, lanes shared out by their turns; nothing yields yet. None where the leg does not lead in. */
export function movementsFrom(entry: Leg, exits: readonly Exit[]): readonly LegMovement[] {
  const inbound = entry.inbound;
  if (inbound === undefined) return [];
  const existing = exits.map(({ turn }) => turn);
  const laneTurns = inbound.laneTurns.map((lane) => usableTurns(lane, existing));
  return exits.map(({ leg: exit, turn, lengthM }) => {
    const outbound = exit.outbound!;
    const sourceLanes = lanesFor(turn, laneTurns);
    const lanes = outbound.anyLane === true ? allPairs(sourceLanes, outbound.lanes) : lanePairs(sourceLanes, outbound.lanes);
    const id = `${inbound.link}>${outbound.link}`;
    return { entry, exit, movement: { id, from: inbound.link, to: outbound.link, turn, lanes, lengthM, yieldsTo: [] } };
  });
}

/** Length of the path between two stop bars' distances from the node, by the kind of turn. */
export function pathLengthM(entry: Leg, exit: Leg, turn: Turn): number {
  return Math.max(1, Math.round((entry.setbackM + exit.setbackM) * PATH_FACTOR[turn] * 10) / 10);
}

/** A lane none of whose turns exists here serves the nearest one that does, so that no lane ends blind. */
function usableTurns(lane: readonly Turn[], existing: readonly Turn[]): readonly Turn[] {
  const usable = lane.filter((turn) => existing.includes(turn));
  if (usable.length > 0) return usable;
  const order: readonly Turn[] = lane.includes('left')
    ? ['through', 'left', 'right', 'uturn']
    : ['through', 'right', 'left', 'uturn'];
  return order.filter((turn) => existing.includes(turn)).slice(0, 1);
}

/** Lanes that serve a turn; a turn that no lane is marked for uses the outermost lane on its side. */
function lanesFor(turn: Turn, laneTurns: readonly (readonly Turn[])[]): readonly number[] {
  const lanes = laneTurns.flatMap((turns, lane) => (turns.includes(turn) ? [lane] : []));
  if (lanes.length > 0) return lanes;
  return [turn === 'left' || turn === 'uturn' ? laneTurns.length - 1 : 0];
}

/**
 * Pairs of lanes that a movement joins. One source lane may fan out into every lane; several keep their order: shared out
 * in blocks, so that every lane of the next link is reached and paths of one movement never cross.
 */
function lanePairs(source: readonly number[], targetLanes: number): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  source.forEach((lane, i) => {
    const first = Math.min(targetLanes - 1, Math.floor((i * targetLanes) / source.length));
    const last = Math.max(first, Math.ceil(((i + 1) * targetLanes) / source.length) - 1);
    for (let to = first; to <= last; to++) pairs.push([lane, to]);
  });
  return pairs;
}

function allPairs(source: readonly number[], targetLanes: number): readonly (readonly [number, number])[] {
  return source.flatMap((lane) => Array.from({ length: targetLanes }, (_, to) => [lane, to] as const));
}

const TURN_RANK: Readonly<Record<Turn, number>> = { through: 0, right: 1, left: 2, uturn: 3 };

/**
 * Right of way without signals: the more important road first, then through before right before left, then the leg that comes
 * first clockwise from north. A total order, and not right before left, because four vehicles could wait for each other in a ring.
 */
export function withRightOfWay(movements: readonly LegMovement[]): readonly LegMovement[] {
  const before = (a: LegMovement, b: LegMovement): boolean =>
    (b.entry.weight - a.entry.weight ||
      TURN_RANK[a.movement.turn] - TURN_RANK[b.movement.turn] ||
      a.entry.bearingDeg - b.entry.bearingDeg ||
      (a.movement.from < b.movement.from ? -1 : 1)) < 0;
  return movements.map((mine) => ({
    ...mine,
    movement: {
      ...mine.movement,
      yieldsTo: movements.filter((other) => waysMeet(mine, other) && before(other, mine)).map((other) => other.movement.id),
    },
  }));
}

/** Whether the paths of two movements meet, seen from either: where two links are drawn from the same side, it is not the same. */
export function waysMeet(a: LegMovement, b: LegMovement): boolean {
  return pathsMeet(pathOf(a), pathOf(b)) || pathsMeet(pathOf(b), pathOf(a));
}

function pathOf({ movement: { from, to }, entry, exit }: LegMovement): NodePath {
  const entryDeg = entry.inbound?.drawnDeg ?? entry.bearingDeg;
  const exitDeg = exit.outbound?.drawnDeg ?? exit.bearingDeg;
  return { from, to, entryDeg, exitDeg };
}

/** Turns per lane, kerb lane first, for lanes of which the innermost is kept for left turns. */
export function markLanes(lanes: number): readonly (readonly Turn[])[] {
  if (lanes === 1) return [['right', 'through', 'left']];
  return Array.from({ length: lanes }, (_, lane): readonly Turn[] => {
    if (lane === lanes - 1) return ['left'];
    return lane === 0 ? ['right', 'through'] : ['through'];
  });
}

/** Distinct links, in first-seen order. */
export function linksOf(leg: Leg): readonly LinkId[] {
  return [leg.inbound?.link, leg.outbound?.link].filter((id) => id !== undefined);
}
