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
  const movements: LegMovement[] = [];
  for (const entry of legs) {
    const inbound = entry.inbound;
    if (inbound === undefined) continue;
    const turns = turnsFrom(entry, legs);
    const exits = legs.filter((exit) => exit !== entry && exit.outbound !== undefined);
    const existing = exits.map((exit) => turns.get(exit)!);
    const laneTurns = inbound.laneTurns.map((lane) => usableTurns(lane, existing));
    for (const exit of exits) {
      const turn = turns.get(exit)!;
      const sourceLanes = lanesFor(turn, laneTurns);
      movements.push({
        entry,
        exit,
        movement: {
          id: `${inbound.link}>${exit.outbound!.link}`,
          from: inbound.link,
          to: exit.outbound!.link,
          turn,
          lanes:
            exit.outbound!.anyLane === true
              ? allPairs(sourceLanes, exit.outbound!.lanes)
              : lanePairs(sourceLanes, exit.outbound!.lanes),
          lengthM: Math.max(1, Math.round((entry.setbackM + exit.setbackM) * PATH_FACTOR[turn] * 10) / 10),
          yieldsTo: [],
        },
      });
    }
  }
  return signalised ? movements : withRightOfWay(movements);
}

/** A lane none of whose turns exists here serves the nearest one that does, so that no lane ends blind. */
function usableTurns(lane: readonly Turn[], existing: readonly Turn[]): readonly Turn[] {
  const usable = lane.filter((turn) => existing.includes(turn));
  if (usable.length > 0) return usable;
  const order: readonly Turn[] = lane.includes('left') ? ['through', 'left', 'right'] : ['through', 'right', 'left'];
  return order.filter((turn) => existing.includes(turn)).slice(0, 1);
}

/** Lanes that serve a turn; a turn that no lane is marked for uses the outermost lane on its side. */
function lanesFor(turn: Turn, laneTurns: readonly (readonly Turn[])[]): readonly number[] {
  const lanes = laneTurns.flatMap((turns, lane) => (turns.includes(turn) ? [lane] : []));
  if (lanes.length > 0) return lanes;
  return [turn === 'left' ? laneTurns.length - 1 : 0];
}

/**
 * Pairs of lanes that a movement joins. One source lane may fan out into every lane; several keep their order: shared out
 * in blocks, so that every lane of the next link is reached and paths of one movement never cross.
 */
export function lanePairs(source: readonly number[], targetLanes: number): readonly (readonly [number, number])[] {
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
function withRightOfWay(movements: readonly LegMovement[]): readonly LegMovement[] {
  const before = (a: LegMovement, b: LegMovement): boolean =>
    (b.entry.weight - a.entry.weight ||
      TURN_RANK[a.movement.turn] - TURN_RANK[b.movement.turn] ||
      a.entry.bearingDeg - b.entry.bearingDeg ||
      (a.movement.from < b.movement.from ? -1 : 1)) < 0;
  return movements.map((mine) => ({
    ...mine,
    movement: {
      ...mine.movement,
      yieldsTo: movements
        .filter((other) => pathsMeet(pathOf(mine), pathOf(other)) && before(other, mine))
        .map((other) => other.movement.id),
    },
  }));
}

export function pathOf(m: LegMovement): NodePath {
  return { from: m.movement.from, to: m.movement.to, entryDeg: m.entry.bearingDeg, exitDeg: m.exit.bearingDeg };
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
