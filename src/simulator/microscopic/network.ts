import { invariant } from '../../kernel/assert.ts';
import type { Movement, RoadMap } from '../../roadnet/map.ts';
import { type Conflicts, compileConflicts } from './conflicts.ts';
import { HALF_WIDTH_M, TURN_SPEED_MPS } from './parameters.ts';

/** Lists of integers per row, one after the other: row r is `items[base[r] .. base[r + 1] - 1]`. */
export interface Rows {
  readonly base: Int32Array;
  readonly items: Int32Array;
}

/**
 * The road map as arrays. Links and movements keep their numbers of the map; lane l of link k is lane `laneBase[k] + l` of the
 * network. Bit l of a lane mask stands for lane l of its link.
 */
export interface Network {
  readonly linkCount: number;
  readonly laneCount: number;
  readonly movementCount: number;
  /** One more than links: the lanes of link k end where those of k + 1 begin. */
  readonly laneBase: Int32Array;
  readonly linkLengthM: Float64Array;
  readonly linkLimitMps: Float64Array;
  readonly laneLink: Int32Array;
  readonly laneStartM: Float64Array;
  readonly laneLengthM: Float64Array;
  readonly movementFrom: Int32Array;
  readonly movementTo: Int32Array;
  readonly movementLengthM: Float64Array;
  readonly movementSpeedMps: Float64Array;
  /** Lanes of the from-link that serve the movement. */
  readonly movementServedBy: Int32Array;
  /** 1 where a signal group of a junction names the movement. */
  readonly movementSignalled: Uint8Array;
  /** 1 where the map allows it to go on red after a stop. */
  readonly movementOnRed: Uint8Array;
  /** How far into the node one may come who gives way, 0 where it waits at the bar. */
  readonly movementWaitM: Float64Array;
  readonly conflicts: Conflicts;
  /** 1 where the movement gives way to another. */
  readonly movementYields: Uint8Array;
  /** 1 where someone who stands on the path is in the way of others: of those who cross, and of those whose green comes next. */
  readonly movementBlocks: Uint8Array;
  readonly movementToLanes: Rows;
  readonly linkMovements: Rows;
  /** Per lane: [movement, to-lane, movement, to-lane, ...]. */
  readonly lanePaths: Rows;
  /** Per lane: the lanes from which a movement leads into it. */
  readonly laneFeeders: Rows;
  /** Per lane: the longest path inside a node that leads into it. */
  readonly laneLongestPathM: Float64Array;
  readonly linkNumber: ReadonlyMap<string, number>;
}

/** Compiles the map. A map that names an unknown link or lane breaks an invariant: the map's decoder refuses it before. */
export function compileNetwork(map: RoadMap): Network {
  const linkNumber = new Map(map.links.map((link, n) => [link.id, n]));
  const number = (of: ReadonlyMap<string, number>, id: string): number => {
    const n = of.get(id);
    invariant(n !== undefined, `the map names "${id}" and does not hold it`);
    return n;
  };
  const laneBase = new Int32Array(map.links.length + 1);
  for (const [n, link] of map.links.entries()) laneBase[n + 1] = laneBase[n]! + link.lanes.length;
  const lanes = map.links.flatMap((link, n) => link.lanes.map((lane) => ({ n, startM: lane.startM, lengthM: link.lengthM })));
  const from = map.movements.map((movement) => number(linkNumber, movement.from));
  const to = map.movements.map((movement) => number(linkNumber, movement.to));
  const signalled = new Set(map.junctions.flatMap((j) => j.groups.flatMap((g) => (g.kind === 'vehicle' ? g.movements : []))));
  const conflicts = compileConflicts(map);
  const paths = pathsOf(map.movements, from, to, laneBase);
  const longestPathM = new Float64Array(lanes.length);
  for (const p of paths) longestPathM[p.toLane] = Math.max(longestPathM[p.toLane]!, map.movements[p.movement]!.lengthM);
  return {
    linkCount: map.links.length,
    laneCount: lanes.length,
    movementCount: map.movements.length,
    laneBase,
    linkLengthM: Float64Array.from(map.links, (link) => link.lengthM),
    linkLimitMps: Float64Array.from(map.links, (link) => link.speedLimitMps),
    laneLink: Int32Array.from(lanes, (lane) => lane.n),
    laneStartM: Float64Array.from(lanes, (lane) => lane.startM),
    laneLengthM: Float64Array.from(lanes, (lane) => lane.lengthM),
    movementFrom: Int32Array.from(from),
    movementTo: Int32Array.from(to),
    movementLengthM: Float64Array.from(map.movements, (movement) => movement.lengthM),
    movementSpeedMps: Float64Array.from(map.movements, (movement) => movement.speedMps ?? TURN_SPEED_MPS[movement.turn]),
    movementServedBy: Int32Array.from(map.movements, (movement) => movement.lanes.reduce((mask, [l]) => mask | (1 << l), 0)),
    movementSignalled: Uint8Array.from(map.movements, (movement) => (signalled.has(movement.id) ? 1 : 0)),
    movementOnRed: Uint8Array.from(map.movements, (movement) => (movement.onRed === 'after-stop' ? 1 : 0)),
    movementWaitM: Float64Array.from(map.movements, (movement, m) => waitM(movement, conflicts, m)),
    conflicts,
    movementYields: anyOf(conflicts, conflicts.yields),
    movementBlocks: anyOf(
      conflicts,
      conflicts.crossing.map((crossing, i) => crossing | conflicts.apart[i]!),
    ),
    movementToLanes: rows(
      grouped(map.movements.length, paths, (p) => p.movement).map((own) => distinct(own.map((p) => p.toLane))),
    ),
    linkMovements: rows(grouped(map.links.length, [...from.keys()], (m) => from[m]!)),
    lanePaths: rows(grouped(lanes.length, paths, (p) => p.fromLane).map((own) => own.flatMap((p) => [p.movement, p.toLane]))),
    laneFeeders: rows(grouped(lanes.length, paths, (p) => p.toLane).map((own) => distinct(own.map((p) => p.fromLane)))),
    laneLongestPathM: longestPathM,
    linkNumber,
  };
}

/** Per movement: 1 where the flag is set for any of those that it meets. */
function anyOf({ base }: Conflicts, flags: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: base.length - 1 }, (_, m) => (flags.subarray(base[m], base[m + 1]).includes(1) ? 1 : 0));
}

/** Nobody waits where others cross. */
function waitM(movement: Movement, { base, ownM, crossing }: Conflicts, m: number): number {
  let least = movement.waitM ?? 0;
  for (let i = base[m]!; i < base[m + 1]!; i++) if (crossing[i] === 1) least = Math.min(least, ownM[i]! - HALF_WIDTH_M);
  return Math.max(least, 0);
}

interface Path {
  readonly movement: number;
  readonly fromLane: number;
  readonly toLane: number;
}

function pathsOf(movements: readonly Movement[], from: readonly number[], to: readonly number[], laneBase: Int32Array): Path[] {
  return movements.flatMap((movement, m) =>
    movement.lanes.map(([a, b]) => {
      const path = { movement: m, fromLane: laneBase[from[m]!]! + a, toLane: laneBase[to[m]!]! + b };
      const inside = path.fromLane < laneBase[from[m]! + 1]! && path.toLane < laneBase[to[m]! + 1]!;
      invariant(inside, `movement "${movement.id}" names a lane that its links do not have`);
      return path;
    }),
  );
}

function grouped<T>(groups: number, items: readonly T[], group: (item: T) => number): T[][] {
  const lists: T[][] = Array.from({ length: groups }, () => []);
  for (const item of items) lists[group(item)]!.push(item);
  return lists;
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)];
}

function rows(lists: readonly (readonly number[])[]): Rows {
  const base = new Int32Array(lists.length + 1);
  for (const [n, list] of lists.entries()) base[n + 1] = base[n]! + list.length;
  return { base, items: Int32Array.from(lists.flat()) };
}
